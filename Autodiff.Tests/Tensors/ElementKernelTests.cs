using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>Whole vectors of numbers give what the row gives one number at a time, to the bit where no function is approximated: at zeros of both signs, infinities, NaN and the ends of the range too.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public class ElementKernelTests<T> where T : IFloatingPointIeee754<T>, IMinMaxValue<T>
{
    private static readonly T[] Numbers =
    [
        T.Zero, T.NegativeZero, T.One, -T.One, T.CreateChecked(0.3), T.CreateChecked(-2.5), T.Epsilon, T.MaxValue, T.MinValue,
        T.PositiveInfinity, T.NegativeInfinity, T.NaN,
    ];

    private static IEnumerable<TestCaseData> Rows => ElementRowCases.Rows.Select(row => new TestCaseData(row).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Rows))]
    public void Values(Operation row)
    {
        T[][] points = [.. Points(row.Arity).Where(point => IsDefined(row, point))];
        var y = ElementRowCases.Apply(row, Inputs(points));
        AssertNear(row, y.ToArray(), Array.ConvertAll(points, point => row.Apply<T>(point)), points);
    }

    /// <summary>The last number of each point is the adjoint.</summary>
    [TestCaseSource(nameof(Rows))]
    public void Products_with_an_adjoint(Operation row)
    {
        T[][] points = [.. Points(row.Arity + 1).Where(point => IsDefined(row, point[..^1]))];
        var x = Inputs(points);
        var y = ElementRowCases.Apply(row, x[..^1]);
        for (int k = 0; k < row.Arity; k++)
        {
            int operand = k;
            var expected = Array.ConvertAll(points, point => Product(Partial(row, operand, point.AsSpan(..^1)), point[^1]));
            using var gradient = y.Tape!.Gradient(y, x[^1]);
            var actual = gradient[x[k]].ToArray();
            if (row.Name is "add" or "subtract" or "negate" or "multiply")
            {
                // The adjoint itself or an operation of its own, which leave a zero its sign.
                Assert.That(actual, Is.EqualTo(expected));
            }
            else
            {
                AssertNear(row, actual, expected, points);
            }
        }
    }

    private static T Partial(Operation row, int operand, ReadOnlySpan<T> x) => row.Derivative(operand, x, row.Apply(x));

    /// <summary>0 wherever either is 0.</summary>
    private static T Product(T partial, T adjoint)
    {
        T product = partial * adjoint;
        return adjoint == T.Zero || (T.IsNaN(product) && partial == T.Zero) ? T.Zero : product;
    }

    private static void AssertNear(Operation row, T[] actual, T[] expected, T[][] points)
    {
        for (int i = 0; i < points.Length; i++)
        {
            Assert.That(
                ElementRowCases.AreNear(actual[i], expected[i], ElementRowCases.UnitsApart(row)),
                $"at [{string.Join(", ", points[i])}]: expected {expected[i]}, actual {actual[i]}");
        }
    }

    private static Tensor<T>[] Inputs(T[][] points)
    {
        var tape = new Tape<T>();
        return [.. points[0].Select((_, operand) => tape.Input([points.Length], Array.ConvertAll(points, point => point[operand])))];
    }

    private static IEnumerable<T[]> Points(int operands) =>
        Enumerable.Range(0, operands).Aggregate<int, IEnumerable<T[]>>([[]], (points, _) => points.SelectMany(point => Numbers.Select(number => (T[])[.. point, number])));

    /// <summary>False where a row throws, as clamp does for bounds in the wrong order.</summary>
    private static bool IsDefined(Operation row, T[] point) => row.Name != "clamp" || !(point[1] > point[2]);
}

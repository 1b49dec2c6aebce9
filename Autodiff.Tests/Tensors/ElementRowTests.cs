using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>Lifted to tensors, a row is the row: the same numbers as scalars give, at samples, at kinks and in second derivatives.</summary>
public class ElementRowTests
{
    private static IEnumerable<TestCaseData> Rows => ElementRowCases.Rows.Select(row => new TestCaseData(row).SetArgDisplayNames(row.Name));

    /// <summary>Few points are computed number by number and many by vectors; both must be the row.</summary>
    private static readonly int[] Repetitions = [1, 50];

    [TestCaseSource(nameof(Rows))]
    public void Values_and_partials_are_those_of_the_row(Operation row)
    {
        int units = ElementRowCases.UnitsApart(row);
        bool Near(double actual, double expected) => ElementRowCases.AreNear(actual, expected, units);
        foreach (int repetitions in Repetitions)
        {
            double[][] points = [.. Enumerable.Repeat(row.Samples.Concat(row.Kinks.Select(kink => kink.At)), repetitions).SelectMany(point => point)];
            var (tape, x, y) = Record(row, points);
            using var gradient = tape.Gradient(y, Ones(y.Shape));
            var expected = Array.ConvertAll(points, point => row.Apply<double>(point));
            Assert.Multiple(() =>
            {
                Assert.That(y.ToArray(), Is.EqualTo(expected).Using<double>(Near), "value");
                for (int k = 0; k < row.Arity; k++)
                {
                    int operand = k;
                    var partials = points.Zip(expected, (point, result) => row.Derivative(operand, point, result)).ToArray();
                    Assert.That(gradient[x[k]].ToArray(), Is.EqualTo(partials).Using<double>(Near), $"partial {k}");
                }
            });
        }
    }

    [TestCaseSource(nameof(Rows))]
    public void Kinks_are_as_the_row_says(Operation row)
    {
        if (row.Kinks.Count == 0)
        {
            return;
        }

        var (tape, x, y) = Record(row, [.. row.Kinks.Select(kink => kink.At)]);
        var recorded = tape.RecordGradient(y, Ones(y.Shape), x);
        using var gradient = tape.Gradient(y, Ones(y.Shape));
        Assert.Multiple(() =>
        {
            for (int k = 0; k < row.Arity; k++)
            {
                var partials = row.Kinks.Select(kink => kink.Partials[k]).ToArray();
                Assert.That(gradient[x[k]].ToArray(), Is.EqualTo(partials).Within(1e-15), $"partial {k}");
                Assert.That(recorded[k].ToArray(), Is.EqualTo(partials).Within(1e-15), $"partial {k} by a recorded sweep");
            }
        });
    }

    [TestCaseSource(nameof(Rows))]
    public void Second_derivatives_are_those_of_scalars(Operation row)
    {
        double[][] points = [.. row.Samples];
        var (tape, x, y) = Record(row, points);
        var first = tape.RecordGradient(y, Ones(y.Shape), x);
        var scalars = Array.ConvertAll(points, point => Readings.ReverseOverReverse(new OperationFormula(row), point).Second);
        Assert.Multiple(() =>
        {
            for (int i = 0; i < row.Arity; i++)
            {
                for (int j = 0; j < row.Arity; j++)
                {
                    if (!ElementRowCases.IsDifferentiable(row, i) || !ElementRowCases.IsDifferentiable(row, j))
                    {
                        continue;
                    }

                    double[] actual = first[i].IsConstant ? new double[points.Length] : tape.Gradient(first[i], Ones(y.Shape))[x[j]].ToArray();
                    double[] expected = Array.ConvertAll(scalars, second => second[i][j]);
                    for (int p = 0; p < points.Length; p++)
                    {
                        Assert.That(actual[p], Is.EqualTo(expected[p]).Within(1e-13 * (1 + Math.Abs(expected[p]))), $"({i}, {j}) at [{string.Join(", ", points[p])}]");
                    }
                }
            }
        });
    }

    /// <summary>Tensors of dual numbers: forward over reverse, with the conventions of the row in the tangents.</summary>
    [TestCaseSource(nameof(Rows))]
    public void Duals_carry_their_tangents(Operation row)
    {
        double[][] points = [.. row.Samples];
        var formula = new OperationFormula(row);
        for (int seeded = 0; seeded < row.Arity; seeded++)
        {
            int direction = seeded;
            var tape = new Tape<Dual<double>>();
            var x = ElementRowCases.Columns(points)
                .Select((column, k) => tape.Input([points.Length], Array.ConvertAll(column, number => new Dual<double>(number, k == direction ? 1 : 0)))).ToArray();
            var y = ElementRowCases.Apply(row, x);
            using var gradient = tape.Gradient(y.Sum());
            Assert.Multiple(() =>
            {
                Assert.That(Tangents(y), Is.EqualTo(Array.ConvertAll(points, point => Readings.Forward<double>(formula, point, direction).Tangent)), "tangent");
                for (int k = 0; k < row.Arity; k++)
                {
                    if (ElementRowCases.IsDifferentiable(row, k) && ElementRowCases.IsDifferentiable(row, direction))
                    {
                        var expected = Array.ConvertAll(points, point => Readings.ForwardOverReverse(formula, point)[direction][k]);
                        Assert.That(Tangents(gradient[x[k]]), Is.EqualTo(expected), $"second derivative ({k}, {direction})");
                    }
                }
            });
        }

        static double[] Tangents(Tensor<Dual<double>> tensor) => Array.ConvertAll(tensor.ToArray(), number => number.Tangent);
    }

    [Test]
    public void A_row_of_a_user_is_lifted_and_without_samples_may_read_everything()
    {
        var tape = new Tape<double>();
        var (x, y) = (tape.Input([2], [1, 3]), tape.Input([2, 1], [1, 6]));
        var z = Tensor<double>.Lift<Harmonic>(x, y);
        using var gradient = tape.Gradient(z.Sum());
        Assert.Multiple(() =>
        {
            Assert.That(z.ToArray(), Is.EqualTo([1.0 / 2, 3.0 / 4, 6.0 / 7, 2]).Within(1e-15));
            Assert.That(gradient[x].ToArray(), Is.EqualTo([(1.0 / 4) + (36.0 / 49), (1.0 / 16) + (4.0 / 9)]).Within(1e-15)); // (y/(x + y))²
            Assert.That(new Elementwise<double, Binary<Harmonic>>().Reads(0), Is.EqualTo(Reads.Everything));
        });
    }

    private readonly struct Harmonic : IBinaryOperation
    {
        public static string Name => "harmonic";
        public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x y/(x + y)", "(z/x)²", "(z/y)²");
        public static (double X, double Y)[] Samples => [];
        public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x * y / (x + y);
        public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => z / x * (z / x);
        public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => z / y * (z / y);
    }

    private static (Tape<double> Tape, Tensor<double>[] X, Tensor<double> Y) Record(Operation row, double[][] points)
    {
        var tape = new Tape<double>();
        var x = Array.ConvertAll(ElementRowCases.Columns(points), column => tape.Input([points.Length], column));
        return (tape, x, ElementRowCases.Apply(row, x));
    }

    private static Tensor<double> Ones(Shape shape) => TensorViews.Plain<double>(NaiveArray.Make(shape, _ => 1));
}

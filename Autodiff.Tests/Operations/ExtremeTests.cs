using System.Globalization;
using System.Numerics;

namespace Autodiff.Tests.Operations;

/// <summary>
/// Every row far from its samples: at zeros, near the ends of the range of double, float and Half, at infinities and at NaN.
/// </summary>
public class ExtremeTests
{
    private static readonly string[] Types = ["double", "float", "Half"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly ILookup<(string Type, string Row), Line> Lines = OracleTable.Read("extreme-values.csv").ToLookup(
        cell => (cell[0], cell[1]),
        cell => new Line(OracleTable.Number(cell[2]), cell[3] == "undefined" ? null : OracleTable.Number(cell[3])));

    private static IEnumerable<Operation> RowsOfOneOperand => Catalog.All.Where(row => row.Arity == 1);

    [TestCaseSource(nameof(RowsOfOneOperand))]
    public void Derivative(Operation row) => Assert.That(ExtremeFailures(row), Is.Empty);

    /// <summary>All operands of a row at once, in every combination: values and partials may be infinite or NaN, but they come.</summary>
    [TestCaseSource(typeof(Catalog), nameof(Catalog.All))]
    public void No_argument_throws_or_hangs(Operation row)
    {
        var walk = Task.Run(() =>
        {
            Walk<double>(row);
            Walk<float>(row);
            Walk<Half>(row);
        });
        Assert.That(() => walk.Wait(Patience), Is.True, "an argument takes forever");
    }

    [Test]
    public void The_table_has_the_same_arguments_for_every_row_of_one_operand() => Assert.Multiple(() =>
    {
        foreach (string type in Types)
        {
            var arguments = Arguments(type);
            Assert.That(arguments, Has.Count.GreaterThanOrEqualTo(15).And.Member(double.NaN).And.Member(double.NegativeInfinity));
            foreach (var row in RowsOfOneOperand)
            {
                Assert.That(Lines[(type, row.Name)].Select(line => line.Argument), Is.EqualTo(arguments), $"{type} {row.Name}");
            }
        }
    });

    [Test]
    public void A_derivative_lost_in_a_tail_is_caught() =>
        Assert.That(
            Failures<double>(UnaryOperation<CarelessSigmoid>.Instance),
            Has.Some.StartsWith("sigmoid(-1E+300) as double: derivative: expected 0, actual NaN"));

    /// <summary>Right at moderate arguments: 1/(eˣ + 2 + e⁻ˣ), written with a quotient of infinities.</summary>
    public readonly struct CarelessSigmoid : IUnaryOperation
    {
        public static string Name => "sigmoid";
        public static (string Value, string Derivative) Formula => ("1/(1 + exp(-x))", "exp(-x)/(1 + exp(-x))²");
        public static ReadOnlySpan<double> Samples => [1];
        public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));
        public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Exp(-x) / ((T.One + T.Exp(-x)) * (T.One + T.Exp(-x)));
    }

    private static IEnumerable<string> ExtremeFailures(Operation row) => [.. Failures<double>(row), .. Failures<float>(row), .. Failures<Half>(row)];

    /// <summary>The derivative where there is one; there the value is not NaN, and only an infinite value excuses a derivative that is.</summary>
    private static IEnumerable<string> Failures<T>(Operation row) where T : struct, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var (relative, smallestNormal) = Precision<T>();
        foreach (var (argument, derivative) in Lines[(NameOf<T>(), row.Name)])
        {
            T x = T.CreateChecked(argument);
            T y = row.Apply<T>([x]);
            T actual = row.Derivative<T>(0, [x], y);
            if (derivative is not { } exact || (T.IsNaN(actual) && T.IsInfinity(y)))
            {
                continue;
            }

            // Below the normal range digits fade out, which results of overflowing intermediates may do at once.
            double expected = double.CreateChecked(T.CreateChecked(exact));
            double tolerance = (relative * Math.Abs(expected)) + smallestNormal + Documented(row);
            double found = double.CreateChecked(actual);
            if (T.IsNaN(y) || !(found == expected || Math.Abs(found - expected) <= tolerance))
            {
                yield return $"{row.Name}({argument}) as {NameOf<T>()}: derivative: expected {expected}, actual {found} beside the value {y}";
            }
        }
    }

    /// <summary>tanh′ is 1 - y² of the rounded y: beyond |x| = 10 it is right to an absolute, not to a relative error.</summary>
    private static double Documented(Operation row) => row.Name == "tanh" ? 1e-15 : 0;

    private static (double Relative, double SmallestNormal) Precision<T>() => NameOf<T>() switch
    {
        "double" => (1e-6, 2.3e-308),
        "float" => (1e-5, 1.2e-38),
        _ => (1e-2, 6.2e-5),
    };

    private static void Walk<T>(Operation row) where T : struct, IFloatingPointIeee754<T>
    {
        int arity = row.Arity == Operation.AnyArity ? Math.Max(2, row.Samples[0].Length) : row.Arity;
        int stride = arity > 3 ? 3 : 1; // every third argument, where all combinations would take minutes
        T[] arguments = [.. Arguments(NameOf<T>()).Where((_, i) => i % stride == 0).Select(T.CreateChecked)];
        for (int code = 0; code < Math.Pow(arguments.Length, arity); code++)
        {
            var operands = new T[arity];
            int rest = code;
            for (int i = 0; i < arity; i++)
            {
                (rest, int digit) = Math.DivRem(rest, arguments.Length);
                operands[i] = arguments[digit];
            }

            row.Partials(operands, row.Apply<T>(operands), new T[arity]);
        }
    }

    private static List<double> Arguments(string type) => [.. Lines[(type, "exp")].Select(line => line.Argument)];

    private static string NameOf<T>() => typeof(T) == typeof(double) ? "double" : typeof(T) == typeof(float) ? "float" : "Half";

    private sealed record Line(double Argument, double? Derivative);
}

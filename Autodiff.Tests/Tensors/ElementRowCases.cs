using System.Numerics;
using Autodiff.Tests.Operations;

namespace Autodiff.Tests.Tensors;

/// <summary>Every row of the catalog with a fixed number of operands, on tensors of all its samples.</summary>
internal static class ElementRowCases
{
    /// <summary>The methods that are not called by the name of their row.</summary>
    private static readonly Dictionary<string, string> Methods = new()
    {
        ["add"] = "op_Addition",
        ["subtract"] = "op_Subtraction",
        ["multiply"] = "op_Multiply",
        ["divide"] = "op_Division",
        ["negate"] = "op_UnaryNegation",
        ["power"] = "Pow",
        ["logBase"] = "Log",
        ["max"] = "Maximum",
        ["min"] = "Minimum",
        ["step"] = "UnitStep",
    };

    public static IEnumerable<Operation> Rows => Catalog.All.Where(row => row.Arity != Operation.AnyArity);

    public static IEnumerable<TensorCase> All => Rows.Select(row => new OfRow(row)
    {
        Given = Columns([.. row.Samples]),
        IsDifferentiable = operand => IsDifferentiable(row, operand),
        Tolerance = 1e-12,
    });

    public static bool IsDifferentiable(Operation row, int operand) => row.HasDerivative(operand) && !OperationChecks.IsWhole(row, operand);

    /// <summary>The operands as tensors, of points at which the row is to be computed.</summary>
    public static double[][] Columns(double[][] points) => [.. points[0].Select((_, operand) => Array.ConvertAll(points, point => point[operand]))];

    /// <summary>The name of the method of <see cref="Tensor{T}"/> that applies a row.</summary>
    public static string MethodOf(Operation row) => Methods.GetValueOrDefault(row.Name, char.ToUpperInvariant(row.Name[0]) + row.Name[1..]);

    /// <summary>The row on tensors, by the method of <see cref="Tensor{T}"/>.</summary>
    public static Tensor<T> Apply<T>(Operation row, Tensor<T>[] x) where T : IFloatingPointIeee754<T>
    {
        string name = MethodOf(row);
        var all = x.Select(operand => (object)operand).ToArray();
        if (name.StartsWith("op_", StringComparison.Ordinal))
        {
            return (Tensor<T>)Method<T>(name, all.Length).Invoke(null, all)!;
        }

        // The order of polygamma, its first operand, is an argument.
        int receiver = row.Name == "polygamma" ? 1 : 0;
        return (Tensor<T>)Method<T>(name, all.Length - 1).Invoke(all[receiver], [.. all.Where((_, operand) => operand != receiver)])!;
    }

    private static System.Reflection.MethodInfo Method<T>(string name, int arguments) where T : IFloatingPointIeee754<T> =>
        typeof(Tensor<T>).GetMethod(name, [.. Enumerable.Repeat(typeof(Tensor<T>), arguments)])
            ?? throw new MissingMethodException($"Tensor<T> has no method {name} of {arguments} tensors.");

    private sealed class OfRow(Operation row) : TensorCase(row.Name, [.. Enumerable.Repeat(Shape.Of(row.Samples.Count), row.Arity)])
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => ElementRowCases.Apply(row, x.ToArray());

        public override NaiveArray Expected(NaiveArray[] x) =>
            NaiveArray.Make(x[0].Shape, index => row.Apply<double>(Array.ConvertAll(x, operand => operand[index])));
    }

    /// <summary>
    /// How many units in the last place two readings of a row may be apart, value and partials: where registers compute a function that a single
    /// number takes from .NET, by what the two round differently; mish multiplies that by its (1 - g)(1 + g). The other rows round alike.
    /// </summary>
    private static readonly Dictionary<string, int> Units = new()
    {
        ["erf"] = 1,
        ["log"] = 1,
        ["logP1"] = 1,
        ["logSigmoid"] = 1,
        ["tanh"] = 1,
        ["xLogY"] = 1,
        ["elu"] = 2,
        ["exp"] = 2,
        ["expM1"] = 2,
        ["geluTanh"] = 2,
        ["logAddExp"] = 2,
        ["selu"] = 2,
        ["sigmoid"] = 2,
        ["silu"] = 2,
        ["softplus"] = 2,
        ["erfc"] = 3, // 2 where x y + z is rounded once
        ["normalCdf"] = 3,
        ["gelu"] = 4,
        ["mish"] = 8,
    };

    public static int UnitsApart(Operation row) => Units.GetValueOrDefault(row.Name);

    /// <summary>Equal, or apart by so many units in the last place of what is expected; zeros of the same sign, or NaN both.</summary>
    public static bool AreNear<T>(T actual, T expected, int units) where T : IFloatingPointIeee754<T> =>
        (actual.Equals(expected) && T.IsNegative(actual) == T.IsNegative(expected))
        || (T.IsNaN(actual) && T.IsNaN(expected))
        || T.Abs(actual - expected) <= T.CreateChecked(units) * (T.BitIncrement(T.Abs(expected)) - T.Abs(expected));
}

using Autodiff.Operations;

namespace Autodiff;

/// <summary>
/// All built-in rows, walked by the tests, the printers and the generated list of operations.
/// </summary>
public static class Catalog
{
    /// <summary>Every built-in operation, by family.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        BinaryOperation<Add>.Instance,
        BinaryOperation<Subtract>.Instance,
        BinaryOperation<Multiply>.Instance,
        BinaryOperation<Divide>.Instance,
        UnaryOperation<Negate>.Instance,
        UnaryOperation<Reciprocal>.Instance,
        BinaryOperation<Remainder>.Instance,
        BinaryOperation<IeeeRemainder>.Instance,
        TernaryOperation<MultiplyAdd>.Instance,
        TernaryOperation<Lerp>.Instance,
        UnaryOperation<Square>.Instance,
        UnaryOperation<Sqrt>.Instance,
        UnaryOperation<Cbrt>.Instance,
        BinaryOperation<Power>.Instance,
        BinaryOperation<RootN>.Instance,
        BinaryOperation<Hypot>.Instance,
        UnaryOperation<Exp>.Instance,
        UnaryOperation<Exp2>.Instance,
        UnaryOperation<Exp10>.Instance,
        UnaryOperation<ExpM1>.Instance,
        UnaryOperation<Log>.Instance,
        UnaryOperation<Log2>.Instance,
        UnaryOperation<Log10>.Instance,
        UnaryOperation<LogP1>.Instance,
        BinaryOperation<LogBase>.Instance,
        BinaryOperation<LogAddExp>.Instance,
        BinaryOperation<XLogY>.Instance,
        UnaryOperation<Sin>.Instance,
        UnaryOperation<Cos>.Instance,
        UnaryOperation<Tan>.Instance,
        UnaryOperation<Asin>.Instance,
        UnaryOperation<Acos>.Instance,
        UnaryOperation<Atan>.Instance,
        BinaryOperation<Atan2>.Instance,
        UnaryOperation<SinPi>.Instance,
        UnaryOperation<CosPi>.Instance,
        UnaryOperation<TanPi>.Instance,
        UnaryOperation<Sinh>.Instance,
        UnaryOperation<Cosh>.Instance,
        UnaryOperation<Tanh>.Instance,
        UnaryOperation<Asinh>.Instance,
        UnaryOperation<Acosh>.Instance,
        UnaryOperation<Atanh>.Instance,
        UnaryOperation<Abs>.Instance,
        UnaryOperation<Sign>.Instance,
        BinaryOperation<Max>.Instance,
        BinaryOperation<Min>.Instance,
        TernaryOperation<Clamp>.Instance,
        UnaryOperation<Floor>.Instance,
        UnaryOperation<Ceiling>.Instance,
        UnaryOperation<Round>.Instance,
        UnaryOperation<Truncate>.Instance,
        BinaryOperation<CopySign>.Instance,
        UnaryOperation<UnitStep>.Instance,
        UnaryOperation<Sigmoid>.Instance,
        UnaryOperation<LogSigmoid>.Instance,
        UnaryOperation<Softplus>.Instance,
        UnaryOperation<Relu>.Instance,
        BinaryOperation<LeakyRelu>.Instance,
        BinaryOperation<Elu>.Instance,
        UnaryOperation<Selu>.Instance,
        UnaryOperation<Gelu>.Instance,
        UnaryOperation<GeluTanh>.Instance,
        UnaryOperation<Silu>.Instance,
        UnaryOperation<Mish>.Instance,
        UnaryOperation<Softsign>.Instance,
        UnaryOperation<Erf>.Instance,
        UnaryOperation<Erfc>.Instance,
        UnaryOperation<ErfInv>.Instance,
        UnaryOperation<LogGamma>.Instance,
        UnaryOperation<Digamma>.Instance,
        BinaryOperation<Polygamma>.Instance,
        BinaryOperation<LogBeta>.Instance,
        UnaryOperation<NormalCdf>.Instance,
        UnaryOperation<NormalQuantile>.Instance,
        NaryOperation<Sum>.Instance,
        NaryOperation<Dot>.Instance,
        NaryOperation<LogSumExp>.Instance,
        NaryOperation<Norm>.Instance,
        NaryOperation<NormalLogDensity>.Instance,
    ];

    /// <summary>The built-in operation of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static Operation Find(string name) => ByName.TryGetValue(name, out var operation)
        ? operation
        : throw new KeyNotFoundException($"No operation is named '{name}'. The names are: {string.Join(", ", ByName.Keys)}.");

    private static readonly Dictionary<string, Operation> ByName = All.ToDictionary(operation => operation.Name);
}

using System.Numerics;

namespace Autodiff;

internal sealed class UnaryOperation<TRow> : Operation where TRow : struct, IUnaryOperation
{
    public static readonly UnaryOperation<TRow> Instance = new();
    public static new readonly int Code = ((Operation)Instance).Code;

    private UnaryOperation() : base(TRow.Name, 1, TRow.Formula.Value, TRow.Formula.Derivative) { }

    public override IReadOnlyList<double[]> Samples => Array.ConvertAll(TRow.Samples.ToArray(), x => new[] { x });

    public override IReadOnlyList<(double[] At, double[] Partials)> Kinks =>
        Array.ConvertAll(TRow.Kinks, k => (new[] { k.X }, new[] { k.Derivative }));

    public override T Apply<T>(ReadOnlySpan<T> operands) => Functions.Apply<TRow, T>(operands[0]);

    public override T Derivative<T>(int operand, ReadOnlySpan<T> operands, T result) => TRow.Derivative(operands[0], result);
}

internal sealed class BinaryOperation<TRow> : Operation where TRow : struct, IBinaryOperation
{
    public static readonly BinaryOperation<TRow> Instance = new();
    public static new readonly int Code = ((Operation)Instance).Code;

    private BinaryOperation() : base(TRow.Name, 2, TRow.Formula.Value, TRow.Formula.DerivativeX, TRow.Formula.DerivativeY) { }

    public override IReadOnlyList<double[]> Samples => Array.ConvertAll(TRow.Samples, s => new[] { s.X, s.Y });

    public override IReadOnlyList<(double[] At, double[] Partials)> Kinks =>
        Array.ConvertAll(TRow.Kinks, k => (new[] { k.X, k.Y }, new[] { k.DerivativeX, k.DerivativeY }));

    public override T Apply<T>(ReadOnlySpan<T> operands) => Functions.Apply<TRow, T>(operands[0], operands[1]);

    public override T Derivative<T>(int operand, ReadOnlySpan<T> operands, T result) => operand == 0
        ? TRow.DerivativeX(operands[0], operands[1], result)
        : TRow.DerivativeY(operands[0], operands[1], result);
}

internal sealed class TernaryOperation<TRow> : Operation where TRow : struct, ITernaryOperation
{
    public static readonly TernaryOperation<TRow> Instance = new();
    public static new readonly int Code = ((Operation)Instance).Code;

    private TernaryOperation()
        : base(TRow.Name, 3, TRow.Formula.Value, TRow.Formula.DerivativeX, TRow.Formula.DerivativeY, TRow.Formula.DerivativeZ) { }

    public override IReadOnlyList<double[]> Samples => Array.ConvertAll(TRow.Samples, s => new[] { s.X, s.Y, s.Z });

    public override IReadOnlyList<(double[] At, double[] Partials)> Kinks => Array.ConvertAll(
        TRow.Kinks, k => (new[] { k.X, k.Y, k.Z }, new[] { k.DerivativeX, k.DerivativeY, k.DerivativeZ }));

    public override T Apply<T>(ReadOnlySpan<T> operands) => Functions.Apply<TRow, T>(operands[0], operands[1], operands[2]);

    public override T Derivative<T>(int operand, ReadOnlySpan<T> operands, T result) => operand switch
    {
        0 => TRow.DerivativeX(operands[0], operands[1], operands[2], result),
        1 => TRow.DerivativeY(operands[0], operands[1], operands[2], result),
        _ => TRow.DerivativeZ(operands[0], operands[1], operands[2], result),
    };
}

internal sealed class NaryOperation<TRow> : Operation where TRow : struct, INaryOperation
{
    public static readonly NaryOperation<TRow> Instance = new();
    public static new readonly int Code = ((Operation)Instance).Code;

    private NaryOperation() : base(TRow.Name, AnyArity, TRow.Formula.Value, TRow.Formula.Derivative) { }

    public override IReadOnlyList<double[]> Samples => TRow.Samples;

    public override T Apply<T>(ReadOnlySpan<T> operands) => Functions.Apply<TRow, T>(operands);

    public override T Derivative<T>(int operand, ReadOnlySpan<T> operands, T result)
    {
        var partials = new T[operands.Length];
        TRow.Partials(operands, result, partials);
        return partials[operand];
    }

    public override void Partials<T>(ReadOnlySpan<T> operands, T result, Span<T> partials) => TRow.Partials(operands, result, partials);
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A formula as a kernel.</summary>
internal readonly struct FormulaKernel<T, TFormula> : IElementKernel<T>
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IPointwiseFormula
{
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result) =>
        PointwiseLoop<T, TFormula>.Run(x, y, z, w, v, result);
}

/// <summary>f(x, y, z) of a row.</summary>
internal readonly struct ValueKernel<T, TRow> : IElementKernel<T>, IPointwiseFormula
    where T : IFloatingPointIeee754<T>
    where TRow : struct, IElementRow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Reads(int operand) => operand < TRow.Arity;

    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        if (TRow.IsPointwise && (typeof(T) == typeof(float) || typeof(T) == typeof(double)))
        {
            PointwiseLoop<T, ValueKernel<T, TRow>>.Run(x, y, z, w, v, result);
            return;
        }

        for (int i = 0; i < result.Length; i++)
        {
            result[i] = TRow.Value(x[i], TRow.Arity > 1 ? y[i] : T.Zero, TRow.Arity > 2 ? z[i] : T.Zero);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber> => TRow.PointwiseValue(x, y, z);
}

/// <summary>The partial of a row times a weight.</summary>
internal readonly struct ProductKernel<T, TRow, TOperand> : IElementKernel<T>, IPointwiseFormula
    where T : IFloatingPointIeee754<T>
    where TRow : struct, IElementRow
    where TOperand : struct, IOperandNumber
{
    // Fields, which the loop sees as constants: what it does not use it then does not load. The constructor has them set before Run begins,
    // and so before the loop is compiled, which would else ask for them at every register.
    private static readonly bool ReadsOwn = (TRow.Reads(TOperand.Number) & Autodiff.Reads.Operand) != 0;
    private static readonly bool ReadsOthers = (TRow.Reads(TOperand.Number) & Autodiff.Reads.Others) != 0;
    private static readonly bool ReadsResult = (TRow.Reads(TOperand.Number) & Autodiff.Reads.Result) != 0;

    static ProductKernel()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Reads(int operand) => operand switch
    {
        4 => true,
        3 => ReadsResult,
        _ => operand == TOperand.Number ? ReadsOwn : operand < TRow.Arity && ReadsOthers,
    };

    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        if (TRow.IsPointwise && (typeof(T) == typeof(float) || typeof(T) == typeof(double)))
        {
            PointwiseLoop<T, ProductKernel<T, TRow, TOperand>>.Run(x, y, z, w, v, result);
            return;
        }

        for (int i = 0; i < result.Length; i++)
        {
            T partial = TRow.Partial(TOperand.Number, x[i], y[i], z[i], w[i]);
            result[i] = Lifting<T>.Vanishes(v[i]) ? T.Zero : ChainRule.Product(partial, v[i]);
        }
    }

    /// <summary>As the chain rule multiplies: 0 where the weight is 0, and where the partial is and the product would be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber>
    {
        var (partial, zero) = (TRow.PointwisePartial(TOperand.Number, x, y, z, w), TNumber.Constant(0));
        var product = partial * v;
        var vanishing = TNumber.Where(partial.EqualTo(zero), zero, product);
        var defined = TNumber.Where(product.EqualTo(product), product, vanishing); // each comparison beside its choice: they become one instruction
        return TNumber.Where(v.EqualTo(zero), zero, defined);
    }
}

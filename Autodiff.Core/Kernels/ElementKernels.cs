using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A formula as a kernel.</summary>
internal readonly struct FormulaKernel<T, TFormula> : IElementKernel<T>, IPointwiseFormula
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IElementFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Reads(int operand) => TFormula.Reads(operand);

    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result) =>
        PointwiseLoop<T, FormulaKernel<T, TFormula>>.Run(x, y, z, w, v, result);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TElement, TVector, TSimd>(
        Lanes<TElement, TVector, TSimd> x, Lanes<TElement, TVector, TSimd> y, Lanes<TElement, TVector, TSimd> z, Lanes<TElement, TVector, TSimd> w, Lanes<TElement, TVector, TSimd> v)
        where TElement : IFloatingPointIeee754<TElement>
        where TSimd : struct, ISimd<TElement, TVector> => TFormula.Of(x, y, z, w, v).Numbers;
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
    public static TVector Of<TElement, TVector, TSimd>(
        Lanes<TElement, TVector, TSimd> x, Lanes<TElement, TVector, TSimd> y, Lanes<TElement, TVector, TSimd> z, Lanes<TElement, TVector, TSimd> w, Lanes<TElement, TVector, TSimd> v)
        where TElement : IFloatingPointIeee754<TElement>
        where TSimd : struct, ISimd<TElement, TVector> => TRow.PointwiseValue(x, y, z).Numbers;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TElement, TVector, TSimd>(
        Lanes<TElement, TVector, TSimd> x, Lanes<TElement, TVector, TSimd> y, Lanes<TElement, TVector, TSimd> z, Lanes<TElement, TVector, TSimd> w, Lanes<TElement, TVector, TSimd> v)
        where TElement : IFloatingPointIeee754<TElement>
        where TSimd : struct, ISimd<TElement, TVector> =>
        SimdChainRule<TElement, TVector, TSimd>.Product(TRow.PointwisePartial(TOperand.Number, x, y, z, w).Numbers, v.Numbers);
}

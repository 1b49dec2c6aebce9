using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>f(x, y, z) of a row, with the vector instructions of the platform where it has the row.</summary>
internal readonly struct ValueKernel<T, TRow> : IElementKernel<T>
    where T : IFloatingPointIeee754<T>
    where TRow : struct, IElementRow
{
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        if (!Vectorized(x, y, z, result))
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = TRow.Value(x[i], TRow.Arity > 1 ? y[i] : T.Zero, TRow.Arity > 2 ? z[i] : T.Zero);
            }
        }
    }

    /// <summary>The rows whose result is exact to the last bit whichever way it is computed. False for the others.</summary>
    private static bool Vectorized(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> result)
    {
        if (typeof(TRow) == typeof(Binary<Add>))
        {
            TensorPrimitives.Add(x, y, result);
        }
        else if (typeof(TRow) == typeof(Binary<Subtract>))
        {
            TensorPrimitives.Subtract(x, y, result);
        }
        else if (typeof(TRow) == typeof(Binary<Multiply>))
        {
            TensorPrimitives.Multiply(x, y, result);
        }
        else if (typeof(TRow) == typeof(ChainProduct) && Lifting<T>.Instance is null)
        {
            MaskedProduct(x, y, result);
        }
        else if (typeof(TRow) == typeof(Binary<Divide>))
        {
            TensorPrimitives.Divide(x, y, result);
        }
        else if (typeof(TRow) == typeof(Unary<Negate>))
        {
            TensorPrimitives.Negate(x, result);
        }
        else if (typeof(TRow) == typeof(Unary<Sqrt>))
        {
            TensorPrimitives.Sqrt(x, result);
        }
        else if (typeof(TRow) == typeof(Unary<Square>))
        {
            TensorPrimitives.Multiply(x, x, result);
        }
        else if (Lifting<T>.Instance is not null)
        {
            return false; // numbers that carry derivatives keep the conventions of their rows at kinks
        }
        else if (typeof(TRow) == typeof(Unary<Reciprocal>))
        {
            TensorPrimitives.Divide(T.One, x, result);
        }
        else if (typeof(TRow) == typeof(Unary<Abs>))
        {
            TensorPrimitives.Abs(x, result);
        }
        else if (typeof(TRow) == typeof(Unary<Relu>))
        {
            TensorPrimitives.Max(x, T.Zero, result);
        }
        else if (typeof(TRow) == typeof(Binary<Max>))
        {
            TensorPrimitives.Max(x, y, result);
        }
        else if (typeof(TRow) == typeof(Binary<Min>))
        {
            TensorPrimitives.Min(x, y, result);
        }
        else if (typeof(TRow) == typeof(Ternary<MultiplyAdd>))
        {
            TensorPrimitives.FusedMultiplyAdd(x, y, z, result);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Multiplies, and looks for what a zero must mask only where there is a NaN.</summary>
    private static void MaskedProduct(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        TensorPrimitives.Multiply(x, y, result);
        if (TensorPrimitives.IsNaNAny<T>(result))
        {
            for (int i = 0; i < result.Length; i++)
            {
                result[i] = ChainRule.Product(x[i], y[i]);
            }
        }
    }
}

/// <summary>The partial of a row times a weight.</summary>
internal readonly struct ProductKernel<T, TRow, TOperand> : IElementKernel<T>
    where T : IFloatingPointIeee754<T>
    where TRow : struct, IElementRow
    where TOperand : struct, IOperandNumber
{
    public static void Run(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        for (int i = Vectors(x, y, w, v, result); i < result.Length; i++)
        {
            T partial = TRow.Partial(TOperand.Number, x[i], y[i], z[i], w[i]);
            result[i] = Lifting<T>.Vanishes(v[i]) ? T.Zero : ChainRule.Product(partial, v[i]);
        }
    }

    /// <summary>Computes what fills whole vectors; returns how many elements that were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // vectors in code not yet optimised are slower than none
    private static int Vectors(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> w, ReadOnlySpan<T> v, Span<T> result)
    {
        int i = 0;
        if ((typeof(T) == typeof(float) || typeof(T) == typeof(double)) && Vector.IsHardwareAccelerated)
        {
            for (; i <= result.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                if (!VectorPartials.TryGet<T, TRow>(TOperand.Number, At(x, i), At(y, i), At(w, i), out var partial))
                {
                    break;
                }

                VectorPartials.ChainProduct(partial, At(v, i)).CopyTo(result[i..]);
            }
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> At(ReadOnlySpan<T> items, int i) => Vector.LoadUnsafe(ref MemoryMarshal.GetReference(items), (nuint)i);
}

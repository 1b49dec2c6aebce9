using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>Recurrent cells over sequences: each part of the batch goes through all times, since no row needs another.</summary>
internal static class RecurrenceKernel
{
    /// <summary>y of p [time, batch, gates · units], u [units, gates · units], h [batch, units] and the memory, alike, or the bias [units].</summary>
    public static void Run<T, TFormula>(RecurrenceSizes sizes, ReadOnlyMemory<T> p, ReadOnlyMemory<T> u, ReadOnlyMemory<T> h, ReadOnlyMemory<T> beside, Memory<T> y)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IRecurrenceFormula
    {
        if (Vector512.IsHardwareAccelerated)
        {
            RecurrenceUpdate<T, Vector512<T>, Simd512<T>, GemmTiles<T, Vector512<T>, Simd512<T>, GemmCount12>, TFormula>.Run(sizes, p, u, h, beside, y);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            RecurrenceUpdate<T, Vector256<T>, Simd256<T>, GemmTiles<T, Vector256<T>, Simd256<T>, GemmCount6>, TFormula>.Run(sizes, p, u, h, beside, y);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            RecurrenceUpdate<T, Vector128<T>, Simd128<T>, GemmTiles<T, Vector128<T>, Simd128<T>, GemmCount6>, TFormula>.Run(sizes, p, u, h, beside, y);
        }
        else
        {
            RecurrenceUpdate<T, T, Simd1<T>, GemmTiles<T, T, Simd1<T>, GemmCount6>, TFormula>.Run(sizes, p, u, h, beside, y);
        }
    }

    /// <summary>The adjoints d [1 + time, batch, 4 · units] of y, of its adjoint v, and of u.</summary>
    public static void RunAdjoint<T, TFormula>(RecurrenceSizes sizes, ReadOnlyMemory<T> y, ReadOnlyMemory<T> v, ReadOnlyMemory<T> u, Memory<T> d)
        where T : IFloatingPointIeee754<T>
        where TFormula : struct, IRecurrenceFormula
    {
        if (Vector512.IsHardwareAccelerated)
        {
            RecurrenceAdjoints<T, Vector512<T>, Simd512<T>, GemmTiles<T, Vector512<T>, Simd512<T>, GemmCount12>, TFormula>.Run(sizes, y, v, u, d);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            RecurrenceAdjoints<T, Vector256<T>, Simd256<T>, GemmTiles<T, Vector256<T>, Simd256<T>, GemmCount6>, TFormula>.Run(sizes, y, v, u, d);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            RecurrenceAdjoints<T, Vector128<T>, Simd128<T>, GemmTiles<T, Vector128<T>, Simd128<T>, GemmCount6>, TFormula>.Run(sizes, y, v, u, d);
        }
        else
        {
            RecurrenceAdjoints<T, T, Simd1<T>, GemmTiles<T, T, Simd1<T>, GemmCount6>, TFormula>.Run(sizes, y, v, u, d);
        }
    }
}

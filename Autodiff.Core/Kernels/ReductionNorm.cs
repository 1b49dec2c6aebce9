using System.Buffers;
using System.Numerics;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>Euclidean norms over any axes: roots of sums of squares, scaled first where those overflow or lose digits.</summary>
internal static class ReductionNorm
{
    public static void Run<T>(Layout layout, T[] items, AxisSet axes, Memory<T> result) where T : IFloatingPointIeee754<T>
    {
        Reduction.Run<T, SquaresReducer<T>>(layout, items, axes, result);
        int length = Reduction.CountOver(layout.Shape, axes);
        T least = LeastSum<T>(length);
        var norms = result.Span;
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i] = T.IsFinite(norms[i]) && norms[i] >= least ? T.Sqrt(norms[i]) : Scaled(layout, items, axes, i, length);
        }
    }

    private static T Scaled<T>(Layout layout, T[] items, AxisSet axes, int row, int length) where T : IFloatingPointIeee754<T>
    {
        if (length == 0)
        {
            return T.Zero;
        }

        var rows = Reduction.ReducedLast(layout, axes);
        T[] scratch = ArrayPool<T>.Shared.Rent(length);
        new StridedWalk(rows.Shape, [rows]).Gather(0, items, row * length, scratch.AsSpan(0, length));
        T norm = Functions.Apply<Norm, T>(scratch.AsSpan(0, length));
        ArrayPool<T>.Shared.Return(scratch);
        return norm;
    }

    /// <summary>A sum of squares from which on squares that underflow are beyond its last digit.</summary>
    private static T LeastSum<T>(int length) where T : IFloatingPointIeee754<T> =>
        T.CreateChecked(length) * T.ScaleB(T.Epsilon, 2 * T.One.GetSignificandBitLength());
}

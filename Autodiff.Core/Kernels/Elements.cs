using System.Numerics;

namespace Autodiff;

/// <summary>Numbers in row-major order of some axes, side by side when they are asked for.</summary>
internal interface IElements<T>
{
    /// <summary>The numbers of scratch that reading one element takes.</summary>
    int Scratch { get; }

    /// <summary>Some of them from a position on: where they stand if that is side by side, else in scratch.</summary>
    ReadOnlySpan<T> Read(int position, int length, Span<T> scratch);
}

/// <summary>The elements of an array in any layout.</summary>
internal readonly struct StoredElements<T>(Layout layout, T[] items) : IElements<T>
{
    private readonly StridedWalk walk = new(layout.Shape, [layout]);

    public int Scratch => walk.IsLinear(0) ? 0 : 1;

    public ReadOnlySpan<T> Read(int position, int length, Span<T> scratch) => walk.Read(0, items, position, length, scratch);
}

/// <summary>f(x, y) of the elements of two arrays, computed when they are asked for: no more of them are ever in memory than are read at once.</summary>
internal readonly struct ComputedElements<T, TKernel>(Layout x, T[] xItems, Layout y, T[] yItems) : IElements<T>
    where T : IFloatingPointIeee754<T>
    where TKernel : struct, IElementKernel<T>
{
    private readonly StridedWalk walk = new(x.Shape, [x, y]);

    public int Scratch => 3; // the result, and the operands where they must be copied

    public ReadOnlySpan<T> Read(int position, int length, Span<T> scratch)
    {
        var result = scratch[..length];
        TKernel.Run(
            walk.Read(0, xItems, position, length, scratch.Slice(length, length)),
            walk.Read(1, yItems, position, length, scratch.Slice(2 * length, length)),
            default,
            default,
            default,
            result);
        return result;
    }
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>The window of a pooling along one axis.</summary>
internal readonly record struct PoolWindow
{
    private readonly int leastLength;

    /// <summary>What the layer was given for one axis; the stride is the kernel when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public PoolWindow(int kernel, int? stride, int padding, int dilation)
    {
        var window = new Window(kernel, stride ?? kernel, dilation, padding);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(padding, window.Reach);
        leastLength = window.LeastLength;
        (Kernel, Stride, Padding, Dilation) = (kernel, stride ?? kernel, padding, dilation);
    }

    public int Kernel { get; }

    public int Stride { get; }

    public int Padding { get; }

    public int Dilation { get; }

    public bool FitsRows<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> => x.Rank == 3 && x.Shape[2] >= leastLength;

    public string RowsAsked => $"[batch, channels, length], at least {leastLength} long";

    public static bool FitImages<T>(Tensor<T> x, PoolWindow rows, PoolWindow columns) where T : IFloatingPointIeee754<T> =>
        x.Rank == 4 && x.Shape[2] >= rows.leastLength && x.Shape[3] >= columns.leastLength;

    public static string ImagesAsked(PoolWindow rows, PoolWindow columns) =>
        $"[batch, channels, height, width], at least {rows.leastLength} high and {columns.leastLength} wide";
}

using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class ConvolutionCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("conv 1D", r => new Conv1D<double>(2, 3, 3, r), r => new Conv1D<float>(2, 3, 3, r), [2, 2, 7], [2, 3, 5]) { Wrong = [2, 3, 7] },
        new("conv 1D, same", r => new Conv1D<double>(2, 3, 4, r, stride: 2, padding: Padding.Same), r => new Conv1D<float>(2, 3, 4, r, stride: 2, padding: Padding.Same), [2, 2, 7], [2, 3, 4]) { Wrong = [2, 7] },
        new("conv 1D, short", r => new Conv1D<double>(2, 2, 3, r, dilation: 2), r => new Conv1D<float>(2, 2, 3, r, dilation: 2), [2, 2, 5], [2, 2, 1]) { Wrong = [2, 2, 4] },
        new("conv 1D with a learned slope", r => new Conv1D<double>(2, 3, 3, r, activation: new PRelu<double>(3)), r => new Conv1D<float>(2, 3, 3, r, activation: new PRelu<float>(3)), [2, 2, 7], [2, 3, 5]) { Wrong = [2, 3, 7] },
        new("conv 2D", Strided<double>, Strided<float>, [2, 2, 5, 6], [2, 4, 3, 3]) { Wrong = [2, 3, 5, 6] },
        new("conv 2D, same", r => new Conv2D<double>(2, 3, 2, r, padding: Padding.Same), r => new Conv2D<float>(2, 3, 2, r, padding: Padding.Same), [2, 2, 4, 3], [2, 3, 4, 3]) { Wrong = [2, 4, 3] },
        new("conv 2D, small", r => new Conv2D<double>(1, 1, 3, r, hasBias: false), r => new Conv2D<float>(1, 1, 3, r, hasBias: false), [2, 1, 3, 3], [2, 1, 1, 1]) { Wrong = [2, 1, 3, 2] },
        new("depthwise", r => new DepthwiseConv2D<double>(2, 3, r, multiplier: 2), r => new DepthwiseConv2D<float>(2, 3, r, multiplier: 2), [2, 2, 4, 5], [2, 4, 2, 3]) { Wrong = [2, 4, 4, 5] },
        new("separable", r => new SeparableConv2D<double>(2, 3, 3, r, 2, activation: new Tanh<double>()), r => new SeparableConv2D<float>(2, 3, 3, r, 2, activation: new Tanh<float>()), [2, 2, 4, 5], [2, 3, 2, 3]) { Wrong = [2, 3, 4, 5] },
        new("transposed 1D", r => new ConvTranspose1D<double>(2, 3, 3, r, stride: 2, padding: 1, outputPadding: 1), r => new ConvTranspose1D<float>(2, 3, 3, r, stride: 2, padding: 1, outputPadding: 1), [2, 2, 4], [2, 3, 8]) { Wrong = [2, 3, 4] },
        new("transposed 1D, short", r => new ConvTranspose1D<double>(1, 1, 2, r, padding: 2), r => new ConvTranspose1D<float>(1, 1, 2, r, padding: 2), [2, 1, 4], [2, 1, 1]) { Wrong = [2, 1, 3] },
        new("transposed 2D", Transposed<double>, Transposed<float>, [2, 4, 2, 3], [2, 2, 4, 7]) { Wrong = [2, 2, 2, 3] },
    ];

    private static Conv2D<T> Strided<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(2, 4, (3, 2), random, stride: (2, 2), padding: 1, dilation: (1, 2), groups: 2, activation: new Tanh<T>());

    private static ConvTranspose2D<T> Transposed<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(4, 2, (2, 3), random, stride: (2, 2), padding: (0, 0), outputPadding: (0, 0), dilation: (1, 1), groups: 2, activation: new Tanh<T>());
}

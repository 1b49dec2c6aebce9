using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class WindowCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("max pool 1D", _ => new MaxPool1D<double>(2, padding: 1), _ => new MaxPool1D<float>(2, padding: 1), [2, 3, 5], [2, 3, 3]) { Wrong = [2, 3] },
        new("max pool 2D", _ => new MaxPool2D<double>((2, 3), stride: (2, 1)), _ => new MaxPool2D<float>((2, 3), stride: (2, 1)), [2, 2, 5, 4], [2, 2, 2, 2]) { Wrong = [2, 2, 5, 2] },
        new("average pool 1D", _ => new AveragePool1D<double>(3, stride: 1), _ => new AveragePool1D<float>(3, stride: 1), [2, 3, 5], [2, 3, 3]) { Wrong = [2, 3, 2] },
        new("average pool 2D", _ => new AveragePool2D<double>(2, padding: 1, countPadding: false), _ => new AveragePool2D<float>(2, padding: 1, countPadding: false), [2, 2, 4, 3], [2, 2, 3, 2]) { Wrong = [2, 4, 3] },
        new("global average pool", _ => new GlobalAveragePool<double>(), _ => new GlobalAveragePool<float>(), [2, 3, 4, 2], [2, 3]) { Wrong = [2, 3] },
        new("global average pool of rows", _ => new GlobalAveragePool<double>(), _ => new GlobalAveragePool<float>(), [2, 3, 4], [2, 3]) { Wrong = [2, 3, 1, 1, 1, 1], AlsoWrong = [[2, 3, 0]] },
        new("global max pool", _ => new GlobalMaxPool<double>(), _ => new GlobalMaxPool<float>(), [2, 3, 2, 2, 2], [2, 3]) { Wrong = [2, 3], AlsoWrong = [[2, 3, 0], [2, 3, 2, 0]] },
        new("zero pad", _ => new ZeroPad2D<double>(1, 0, 2, 1), _ => new ZeroPad2D<float>(1, 0, 2, 1), [2, 2, 2, 3], [2, 2, 3, 6]) { Wrong = [2, 2, 3] },
        new("pixel shuffle", _ => new PixelShuffle<double>((2, 3)), _ => new PixelShuffle<float>((2, 3)), [2, 12, 2, 1], [2, 2, 4, 3]) { Wrong = [2, 9, 2, 1] },
        new("upsample nearest", _ => new Upsample2D<double>((2, 3)), _ => new Upsample2D<float>((2, 3)), [2, 2, 3, 2], [2, 2, 6, 6]) { Wrong = [2, 3] },
        new("upsample bilinear", _ => new Upsample2D<double>((2, 3), Interpolation.Bilinear), _ => new Upsample2D<float>((2, 3), Interpolation.Bilinear), [2, 2, 3, 2], [2, 2, 6, 6]) { Wrong = [2, 3], AlsoWrong = [[2, 2, 0, 3], [2, 2, 3, 0]] },
    ];
}

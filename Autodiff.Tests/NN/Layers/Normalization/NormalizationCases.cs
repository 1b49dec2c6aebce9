using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class NormalizationCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("batch norm", _ => BatchNorm<double>(), _ => BatchNorm<float>(), [5, 3], [5, 3]) { DependsOnMode = true, Wrong = [5, 4] },
        new("batch norm of one example", _ => BatchNorm<double>(), _ => BatchNorm<float>(), [5, 3], [5, 3]) { DependsOnMode = true, Wrong = [1, 3] },
        new("batch norm of images", _ => BatchNorm<double>(), _ => BatchNorm<float>(), [2, 3, 2, 2], [2, 3, 2, 2]) { DependsOnMode = true, Wrong = [2, 2, 2, 3] },
        new("batch norm of sequences", _ => Last<double>(), _ => Last<float>(), [2, 4, 3], [2, 4, 3]) { DependsOnMode = true, Wrong = [2, 3, 4] },
        new("layer norm", _ => LayerNorm<double>([3]), _ => LayerNorm<float>([3]), [2, 5, 3], [2, 5, 3]) { Wrong = [2, 3, 5] },
        new("layer norm of two axes", _ => LayerNorm<double>([3, 4]), _ => LayerNorm<float>([3, 4]), [2, 3, 4], [2, 3, 4]) { Wrong = [12] },
        new("rms norm", _ => RmsNorm<double>(), _ => RmsNorm<float>(), [5, 3], [5, 3]) { Wrong = [3, 5] },
        new("group norm", _ => GroupNorm<double>(), _ => GroupNorm<float>(), [2, 4, 2, 3], [2, 4, 2, 3]) { Wrong = [2, 2, 4, 3], AlsoWrong = [[2, 4, 0]] },
        new("weight norm without bias", Unbiased<double>, Unbiased<float>, [5, 3], [5, 4]) { Wrong = [4] },
        new("instance norm", _ => Instance<double>(true), _ => Instance<float>(true), [2, 3, 2, 2], [2, 3, 2, 2]) { Wrong = [2, 3] },
        new("instance norm without scale", _ => Instance<double>(false), _ => Instance<float>(false), [2, 3, 5], [2, 3, 5]) { Wrong = [2, 3, 1], AlsoWrong = [[0, 3, 1], [2, 3, 0]] },
        new("weight norm", WeightNorm<double>, WeightNorm<float>, [5, 3], [5, 4]) { Wrong = [5, 4] },
    ];

    private static BatchNorm<T> BatchNorm<T>() where T : IFloatingPointIeee754<T> => Started<BatchNorm<T>, T>(new BatchNorm<T>(3));

    private static BatchNorm<T> Last<T>() where T : IFloatingPointIeee754<T> =>
        Started<BatchNorm<T>, T>(new BatchNorm<T>(3, momentum: 0.75, axis: -1, unbiasedRunningVariance: true));

    private static LayerNorm<T> LayerNorm<T>(Shape shape) where T : IFloatingPointIeee754<T> => Started<LayerNorm<T>, T>(new LayerNorm<T>(shape));

    private static RmsNorm<T> RmsNorm<T>() where T : IFloatingPointIeee754<T> => Started<RmsNorm<T>, T>(new RmsNorm<T>([3]));

    private static GroupNorm<T> GroupNorm<T>() where T : IFloatingPointIeee754<T> => Started<GroupNorm<T>, T>(new GroupNorm<T>(2, 4));

    private static InstanceNorm<T> Instance<T>(bool isAffine) where T : IFloatingPointIeee754<T> => Started<InstanceNorm<T>, T>(new InstanceNorm<T>(3, isAffine: isAffine));

    private static WeightNormDense<T> WeightNorm<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 4, random, new Tanh<T>());

    private static WeightNormDense<T> Unbiased<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 4, random, hasBias: false);

    /// <summary>The layer with scales and shifts other than 1 and 0, under which a wrong factor would not show.</summary>
    private static TLayer Started<TLayer, T>(TLayer layer) where TLayer : ILayer<T> where T : IFloatingPointIeee754<T>
    {
        foreach (var parameter in layer.Parameters)
        {
            parameter.Value = Tensor.Uniform<T>(parameter.Shape, new Random(parameter.Path.Length));
        }

        return layer;
    }
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// Layer-sequential unit variance: weights start orthonormal, and are divided, layer after layer, by the deviation of the layer's output on
/// a batch. Mishkin and Matas 2015, All you need is a good init, algorithm 1.
/// </summary>
/// <remarks>
/// Activations should be layers of their own, as the variance is that before them. What is scaled is "weight" of each layer of the list
/// that has one of two axes or more; sequences within are walked, and all other layers are left as they are.
/// </remarks>
public static class Lsuv
{
    /// <summary>Initializes layers in place. Biases and all else keep their numbers.</summary>
    /// <param name="layers">The layers, one after the other.</param>
    /// <param name="batch">Inputs of the first layer, as many as make a fair sample.</param>
    /// <param name="random">Where the orthonormal weights come from.</param>
    /// <param name="tolerance">How far from 1 a variance may stay.</param>
    /// <param name="maxIterations">The most rescalings of a layer. Without a bias one is enough.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance or the number of iterations is not positive.</exception>
    /// <exception cref="InvalidOperationException">The output of a layer does not reach a variance of 1; all weights are what they were.</exception>
    public static void Apply<T>(IReadOnlyList<ILayer<T>> layers, Tensor<T> batch, Random random, double tolerance = 0.01, int maxIterations = 10)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxIterations);
        var before = new List<(Parameter<T> Weight, Tensor<T> Numbers)>();
        try
        {
            Walk(layers, Tensor.Of<T>(batch.Shape, batch.ToArray()), new(random, tolerance, maxIterations, before));
        }
        catch
        {
            foreach (var (weight, numbers) in Enumerable.Reverse(before))
            {
                weight.Value = numbers;
            }

            throw;
        }
    }

    private static Tensor<T> Walk<T>(IReadOnlyList<ILayer<T>> layers, Tensor<T> x, Settings<T> settings) where T : IFloatingPointIeee754<T>
    {
        foreach (var layer in layers)
        {
            if (layer is IReadOnlyList<ILayer<T>> inner)
            {
                x = Walk(inner, x, settings);
                continue;
            }

            if (layer.Parameters.FirstOrDefault(its => its.Path == "weight" && its.Shape.Rank >= 2) is { } weight)
            {
                settings.Before.Add((weight, weight.Value));
                weight.Value = Initializer.Orthogonal().Make<T>(weight.Shape, default, settings.Random);
                Rescale(layer, weight, x, settings);
            }

            x = layer.Forward(x);
        }

        return x;
    }

    private static void Rescale<T>(ILayer<T> layer, Parameter<T> weight, Tensor<T> x, Settings<T> settings) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; ; i++)
        {
            double variance = double.CreateChecked(layer.Forward(x).Variance().Value);
            if (Math.Abs(variance - 1) <= settings.Tolerance)
            {
                return;
            }

            if (i == settings.MaxIterations || !(variance > 0) || !double.IsFinite(variance))
            {
                throw new InvalidOperationException(
                    $"The output of {layer} has the variance {variance} after {i} rescalings of its weight, and 1 is asked for. An activation that bounds it must be a layer of its own, a constant batch has no variance, and large biases hide that of the weights.");
            }

            weight.Value /= T.CreateChecked(Math.Sqrt(variance));
        }
    }

    private sealed record Settings<T>(Random Random, double Tolerance, int MaxIterations, List<(Parameter<T> Weight, Tensor<T> Numbers)> Before)
        where T : IFloatingPointIeee754<T>;
}

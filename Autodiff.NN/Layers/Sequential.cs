using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>Layers one after the other: <c>Sequential&lt;float&gt; network = [new Dense&lt;float&gt;(784, 128, random), new Relu&lt;float&gt;()]</c>.</summary>
[CollectionBuilder(typeof(Sequential), nameof(Sequential.Of))]
public sealed class Sequential<T> : Layer<T>, IReadOnlyList<ILayer<T>>, IImageLayer where T : IFloatingPointIeee754<T>
{
    private readonly ILayer<T>[] layers;
    private readonly ImageSlices<T> slices;

    /// <summary>Layers named by their places: "0", "1", ….</summary>
    /// <param name="layers">The layers in order.</param>
    [OverloadResolutionPriority(1)] // without any layer, either constructor would do
    public Sequential(params ReadOnlySpan<ILayer<T>> layers)
    {
        this.layers = layers.ToArray();
        for (int i = 0; i < layers.Length; i++)
        {
            _ = AddLayer($"{i}", layers[i]);
        }

        slices = new(this.layers);
    }

    /// <summary>Layers by name, under which their parameters are listed.</summary>
    /// <param name="layers">The layers in order; names are not empty and differ.</param>
    public Sequential(params ReadOnlySpan<(string Name, ILayer<T> Layer)> layers)
    {
        this.layers = new ILayer<T>[layers.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            this.layers[i] = AddLayer(layers[i].Name, layers[i].Layer);
        }

        slices = new(this.layers);
    }

    /// <summary>The number of layers.</summary>
    public int Count => layers.Length;

    /// <summary>One of the layers.</summary>
    public ILayer<T> this[int index] => layers[index];

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        for (int i = 0; i < layers.Length;)
        {
            int end = slices.End(i);
            if (ImageSlices<T>.Suit(x, end - i, context))
            {
                x = slices.Forward(i, end, x, context);
                i = end;
            }
            else
            {
                x = layers[i].Forward(x, context);
                i++;
            }
        }

        return attempt.Done(x);
    }

    bool IImageLayer.TakesImagesAlone => slices.End(0) == layers.Length;

    /// <summary>The layers in order, such as "Sequential(Dense(2, 16), Relu, Dense(16, 2))".</summary>
    public override string ToString() => $"Sequential({string.Join<ILayer<T>>(", ", layers)})";

    /// <inheritdoc/>
    public IEnumerator<ILayer<T>> GetEnumerator() => layers.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes sequences of layers.</summary>
public static class Sequential
{
    /// <summary>Layers one after the other, named by their places: "0", "1", ….</summary>
    public static Sequential<T> Of<T>(ReadOnlySpan<ILayer<T>> layers) where T : IFloatingPointIeee754<T> => new(layers);
}

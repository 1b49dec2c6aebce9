using System.Numerics;

namespace Autodiff.NN;

/// <summary>Layers over sequences one after the other, with one mask for all, and something between two, such as dropout.</summary>
public sealed class StackedRecurrent<T> : SequenceLayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly SequenceLayer<T>[] layers;
    private readonly ILayer<T>? between;

    /// <summary>A stack of layers.</summary>
    /// <param name="layers">The layers in order, each of which but the last gives all outputs.</param>
    /// <param name="between">Applied to the output of each layer but the last; nothing when left out.</param>
    /// <exception cref="ArgumentException">There is no layer, or an output is not what the next layer takes.</exception>
    public StackedRecurrent(ReadOnlySpan<SequenceLayer<T>> layers, ILayer<T>? between = null)
    {
        if (layers.IsEmpty)
        {
            throw new ArgumentException("A stack has at least one layer, and none is given.", nameof(layers));
        }

        this.layers = layers.ToArray();
        for (int i = 0; i < layers.Length; i++)
        {
            _ = AddLayer($"{i}", layers[i]);
            if (i > 0 && (!layers[i - 1].GivesAll || layers[i - 1].Outputs != layers[i].Features))
            {
                throw new ArgumentException(
                    $"{layers[i]} is to follow {layers[i - 1]}, which has another number of outputs or gives only the last. Make that one with givesAll: true.", nameof(layers));
            }
        }

        this.between = between is null ? null : AddLayer("between", between);
        Cells = [.. this.layers.SelectMany(its => its.Cells)];
    }

    /// <inheritdoc/>
    public override int Features => layers[0].Features;

    /// <inheritdoc/>
    public override int Outputs => layers[^1].Outputs;

    /// <inheritdoc/>
    public override bool GivesAll => layers[^1].GivesAll;

    /// <inheritdoc/>
    public override IReadOnlyList<RecurrentCell<T>> Cells { get; }

    /// <inheritdoc/>
    public override void Start(Tensor<T> x, Span<RecurrentState<T>> states)
    {
        foreach (var layer in layers)
        {
            layer.Start(x, states[..layer.Cells.Count]);
            states = states[layer.Cells.Count..];
        }
    }

    /// <inheritdoc/>
    protected internal override Tensor<T> Run(Tensor<T> x, Tensor<T>? mask, Span<RecurrentState<T>> states, ForwardContext context)
    {
        x = layers[0].Run(x, mask, states[..layers[0].Cells.Count], context);
        states = states[layers[0].Cells.Count..];
        foreach (var layer in layers.AsSpan(1))
        {
            x = between is null ? x : between.Forward(x, context);
            x = layer.Run(x, mask, states[..layer.Cells.Count], context);
            states = states[layer.Cells.Count..];
        }

        return x;
    }
}

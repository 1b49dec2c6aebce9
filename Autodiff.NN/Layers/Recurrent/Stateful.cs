using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// A layer over sequences that begins each batch with the state in which the last one ended, so that long sequences can be given in parts:
/// example i of a batch goes on with example i of the one before. No derivative goes from one part to the other.
/// </summary>
/// <remarks>What is kept is the <see cref="Layer{T}.State"/>: zeros at first and after <see cref="Reset"/>, and carried on in training and in inference.</remarks>
public sealed class Stateful<T> : SequenceLayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly SequenceLayer<T> layer;
    private readonly int batch;
    private readonly (Parameter<T> Hidden, Parameter<T>? Memory)[] kept;

    /// <summary>A layer that keeps its state.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="batch">The number of examples, the same in each batch.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batch"/> is not positive.</exception>
    public Stateful(SequenceLayer<T> layer, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batch);
        this.layer = AddLayer("layer", layer);
        this.batch = batch;
        kept = new (Parameter<T>, Parameter<T>?)[Cells.Count];
        for (int i = 0; i < kept.Length; i++)
        {
            var zeros = Tensor.Zeros<T>(batch, Cells[i].Units);
            kept[i] = (AddState($"{i}.hidden", zeros), Cells[i].HasMemory ? AddState($"{i}.memory", zeros) : null);
        }
    }

    /// <inheritdoc/>
    public override int Features => layer.Features;

    /// <inheritdoc/>
    public override int Outputs => layer.Outputs;

    /// <inheritdoc/>
    public override bool GivesAll => layer.GivesAll;

    /// <inheritdoc/>
    public override IReadOnlyList<RecurrentCell<T>> Cells => layer.Cells;

    /// <summary>Back to zeros, for sequences that begin.</summary>
    public void Reset()
    {
        foreach (var (hidden, memory) in kept)
        {
            Array.Clear(hidden.Array.Change().To);
            if (memory is not null)
            {
                Array.Clear(memory.Array.Change().To);
            }
        }
    }

    /// <summary>The states that were kept.</summary>
    /// <exception cref="ArgumentException">The input has another number of examples.</exception>
    /// <inheritdoc/>
    public override void Start(Tensor<T> x, Span<RecurrentState<T>> states)
    {
        RequireFit(x, mask: null);
        for (int i = 0; i < kept.Length; i++)
        {
            states[i] = new(kept[i].Hidden.Beside(x), kept[i].Memory?.Beside(x));
        }
    }

    /// <inheritdoc/>
    protected internal override Tensor<T> Run(Tensor<T> x, Tensor<T>? mask, Span<RecurrentState<T>> states, ForwardContext context)
    {
        var y = layer.Run(x, mask, states, context);
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i].Hidden.Assign(states[i].Hidden);
            if (states[i].Memory is { } memory)
            {
                kept[i].Memory?.Assign(memory);
            }
        }

        return y;
    }

    private protected override void RequireFit(Tensor<T> x, Tensor<T>? mask)
    {
        base.RequireFit(x, mask);
        if (x.Shape[0] != batch)
        {
            throw Misfit(x, $"[{batch}, time, {Features}]: the state is that of as many examples");
        }
    }
}

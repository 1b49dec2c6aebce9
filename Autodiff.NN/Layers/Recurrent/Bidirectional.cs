using System.Numerics;

namespace Autodiff.NN;

/// <summary>How the outputs of two directions become one.</summary>
public enum DirectionMerge
{
    /// <summary>Side by side along the last axis, forward first.</summary>
    Concat,

    /// <summary>Added.</summary>
    Sum,
}

/// <summary>Two layers on the same sequences, one from the first time on and one from the last: Schuster and Paliwal 1997.</summary>
/// <remarks>Of last outputs, each direction gives its own: the backward layer that of the first time, as in Keras.</remarks>
public sealed class Bidirectional<T> : SequenceLayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Recurrent<T> forward;
    private readonly Recurrent<T> backward;
    private readonly DirectionMerge merge;

    /// <summary>A layer of two directions.</summary>
    /// <param name="forward">The layer from the first time on.</param>
    /// <param name="backward">The layer from the last time on: one that is reversed.</param>
    /// <param name="merge">How their outputs become one.</param>
    /// <exception cref="ArgumentException">The directions are not as said, or the layers do not go together.</exception>
    public Bidirectional(Recurrent<T> forward, Recurrent<T> backward, DirectionMerge merge = DirectionMerge.Concat)
    {
        this.forward = AddLayer("forward", forward);
        this.backward = AddLayer("backward", backward);
        this.merge = merge;
        if (forward.IsReversed || !backward.IsReversed)
        {
            throw new ArgumentException("The forward layer goes from the first time on and the backward layer from the last. Make the second one with isReversed: true.", nameof(backward));
        }

        if (forward.Features != backward.Features || forward.GivesAll != backward.GivesAll)
        {
            throw new ArgumentException($"{forward} and {backward} do not go together: both take the same features, and give all outputs or the last.", nameof(backward));
        }

        if (merge == DirectionMerge.Sum && forward.Outputs != backward.Outputs)
        {
            throw new ArgumentException($"{forward} and {backward} have outputs of different lengths, which cannot be added. Merge them with Concat.", nameof(merge));
        }

        Cells = [forward.Cell, backward.Cell];
    }

    /// <inheritdoc/>
    public override int Features => forward.Features;

    /// <inheritdoc/>
    public override int Outputs => merge == DirectionMerge.Sum ? forward.Outputs : forward.Outputs + backward.Outputs;

    /// <inheritdoc/>
    public override bool GivesAll => forward.GivesAll;

    /// <inheritdoc/>
    public override IReadOnlyList<RecurrentCell<T>> Cells { get; }

    /// <inheritdoc/>
    protected internal override Tensor<T> Run(Tensor<T> x, Tensor<T>? mask, Span<RecurrentState<T>> states, ForwardContext context)
    {
        var fromFirst = forward.Run(x, mask, states[..1], context);
        var fromLast = backward.Run(x, mask, states[1..], context);
        return merge == DirectionMerge.Sum ? fromFirst + fromLast : Tensor.Concat(-1, fromFirst, fromLast);
    }
}

using System.Buffers;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>A cell at work on sequences, one time after the other.</summary>
public class Recurrent<T> : SequenceLayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly RecurrentCell<T>[] cells;

    /// <summary>A layer of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="givesAll">True for the outputs of all times, false for the last.</param>
    /// <param name="isReversed">
    /// True to go from the last time to the first. Outputs stand at the times of their inputs, as in PyTorch; Keras gives them in the order
    /// in which they are made. The last output is then that of the first time.
    /// </param>
    public Recurrent(RecurrentCell<T> cell, bool givesAll = true, bool isReversed = false)
    {
        cells = [AddLayer("cell", cell)];
        (GivesAll, IsReversed) = (givesAll, isReversed);
    }

    /// <summary>The cell.</summary>
    public RecurrentCell<T> Cell => cells[0];

    /// <summary>True when time is gone through from the last to the first.</summary>
    public bool IsReversed { get; }

    /// <inheritdoc/>
    public override bool GivesAll { get; }

    /// <inheritdoc/>
    public override int Features => Cell.Features;

    /// <inheritdoc/>
    public override int Outputs => Cell.Units;

    /// <inheritdoc/>
    public override IReadOnlyList<RecurrentCell<T>> Cells => cells;

    /// <summary>The output from a given state on, and the state after the last time.</summary>
    /// <param name="x">[batch, time, features].</param>
    /// <param name="state">The state before the first time; zeros when null.</param>
    /// <param name="context">Training or inference.</param>
    /// <param name="mask">[batch, time]: 1 where the input is real, 0 where it fills up; null when all is real.</param>
    /// <exception cref="ArgumentException">The layer does not take an input, a mask or a state of these shapes.</exception>
    public (Tensor<T> Output, RecurrentState<T> State) ForwardState(Tensor<T> x, RecurrentState<T>? state, ForwardContext context, Tensor<T>? mask = null)
    {
        RequireFit(x, mask);
        var its = state ?? Cell.Start(x);
        var y = ForwardState(x, new Span<RecurrentState<T>>(ref its), context, mask);
        return (y, its);
    }

    /// <inheritdoc/>
    protected internal override Tensor<T> Run(Tensor<T> x, Tensor<T>? mask, Span<RecurrentState<T>> states, ForwardContext context)
    {
        if (mask is null && RunAll(x, ref states[0]) is { } output)
        {
            return output;
        }

        int times = x.Shape[1];
        ref var state = ref states[0];
        var projected = Cell.Project(x);
        var outputs = ArrayPool<Tensor<T>>.Shared.Rent(times);
        for (int done = 0; done < times; done++)
        {
            int t = IsReversed ? times - 1 - done : done;
            var updated = Cell.Update(projected[.., t], state, context);
            state = mask is { } real ? updated.Where(real[.., t..(t + 1)], state) : updated;
            outputs[t] = state.Hidden;
        }

        var y = GivesAll ? All(outputs.AsSpan(0, times), mask) : state.Hidden;
        ArrayPool<Tensor<T>>.Shared.Return(outputs, clearArray: true);
        return y;
    }

    /// <summary>All times as one operation, for which they come first; null where the cell has none.</summary>
    private Tensor<T>? RunAll(Tensor<T> x, ref RecurrentState<T> state)
    {
        if (!Cell.UpdatesAll)
        {
            return null;
        }

        var projected = Cell.Project(InOrder(x).Transpose(0, 1).Contiguous());
        (var outputs, state) = Cell.UpdateAll(projected, state);
        return GivesAll ? InOrder(outputs.Transpose(0, 1)) : state.Hidden;
    }

    private Tensor<T> InOrder(Tensor<T> x) => IsReversed ? x.Slice(1, .., -1) : x;

    private static Tensor<T> All(ReadOnlySpan<Tensor<T>> outputs, Tensor<T>? mask)
    {
        var y = Tensor.Stack(1, outputs);
        return mask is { } real ? Tensor.Where(real.Unsqueeze(-1), y, T.Zero) : y;
    }
}

using System.Numerics;

namespace Autodiff.NN;

// Graves et al. 2006, "Connectionist temporal classification", section 4.1, with logarithms for the rescaled sums of the paper.
public static partial class Losses
{
    /// <summary>
    /// -log Σ Π softmax(z)ₜ,ₚ₍ₜ₎ over all paths p that give the target: one class for each time, in which repeats are merged and then blanks
    /// left out.
    /// </summary>
    /// <remarks>
    /// A target that does not fit into its times, with a blank between equal labels, has no path: its loss is +∞ and its derivative 0; it may be
    /// given another loss, such as 0, by <paramref name="impossible"/>. The mean is that of the losses; PyTorch divides each by the length of
    /// its target first. The blank is the first class, as in PyTorch; <c>ctc_batch_cost</c> of Keras has
    /// the last.
    /// </remarks>
    /// <param name="logits">z, of shape [batch, times, classes].</param>
    /// <param name="labels">The targets, whole numbers other than the blank, of shape [batch, length]; what follows the end of a target is not looked at.</param>
    /// <param name="times">How many times each example has, of shape [batch]; all of them when left out.</param>
    /// <param name="lengths">How many labels each target has, of shape [batch]; all of them when left out.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <param name="impossible">The loss of a target without a path.</param>
    /// <param name="reduction">Over all examples.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class or the blank, the blank is no class, or a length is out of its range.</exception>
    public static Tensor<T> Ctc<T>(
        Tensor<T> logits,
        Tensor<T> labels,
        Tensor<T>? times = null,
        Tensor<T>? lengths = null,
        int blank = 0,
        double impossible = double.PositiveInfinity,
        Reduction reduction = Reduction.Mean) where T : IFloatingPointIeee754<T>
    {
        RequireCtc(logits, labels, times, lengths, blank);
        using var attempt = Attempt<T>.On(logits);
        var (batch, count, _) = logits.Shape;
        int length = labels.Shape[1];
        labels = labels.Detach().Beside(logits);
        var ends = lengths is { } given ? given.Detach().Beside(logits) : labels.FullBeside([batch], T.CreateChecked(length));
        var states = States(labels, ends, blank);
        var steps = logits.LogSoftMax().TakeAlongAxis(states.Unsqueeze(1), -1);

        // Two more states stand before the first, so that the recursion needs no case for the edge. Before the first time the second of
        // them holds all, from where the first blank and the first label are reached; from then on both hold nothing.
        var limits = times is { } ofExamples ? ofExamples.Detach().Beside(logits) : (Tensor<T>?)null;
        var skips = Skips(states, blank);
        var forward = labels.FullBeside([batch, (2 * length) + 1], T.NegativeInfinity).Pad([0, 1], [0, 0], T.Zero).Pad([0, 1], [0, 0], T.NegativeInfinity);
        for (int t = 0; t < count; t++)
        {
            var before = Tensor.Stack(0, forward[.., 2..], forward[.., 1..^1], forward[.., ..^2].MaskedFill(skips, T.NegativeInfinity));
            var next = (before.LogSumExp(0) + steps[.., t]).Pad([0, 2], [0, 0], T.NegativeInfinity);
            forward = limits is { } within ? Tensor.Where((within > T.CreateChecked(t)).Unsqueeze(-1), next, forward) : next;
        }

        // The last label or the blank after it; of an empty target that blank alone, since before it is nothing.
        var last = (ends * T.CreateChecked(2)) + T.One;
        var total = forward.TakeAlongAxis(Tensor.Stack(-1, last, last + T.One), -1).LogSumExp(-1);
        return attempt.Done(Reduced(Tensor.Where(total.EqualTo(T.NegativeInfinity), T.CreateChecked(impossible), -total), reduction));
    }

    /// <summary>The classes of the states: the labels with blanks before, between and after them.</summary>
    private static Tensor<T> States<T>(Tensor<T> labels, Tensor<T> ends, int blank) where T : IFloatingPointIeee754<T>
    {
        var (batch, length) = labels.Shape;
        var none = labels.FullBeside(labels.Shape, T.CreateChecked(blank));
        var places = labels.FullBeside(labels.Shape, T.One).CumulativeSum(1);
        var known = Tensor.Where(places <= ends.Unsqueeze(-1), labels, none);
        return Tensor.Concat(1, Tensor.Stack(-1, none, known).Reshape(batch, 2 * length), labels.FullBeside([batch, 1], T.CreateChecked(blank)));
    }

    /// <summary>1 where the state two before may not come directly before: at a blank, and at a label that repeats.</summary>
    private static Tensor<T> Skips<T>(Tensor<T> states, int blank) where T : IFloatingPointIeee754<T>
    {
        var twoBefore = states.Pad([0, 2], [0, 0], -T.One)[.., ..^2];
        return states.EqualTo(twoBefore).Maximum(states.EqualTo(T.CreateChecked(blank)));
    }

    private static void RequireCtc<T>(Tensor<T> logits, Tensor<T> labels, Tensor<T>? times, Tensor<T>? lengths, int blank) where T : IFloatingPointIeee754<T>
    {
        if (logits.Rank != 3 || labels.Rank != 2 || logits.Shape[0] != labels.Shape[0])
        {
            throw new ArgumentException($"The logits have the shape {logits.Shape} and the labels {labels.Shape}. Give logits [batch, times, classes] and labels [batch, length] of the same batch.", nameof(labels));
        }

        var (batch, count, classes) = logits.Shape;
        if (blank < 0 || blank >= classes)
        {
            throw new ArgumentOutOfRangeException(nameof(blank), blank, $"The blank is no class of the logits of shape {logits.Shape}. Give a number from 0 to {classes - 1}.");
        }

        RequireLengths(times, batch, count, nameof(times));
        RequireLengths(lengths, batch, labels.Shape[1], nameof(lengths));
        var numbers = labels.Numbers();
        for (int i = 0; i < numbers.Length; i++)
        {
            int place = i % labels.Shape[1];
            bool isLabel = lengths is not { } ends || T.CreateChecked(place) < ends.ValueAt(i / labels.Shape[1]);
            if (isLabel && (!numbers[i].IsClass(classes) || numbers[i] == T.CreateChecked(blank)))
            {
                throw new ArgumentOutOfRangeException(nameof(labels), FormattableString.Invariant(
                    $"{numbers[i]} in the labels of shape {labels.Shape} is no class of the logits of shape {logits.Shape} other than the blank, {blank}. Give whole numbers from 0 to {classes - 1} but for that."));
            }
        }
    }

    private static void RequireLengths<T>(Tensor<T>? lengths, int batch, int greatest, string name) where T : IFloatingPointIeee754<T>
    {
        if (lengths is not { } given)
        {
            return;
        }

        if (given.Rank != 1 || given.Count != batch)
        {
            throw new ArgumentException($"The batch has {batch} examples and the {name} the shape {given.Shape}. Give one number for each example, [{batch}].", name);
        }

        foreach (T number in given.Numbers())
        {
            if (!number.IsClass(greatest + 1))
            {
                throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{number} in the {name} is out of range. Give whole numbers from 0 to {greatest}."));
            }
        }
    }
}

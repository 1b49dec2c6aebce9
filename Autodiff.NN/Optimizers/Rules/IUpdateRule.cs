namespace Autodiff.NN;

/// <summary>
/// One update of one parameter, as a formula over single elements. Implemented by a record struct of hyperparameters; what is kept from
/// one update to the next stands in up to three slots, arrays in the shape of the parameter. A formula marked with
/// <see cref="System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining"/> runs up to ten times as fast. Slots implemented explicitly are not
/// printed with the hyperparameters.
/// </summary>
public interface IUpdateRule<TSelf> where TSelf : struct, IUpdateRule<TSelf>
{
    /// <summary>η, unless a schedule gives another.</summary>
    double LearningRate { get; }

    /// <summary>The slots that the formula uses, at most three.</summary>
    IReadOnlyList<Slot> Slots { get; }

    /// <summary>
    /// True of a rule that scales its change to the norm of the parameter: its formula leaves the weight as it is and gives the direction r in the
    /// third slot, and then w ← w - η (‖w‖ / ‖r‖) r, the ratio being 1 where a norm is 0.
    /// </summary>
    static virtual bool ScalesToNorm => false;

    /// <summary>Makes sure of the hyperparameters, before the first update.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range; the exception names it.</exception>
    void Check();

    /// <summary>The rule with what depends on the number of the update worked out, once for all elements.</summary>
    /// <param name="update">1 for the first update.</param>
    TSelf At(long update);

    /// <summary>The formula.</summary>
    /// <param name="rate">η at this update.</param>
    /// <param name="gradient">The derivative of the loss.</param>
    /// <param name="weight">What is updated.</param>
    /// <param name="first">The first slot; meaningless when there is none, and the others likewise.</param>
    /// <param name="second">The second slot.</param>
    /// <param name="third">The third slot.</param>
    void Update<TNumber>(TNumber rate, TNumber gradient, ref TNumber weight, ref TNumber first, ref TNumber second, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber>;
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>Runs a rule over the elements of a parameter, in place.</summary>
internal abstract class PointwiseUpdate<T> where T : IFloatingPointIeee754<T>
{
    public abstract double LearningRate { get; }

    public abstract IReadOnlyList<Slot> Slots { get; }

    public abstract bool ScalesToNorm { get; }

    /// <summary>One update; slots that the rule does not have are empty.</summary>
    public abstract void Run(long step, T rate, ReadOnlySpan<T> gradient, Span<T> weight, Span<T> first, Span<T> second, Span<T> third);
}

/// <summary>The same for one type of rules, so that the formula is compiled into the loop.</summary>
internal sealed class PointwiseUpdate<TRule, T>(TRule rule) : PointwiseUpdate<T>
    where TRule : struct, IUpdateRule<TRule>
    where T : IFloatingPointIeee754<T>
{
    private static readonly Vector<T> LeastNormal = new(T.CreateChecked(typeof(T) == typeof(float) ? 1.17549435E-38 : 2.2250738585072014E-308));

    public override double LearningRate => rule.LearningRate;

    public override IReadOnlyList<Slot> Slots { get; } = rule.CheckedSlots();

    public override bool ScalesToNorm => TRule.ScalesToNorm;

    public override string ToString() => $"{rule}";

    // Inlined into its caller, which happens after some thousand updates, the formula would be more than the compiler inlines there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Run(long step, T rate, ReadOnlySpan<T> gradient, Span<T> weight, Span<T> first, Span<T> second, Span<T> third)
    {
        var prepared = rule.At(step);
        var rates = new Lanes<T>(rate);
        for (int i = 0; i < weight.Length; i += Vector<T>.Count)
        {
            var w = Load(weight, i);
            var (a, b, c) = (Load(first, i), Load(second, i), Load(third, i));
            prepared.Update(rates, Load(gradient, i), ref w, ref a, ref b, ref c);
            Store(w, weight, i);
            Store(Normal(a), first, i);
            Store(Normal(b), second, i);
            Store(Normal(c), third, i);
        }
    }

    /// <summary>
    /// The numbers, 0 for subnormal ones. Moments of weights whose gradient is 0 for long decay to those and stay there, and processors take
    /// a hundred times as long for each.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Normal(Lanes<T> lanes) =>
        new(Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(lanes.Numbers), LeastNormal), Vector.CopySign(Vector<T>.Zero, lanes.Numbers), lanes.Numbers));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Load(ReadOnlySpan<T> numbers, int place)
    {
        if (place + Vector<T>.Count <= numbers.Length)
        {
            return new(new Vector<T>(numbers[place..]));
        }

        var lanes = Vector<T>.Zero;
        for (int i = place; i < numbers.Length; i++)
        {
            lanes = lanes.WithElement(i - place, numbers[i]);
        }

        return new(lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Lanes<T> lanes, Span<T> numbers, int place)
    {
        if (place + Vector<T>.Count <= numbers.Length)
        {
            lanes.Numbers.CopyTo(numbers[place..]);
            return;
        }

        for (int i = place; i < numbers.Length; i++)
        {
            numbers[i] = lanes.Numbers[i - place];
        }
    }
}

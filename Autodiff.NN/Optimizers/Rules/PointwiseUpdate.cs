using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>Runs a rule over the elements of a parameter, in place.</summary>
internal abstract class PointwiseUpdate<T> where T : IFloatingPointIeee754<T>
{
    public abstract double LearningRate { get; }

    public abstract IReadOnlyList<Slot> Slots { get; }

    public abstract bool ScalesToNorm { get; }

    /// <summary>One update, after the weight was multiplied by a number; slots that the rule does not have are null.</summary>
    public abstract void Run(long step, double rate, double kept, Tensor<T> gradient, Parameter<T> weight, Parameter<T>? first, Parameter<T>? second, Parameter<T>? third);
}

/// <summary>The same for one type of rules, so that the formula is compiled into the loop.</summary>
internal sealed class PointwiseUpdate<TRule, T>(TRule rule) : PointwiseUpdate<T>
    where TRule : struct, IUpdateRule<TRule>
    where T : IFloatingPointIeee754<T>
{
    public override double LearningRate => rule.LearningRate;

    public override IReadOnlyList<Slot> Slots { get; } = rule.CheckedSlots();

    public override bool ScalesToNorm => TRule.ScalesToNorm;

    public override string ToString() => $"{rule}";

    public override void Run(long step, double rate, double kept, Tensor<T> gradient, Parameter<T> weight, Parameter<T>? first, Parameter<T>? second, Parameter<T>? third) =>
        Pointwise.Change(new Formula(rule.At(step), rate, kept), gradient, weight, first, second, third);

    /// <summary>
    /// The rule, with 0 in slots for subnormal numbers. Moments of weights whose gradient is 0 for long decay to those and stay there, and
    /// processors take a hundred times as long for each.
    /// </summary>
    private readonly struct Formula(TRule rule, double rate, double kept) : IPointwiseChange
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Change<TNumber>(TNumber given, ref TNumber a, ref TNumber b, ref TNumber c, ref TNumber d) where TNumber : struct, IPointwise<TNumber>
        {
            if (kept != 1)
            {
                a = kept * a;
            }

            rule.Update(TNumber.Constant(rate), given, ref a, ref b, ref c, ref d);
            (b, c, d) = (Normal(b), Normal(c), Normal(d));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TNumber Normal<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> =>
            TNumber.Where(TNumber.Constant(typeof(T) == typeof(float) ? 1.17549435E-38 : 2.2250738585072014E-308).Exceeds(x.Abs()), 0.0 * x, x);
    }
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>Uses of an update rule: on the parameters of a model in place, or on tensors as a function that can be differentiated.</summary>
public static class UpdateRules
{
    /// <summary>An optimizer of these parameters, which updates them in place.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="parameters">What is trained; frozen ones are left alone.</param>
    /// <param name="transformations">What happens to the gradients first, in this order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or the rule has more than three slots.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Optimizer<T> For<TRule, T>(this TRule rule, IEnumerable<Parameter<T>> parameters, params ReadOnlySpan<IGradientTransformation> transformations)
        where TRule : struct, IUpdateRule<TRule>
        where T : IFloatingPointIeee754<T>
    {
        rule.Check();
        return typeof(T) == typeof(float) || typeof(T) == typeof(double)
            ? new(new PointwiseUpdate<TRule, T>(rule), parameters, transformations)
            : throw new NotSupportedException($"Parameters of the type {typeof(T).Name} are not trained in place, only float and double. Train in one of those, and round what is saved.");
    }

    /// <summary>An optimizer of all parameters of a model, which updates them in place.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="model">What is trained; frozen parameters are left alone.</param>
    /// <param name="transformations">What happens to the gradients first, in this order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is out of its range.</exception>
    /// <exception cref="ArgumentException">The model has no parameter, or the rule more than three slots.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public static Optimizer<T> For<TRule, T>(this TRule rule, ILayer<T> model, params ReadOnlySpan<IGradientTransformation> transformations)
        where TRule : struct, IUpdateRule<TRule>
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        return rule.For(model.Parameters, transformations);
    }

    /// <summary>The state before the first update of a tensor.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="weight">What will be updated.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyperparameter is out of its range.</exception>
    /// <exception cref="ArgumentException">The rule has more than three slots.</exception>
    public static UpdateState<T> Start<TRule, T>(this TRule rule, Tensor<T> weight)
        where TRule : struct, IUpdateRule<TRule>
        where T : IFloatingPointIeee754<T>
    {
        rule.Check();
        var slots = rule.CheckedSlots();
        Tensor<T> Slot(int i) => i < slots.Count ? weight.FullBeside(weight.Shape, T.CreateChecked(slots[i].Start)) : default;
        return new(0, Slot(0), Slot(1), Slot(2));
    }

    /// <summary>
    /// One update as a function: the new tensor and the new state. Recorded when an operand is, so that what comes out after any number of
    /// updates can be differentiated with respect to the start, the gradients or the learning rate. The bits are those of an optimizer, which
    /// however sets numbers of slots to 0 below the least normal one.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="weight">What is updated.</param>
    /// <param name="gradient">The derivative of the loss with respect to it.</param>
    /// <param name="state">The state after the last update, or <see cref="Start"/>.</param>
    /// <param name="learningRate">η as a tensor of one number; that of the rule when left out.</param>
    public static (Tensor<T> Weight, UpdateState<T> State) Update<TRule, T>(
        this TRule rule, Tensor<T> weight, Tensor<T> gradient, UpdateState<T> state, Tensor<T>? learningRate = null)
        where TRule : struct, IUpdateRule<TRule>
        where T : IFloatingPointIeee754<T>
    {
        var rate = learningRate ?? weight.FullBeside(Shape.Scalar, T.CreateChecked(rule.LearningRate));
        var (steps, first, second, third) = state;
        rule.At(steps + 1).Update(rate, gradient, ref weight, ref first, ref second, ref third);
        return (TRule.ScalesToNorm ? Scaled(weight, third, rate) : weight, new(steps + 1, first, second, third));
    }

    /// <summary>The slots of a rule, when it has no more than a formula takes.</summary>
    internal static IReadOnlyList<Slot> CheckedSlots<TRule>(this TRule rule) where TRule : struct, IUpdateRule<TRule> => rule.Slots is { Count: <= 3 } slots
        ? slots
        : throw new ArgumentException($"The rule {typeof(TRule).Name} has {rule.Slots.Count} slots, and a formula takes three at most. Compute one from the others.", nameof(rule));

    /// <summary>w - η (‖w‖ / ‖r‖) r.</summary>
    internal static Tensor<T> Scaled<T>(Tensor<T> weight, Tensor<T> direction, Tensor<T> rate) where T : IFloatingPointIeee754<T>
    {
        var (weightNorm, norm) = (weight.Norm(), direction.Norm());
        var ratio = Tensor.Where(weightNorm.Minimum(norm) > T.Zero, weightNorm / norm, T.One);
        return weight - (rate * ratio * direction);
    }
}

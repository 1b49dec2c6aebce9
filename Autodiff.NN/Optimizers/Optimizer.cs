using System.Numerics;

namespace Autodiff.NN;

/// <summary>A rule at work on the parameters of a model: <see cref="Update(Gradients{T})"/> changes them in place, and allocates nothing.</summary>
public sealed class Optimizer<T> where T : IFloatingPointIeee754<T>
{
    private readonly PointwiseUpdate<T> rule;
    private readonly IGradientTransformation[] transformations;
    private readonly Parameter<T>[] parameters;
    private readonly Parameter<T>[] state;
    private readonly Tensor<T>[] weights;
    private readonly Tensor<T>[] gradients;

    internal Optimizer(PointwiseUpdate<T> rule, IEnumerable<Parameter<T>> parameters, ReadOnlySpan<IGradientTransformation> transformations)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.rule = rule;
        this.transformations = transformations.ToArray();
        this.parameters = [.. parameters.Distinct()];
        state = [.. this.parameters.SelectMany(parameter => rule.Slots.Select(slot => SlotOf(parameter, slot)))];
        weights = new Tensor<T>[this.parameters.Length];
        gradients = new Tensor<T>[this.parameters.Length];
        LearningRate = rule.LearningRate;
    }

    /// <summary>What is trained.</summary>
    public IReadOnlyList<Parameter<T>> Parameters => parameters;

    /// <summary>What is kept from one update to the next: for each parameter the slots of the rule, such as "hidden.weight.m".</summary>
    public IReadOnlyList<Parameter<T>> State => state;

    /// <summary>The updates made. To go on where another optimizer stopped, set it with the state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long Steps
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>η at the next update.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double LearningRate
    {
        get;
        set
        {
            Hyperparameter.RequireNotNegative(value, nameof(LearningRate));
            field = value;
        }
    }

    /// <summary>Updates all parameters that are not frozen.</summary>
    /// <param name="gradients">The derivatives of the loss.</param>
    /// <exception cref="InvalidOperationException">None of the parameters is on the tape of these gradients.</exception>
    public void Update(Gradients<T> gradients)
    {
        RequireSome(gradients);
        for (int i = 0; i < parameters.Length; i++)
        {
            this.gradients[i] = gradients[parameters[i]];
            weights[i] = ((Tensor<T>)parameters[i]).Detach();
        }

        foreach (var transformation in transformations)
        {
            transformation.Transform(this.gradients, weights);
        }

        Steps++;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].IsFrozen)
            {
                Update(i, this.gradients[i].Contiguous());
            }
        }
    }

    private void RequireSome(Gradients<T> gradients)
    {
        foreach (var parameter in parameters)
        {
            if (gradients.Has(parameter))
            {
                return;
            }
        }

        throw new InvalidOperationException(
            "The loss does not depend on any parameter of this optimizer, so there is nothing to update. Apply the model to a tensor on the tape, such as tape.Constant(x): of plain tensors nothing is recorded.");
    }

    private void Update(int number, Tensor<T> gradient)
    {
        var parameter = parameters[number];
        rule.Run(Steps, T.CreateChecked(LearningRate), gradient.Span, parameter.Edit(), Slot(number, 0), Slot(number, 1), Slot(number, 2));
        if (rule.ScalesToNorm)
        {
            var weight = gradient.Tape!.Constant(parameter);
            var direction = gradient.Tape.Constant(state[(number * rule.Slots.Count) + 2]);
            parameter.Assign(UpdateRules.Scaled(weight, direction, weight.FullBeside(Shape.Scalar, T.CreateChecked(LearningRate))));
        }

        if (parameter.Constraint is { } constraint)
        {
            parameter.Assign(constraint(gradient.Tape!.Constant(parameter)));
        }
    }

    private Span<T> Slot(int number, int slot) => slot < rule.Slots.Count ? state[(number * rule.Slots.Count) + slot].Edit() : default;

    private static Parameter<T> SlotOf(Parameter<T> parameter, Slot slot) =>
        new($"{parameter.Path}.{slot.Name}", Tensor.Full(parameter.Shape, T.CreateChecked(slot.Start))) { IsFrozen = true };
}

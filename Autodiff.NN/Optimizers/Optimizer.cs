using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>A rule at work on the parameters of a model: <see cref="Update(Gradients{T})"/> changes them in place, and allocates nothing.</summary>
public sealed class Optimizer<T> : IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private readonly PointwiseUpdate<T> rule;
    private readonly IGradientTransformation[] transformations;
    private readonly Parameter<T>[] parameters;
    private readonly Parameter<T>[] slots;
    private readonly Tensor<T>[] weights;
    private Parameter<T>[] sums = [];
    private readonly Tensor<T>[] gradients;

    internal Optimizer(PointwiseUpdate<T> rule, IEnumerable<Parameter<T>> parameters, ReadOnlySpan<IGradientTransformation> transformations)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.rule = rule;
        this.transformations = transformations.ToArray();
        this.parameters = [.. parameters.Distinct()];
        slots = [.. this.parameters.SelectMany(parameter => rule.Slots.Select(slot => SlotOf(parameter, slot)))];
        weights = new Tensor<T>[this.parameters.Length];
        gradients = new Tensor<T>[this.parameters.Length];
        LearningRate = rule.LearningRate;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> Parameters => parameters;

    /// <summary>What is kept from one update to the next: for each parameter the slots of the rule, such as "hidden.weight.m", and where gradients are accumulated their sum.</summary>
    public IReadOnlyList<Parameter<T>> State => [.. slots, .. sums];

    /// <inheritdoc/>
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

    /// <summary>η, before the schedule.</summary>
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

    /// <summary>By what η is multiplied at each update; null for 1.</summary>
    public ISchedule? Schedule { get; set; }

    /// <summary>λ in w ← w - η λ w before each update: decay that is decoupled from the gradient (Loshchilov and Hutter 2019). Vectors, which are biases and scales as a rule, do not decay.</summary>
    public double WeightDecay { get; set; }

    /// <summary>How many gradients make one update, which goes by their mean: so many small batches are as one large one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public int Accumulation
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
            sums = value == 1 ? [] : [.. parameters.Select(parameter => SlotOf(parameter, new("accumulated")))];
            Pending = 0;
        }
    } = 1;

    /// <summary>The gradients that wait for others to make an update. To go on where another optimizer stopped, set it with the state.</summary>
    public int Pending { get; set; }

    /// <summary>η at the next update.</summary>
    public double Rate => LearningRate * (Schedule?.Factor(Steps) ?? 1);

    /// <inheritdoc/>
    public void Update(Gradients<T> gradients)
    {
        RequireSome(gradients);
        for (int i = 0; i < parameters.Length; i++)
        {
            this.gradients[i] = gradients[parameters[i]];
        }

        if (Accumulation > 1 && !Accumulated())
        {
            return;
        }

        Transform();

        double rate = Rate;
        Steps++;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].IsFrozen)
            {
                Update(i, rate, this.gradients[i].Contiguous());
            }
        }
    }

    private void Transform()
    {
        for (int i = 0; i < (transformations.Length == 0 ? 0 : parameters.Length); i++)
        {
            weights[i] = gradients[i].Tape!.Constant(parameters[i]); // in memory of the tape, so that nothing is allocated
        }

        foreach (var transformation in transformations)
        {
            transformation.Transform(gradients, weights);
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

    /// <summary>Adds the gradients to the sums; true when the last of them has come, and the gradients are now the means.</summary>
    private bool Accumulated()
    {
        Pending++;
        for (int i = 0; i < parameters.Length; i++)
        {
            var sum = sums[i].Edit();
            TensorPrimitives.Add(sum, gradients[i].Contiguous().Span, sum);
            if (Pending == Accumulation)
            {
                TensorPrimitives.Divide(sum, T.CreateChecked(Accumulation), sum);
                gradients[i] = gradients[i].Tape!.Constant(sums[i]);
                sums[i].Edit().Clear();
            }
        }

        Pending %= Accumulation;
        return Pending == 0;
    }

    private void Update(int number, double rate, Tensor<T> gradient)
    {
        var parameter = parameters[number];
        var weight = parameter.Edit();
        if (WeightDecay != 0 && parameter.Shape.Rank > 1)
        {
            TensorPrimitives.Multiply(weight, T.CreateChecked(1 - (rate * WeightDecay)), weight);
        }

        rule.Run(Steps, T.CreateChecked(rate), gradient.Span, weight, Slot(number, 0), Slot(number, 1), Slot(number, 2));
        if (rule.ScalesToNorm)
        {
            var direction = gradient.Tape!.Constant(slots[(number * rule.Slots.Count) + 2]);
            parameter.Assign(UpdateRules.Scaled(gradient.Tape.Constant(parameter), direction, gradient.FullBeside(Shape.Scalar, T.CreateChecked(rate))));
        }

        if (parameter.Constraint is { } constraint)
        {
            parameter.Assign(constraint(gradient.Tape!.Constant(parameter)));
        }
    }

    private Span<T> Slot(int number, int slot) => slot < rule.Slots.Count ? slots[(number * rule.Slots.Count) + slot].Edit() : default;

    private static Parameter<T> SlotOf(Parameter<T> parameter, Slot slot) =>
        new($"{parameter.Path}.{slot.Name}", Tensor.Full(parameter.Shape, T.CreateChecked(slot.Start))) { IsFrozen = true };
}

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
    private Parameter<T>[] sums = [];

    // Of the parameters that are not frozen, at each update: their numbers, gradients and weights.
    private readonly int[] trained;
    private readonly Tensor<T>[] gradients;
    private readonly Tensor<T>[] weights;
    private int count;

    internal Optimizer(PointwiseUpdate<T> rule, IEnumerable<Parameter<T>> parameters, ReadOnlySpan<IGradientTransformation> transformations)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.rule = rule;
        this.transformations = transformations.ToArray();
        this.parameters = [.. parameters.Distinct()];
        if (this.parameters.Length == 0)
        {
            throw new ArgumentException("There is no parameter to train. Give those of a model, such as model.Parameters.", nameof(parameters));
        }

        slots = [.. this.parameters.SelectMany(parameter => rule.Slots.Select(slot => SlotOf(parameter, slot)))];
        trained = new int[this.parameters.Length];
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

    /// <summary>"steps" and "pending".</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public IReadOnlyDictionary<string, long> Counters
    {
        get => new Dictionary<string, long> { ["steps"] = Steps, ["pending"] = Pending };
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            (Pending, Steps) = (int.CreateSaturating(value["pending"]), value["steps"]);
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
    /// <remarks><see cref="AdamW"/>, <see cref="Lion"/> and <see cref="Lamb"/> have a decay of their own: with both, weights decay twice.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double WeightDecay
    {
        get;
        set
        {
            Hyperparameter.RequireNotNegative(value, nameof(WeightDecay));
            field = value;
        }
    }

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

    /// <summary>The gradients that wait for others to make an update.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or not less than <see cref="Accumulation"/>.</exception>
    public int Pending
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, Accumulation);
            field = value;
        }
    }

    /// <summary>η at the next update.</summary>
    public double Rate => LearningRate * (Schedule?.Factor(Steps) ?? 1);

    /// <inheritdoc/>
    public void Update(Gradients<T> gradients)
    {
        gradients.RequireAny(parameters);
        count = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].IsFrozen)
            {
                trained[count] = i;
                this.gradients[count++] = gradients[parameters[i]];
            }
        }

        if (Accumulation > 1 && !Accumulated())
        {
            return;
        }

        Transform();

        double rate = Rate;
        Steps++;
        for (int i = 0; i < count; i++)
        {
            Update(trained[i], rate, this.gradients[i]);
        }
    }

    /// <summary>The rule and the number of parameters.</summary>
    public override string ToString() => $"{rule} of {parameters.Length} parameters";

    private void Transform()
    {
        bool copied = false;
        foreach (var transformation in transformations)
        {
            for (int i = 0; i < (transformation.ReadsWeights && !copied ? count : 0); i++)
            {
                weights[i] = gradients[i].Tape!.Constant(parameters[trained[i]]); // in memory of the tape, so that nothing is allocated
            }

            copied |= transformation.ReadsWeights;
            transformation.Transform<T>(gradients.AsSpan(0, count), transformation.ReadsWeights ? weights.AsSpan(0, count) : []);
        }
    }

    /// <summary>Adds the gradients to the sums; true when the last of them has come, and the gradients are now the means.</summary>
    private bool Accumulated()
    {
        Pending = (Pending + 1) % Accumulation;
        for (int i = 0; i < count; i++)
        {
            T[] sum = sums[trained[i]].Array.ChangeSome();
            TensorPrimitives.Add(sum, gradients[i].Contiguous().Span, sum);
            if (Pending == 0)
            {
                TensorPrimitives.Divide(sum, T.CreateChecked(Accumulation), sum);
                gradients[i] = gradients[i].Tape!.Constant(sums[trained[i]]);
                Array.Clear(sum);
            }
        }

        return Pending == 0;
    }

    private void Update(int number, double rate, Tensor<T> gradient)
    {
        var parameter = parameters[number];
        double kept = parameter.Shape.Rank > 1 ? 1 - (rate * WeightDecay) : 1;
        rule.Run(Steps, rate, kept, gradient, parameter, Slot(number, 0), Slot(number, 1), Slot(number, 2));
        if (rule.ScalesToNorm)
        {
            var direction = gradient.Tape!.Constant(slots[(number * rule.Slots.Count) + 2]);
            parameter.Assign(UpdateRules.Scaled(gradient.Tape.Constant(parameter), direction, gradient.FullBeside(Shape.Scalar, T.CreateChecked(rate))));
        }

        parameter.Constrain(gradient.Tape!);
    }

    private Parameter<T>? Slot(int number, int slot) => slot < rule.Slots.Count ? slots[(number * rule.Slots.Count) + slot] : null;

    private static Parameter<T> SlotOf(Parameter<T> parameter, Slot slot) =>
        new($"{parameter.Path}.{slot.Name}", Tensor.Full(parameter.Shape, T.CreateChecked(slot.Start))) { IsFrozen = true };
}

using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>a ← d a + (1 - d) w after each update, with the decay d = min(decay, (1 + t) / (10 + t)) at the t-th: averages of the weights, which often do better than the last ones.</summary>
/// <remarks>Polyak and Juditsky 1992; the smaller decay at first is TensorFlow's, so that the start is soon forgotten.</remarks>
public sealed class MovingAverage<T> : IResumable<T> where T : IFloatingPointIeee754<T>
{
    private readonly double decay;
    private readonly Parameter<T>[] parameters;
    private readonly Parameter<T>[] averages;

    /// <summary>Averages that start at the present weights.</summary>
    /// <param name="parameters">What is averaged.</param>
    /// <param name="decay">The part that is kept, in the long run.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is not from 0 on and less than 1.</exception>
    public MovingAverage(IEnumerable<Parameter<T>> parameters, double decay = 0.999)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.decay = decay is >= 0 and < 1 ? decay : throw new ArgumentOutOfRangeException(nameof(decay), decay, "The part that is kept is from 0 on and less than 1.");
        this.parameters = [.. parameters.Distinct()];
        averages = [.. this.parameters.Select(parameter => new Parameter<T>($"{parameter.Path}.average", parameter.Value) { IsFrozen = true })];
    }

    /// <summary>The averages.</summary>
    public IReadOnlyList<Parameter<T>> State => averages;

    /// <summary>The weights that were averaged.</summary>
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

    /// <summary>"steps".</summary>
    public IReadOnlyDictionary<string, long> Counters
    {
        get => new Dictionary<string, long> { ["steps"] = Steps };
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Steps = value["steps"];
        }
    }

    /// <summary>Takes the present weights into the averages.</summary>
    public void Update()
    {
        Steps++;
        var kept = T.CreateChecked(Math.Min(decay, (1.0 + Steps) / (10 + Steps)));
        for (int i = 0; i < parameters.Length; i++)
        {
            T[] average = averages[i].Array.ChangeSome();
            TensorPrimitives.Lerp(parameters[i].Span, average, kept, average);
        }
    }

    /// <summary>Exchanges the weights and their averages: before an evaluation, and again after it.</summary>
    public void Exchange()
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            lock (parameters[i].Array.Gate)
            {
                var (weights, newWeights) = parameters[i].Array.Change();
                var (average, newAverage) = averages[i].Array.Change();
                for (int k = 0; k < weights.Length; k++)
                {
                    (newWeights[k], newAverage[k]) = (average[k], weights[k]);
                }
            }
        }
    }
}

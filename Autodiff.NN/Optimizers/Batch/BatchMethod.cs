using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>
/// A method that minimizes a smooth function of some hundreds of numbers to many digits: all examples at each evaluation, in double
/// precision. A record of its settings.
/// </summary>
public abstract record BatchMethod
{
    /// <summary>The iterations after which it stops.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>It stops where no derivative is greater.</summary>
    public double GradientTolerance { get; init; } = 1e-8;

    /// <summary>It stops where the value falls by no more than this part of it in an iteration.</summary>
    public double ChangeTolerance { get; init; } = 1e-15;

    /// <summary>Goes down from a point.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="start">The point.</param>
    /// <exception cref="ArgumentException">The point has not as many numbers as the function takes.</exception>
    public Minimum Minimize(Objective objective, ReadOnlySpan<double> start)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (start.Length != objective.Count)
        {
            throw new ArgumentException($"The function takes {objective.Count} numbers, and the start has {start.Length}.", nameof(start));
        }

        return Run(objective, start.ToArray());
    }

    /// <summary>Minimizes a function of a tensor; for least squares half the sum of squares of what it returns.</summary>
    /// <param name="function">The function.</param>
    /// <param name="start">Where to start; plain.</param>
    public Minimum Minimize<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> start) where T : IFloatingPointIeee754<T> =>
        Minimize(Objective.Of(function, start.Shape), start.Cast<double>().ToArray());

    /// <summary>Minimizes a loss of the parameters of a model, which start as they are and end at the minimum found.</summary>
    /// <param name="parameters">The parameters; frozen ones stay as they are.</param>
    /// <param name="loss">The loss, on the tape that it is given; for least squares the residuals.</param>
    public Minimum Minimize<T>(IEnumerable<Parameter<T>> parameters, Func<Tape<T>, Tensor<T>> loss) where T : IFloatingPointIeee754<T>
    {
        var model = new ModelObjective<T>(parameters, loss);
        var minimum = Minimize(model, model.Start());
        model.Place([.. minimum.Point]);
        return minimum;
    }

    private protected abstract Minimum Run(Objective objective, double[] x);

    /// <summary>The reason to stop, if there is one.</summary>
    private protected StopReason? Arrived(int iteration, double before, double value, ReadOnlySpan<double> gradient) =>
        Greatest(gradient) <= GradientTolerance ? StopReason.SmallGradient
        : before - value <= ChangeTolerance * Math.Abs(value) ? StopReason.SmallChange
        : iteration >= MaxIterations ? StopReason.IterationLimit
        : null;

    private protected static double Greatest(ReadOnlySpan<double> gradient) =>
        gradient.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(gradient));
}

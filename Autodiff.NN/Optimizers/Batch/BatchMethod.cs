using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>
/// A method that minimizes a smooth function of some hundreds of numbers to many digits: all examples at each evaluation, in double
/// precision. A record of its settings.
/// </summary>
public abstract record BatchMethod
{
    /// <summary>No function with a minimum comes here, and the squares of derivatives are still finite.</summary>
    private const double Lowest = -1e100;

    /// <summary>The iterations after which it stops.</summary>
    public int MaxIterations { get; init => field = NotNegative(value, nameof(MaxIterations)); } = 1000;

    /// <summary>It stops where no derivative is greater.</summary>
    public double GradientTolerance { get; init => field = NotNegative(value, nameof(GradientTolerance)); } = 1e-8;

    /// <summary>It stops where the value falls by no more than this part of it in an iteration.</summary>
    /// <remarks>
    /// A step that is short changes little anywhere. So a small change counts only where the gradient is small beside the value:
    /// |gᵢ| max(|xᵢ|, 1) ≤ 0.01 max(|f|, 1) for all i, the relative gradient of Dennis and Schnabel 1983, section 7.2.
    /// </remarks>
    public double ChangeTolerance { get; init => field = NotNegative(value, nameof(ChangeTolerance)); } = 1e-15;

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

        int before = objective.Evaluations;
        var minimum = Run(objective, start.ToArray());
        return minimum with { Evaluations = objective.Evaluations - before };
    }

    /// <summary>Minimizes a function of a tensor; for least squares half the sum of squares of what it returns.</summary>
    /// <param name="function">The function.</param>
    /// <param name="start">Where to start; plain.</param>
    public Minimum Minimize<T>(Func<Tensor<T>, Tensor<T>> function, Tensor<T> start) where T : IFloatingPointIeee754<T> =>
        Minimize(Objective.Of(function, start.Shape), start.Cast<double>().ToArray());

    /// <summary>Minimizes a loss of the parameters of a model, which start as they are and end at the minimum found.</summary>
    /// <param name="parameters">The parameters; frozen ones stay as they are.</param>
    /// <param name="loss">The loss, on the tape that it is given; for least squares the residuals. If it throws, the parameters are as at the start.</param>
    public Minimum Minimize<T>(IEnumerable<Parameter<T>> parameters, Func<Tape<T>, Tensor<T>> loss) where T : IFloatingPointIeee754<T>
    {
        var model = new ModelObjective<T>(parameters, loss);
        double[] start = model.Start(), end = start;
        try
        {
            var minimum = Minimize(model, start);
            end = [.. minimum.Point];
            return minimum;
        }
        finally
        {
            model.Place(end);
        }
    }

    private protected abstract Minimum Run(Objective objective, double[] x);

    /// <summary>The reason to stop, if there is one.</summary>
    private protected StopReason? Arrived(int iteration, double before, double value, ReadOnlySpan<double> x, ReadOnlySpan<double> gradient) =>
        !double.IsFinite(value) ? StopReason.NotFinite
        : value < Lowest ? StopReason.Unbounded
        : Greatest(gradient) <= GradientTolerance ? StopReason.SmallGradient
        : before - value <= ChangeTolerance * Math.Abs(value) && IsFlat(value, x, gradient) ? StopReason.SmallChange
        : iteration >= MaxIterations ? StopReason.IterationLimit
        : null;

    private static bool IsFlat(double value, ReadOnlySpan<double> x, ReadOnlySpan<double> gradient)
    {
        double little = 0.01 * Math.Max(1, Math.Abs(value));
        for (int i = 0; i < x.Length; i++)
        {
            if (!(Math.Abs(gradient[i]) * Math.Max(1, Math.Abs(x[i])) <= little))
            {
                return false;
            }
        }

        return true;
    }

    private protected static TNumber NotNegative<TNumber>(TNumber value, string name) where TNumber : INumber<TNumber> =>
        value >= TNumber.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is 0 or more.");

    private protected static TNumber Positive<TNumber>(TNumber value, string name) where TNumber : INumber<TNumber> =>
        value > TNumber.Zero && TNumber.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is above 0, and finite.");

    private protected static double Greatest(ReadOnlySpan<double> gradient) =>
        gradient.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(gradient));
}

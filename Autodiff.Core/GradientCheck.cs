using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>
/// Compares gradients with five-point central differences.
/// </summary>
/// <remarks>
/// The quotient's own error is estimated and allowed for. A failure may be the quotient's where the function is not smooth on
/// both sides of the point: at a kink it tells the mean of both slopes, and at the edge of the domain nothing.
/// </remarks>
public static partial class GradientCheck
{
    /// <summary>The default relative tolerance: differences are good to about 1e-9 where the function is smooth.</summary>
    public const double DefaultTolerance = 1e-6;

    /// <summary>Checks the gradient that the tape gives for a function, one comparison for each variable.</summary>
    /// <param name="function">The function, over scalars.</param>
    /// <param name="x">The point.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    public static GradientReport Compare(
        Func<ReadOnlySpan<Scalar<double>>, Scalar<double>> function,
        ReadOnlySpan<double> x,
        double tolerance = DefaultTolerance) =>
        Compare(Plain(function), x, Differentiate.Gradient(function, x), tolerance);

    /// <summary>Checks any gradient of a plain function, one comparison for each variable.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="gradient">The gradient claimed at x.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    /// <param name="subject">What the report says is checked.</param>
    /// <exception cref="ArgumentException">The gradient has not the length of x.</exception>
    public static GradientReport Compare(
        Func<ReadOnlySpan<double>, double> function,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> gradient,
        double tolerance = DefaultTolerance,
        string subject = "function")
    {
        ArgumentNullException.ThrowIfNull(function);
        RequireLength(x, gradient);
        var comparisons = new List<GradientComparison>();
        for (int i = 0; i < x.Length; i++)
        {
            int operand = i;
            var point = x.ToArray();
            comparisons.Add(Compare(subject, $"x[{i}] = {Text.Of(x[i])}", At, x[i], gradient[i], tolerance));

            double At(double value)
            {
                point[operand] = value;
                return function(point);
            }
        }

        return new(comparisons);
    }

    /// <summary>
    /// Checks the gradient that the tape gives along random directions: where there are many variables, a few comparisons
    /// instead of many, each with an error in any component.
    /// </summary>
    /// <param name="function">The function, over scalars.</param>
    /// <param name="x">The point.</param>
    /// <param name="random">The source of the directions.</param>
    /// <param name="directions">The number of directions.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    public static GradientReport CompareAlong(
        Func<ReadOnlySpan<Scalar<double>>, Scalar<double>> function,
        ReadOnlySpan<double> x,
        Random random,
        int directions = 5,
        double tolerance = DefaultTolerance) =>
        CompareAlong(Plain(function), x, Differentiate.Gradient(function, x), random, directions, tolerance);

    /// <summary>Checks any gradient of a plain function along random directions.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The point.</param>
    /// <param name="gradient">The gradient claimed at x.</param>
    /// <param name="random">The source of the directions.</param>
    /// <param name="directions">The number of directions.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    /// <param name="subject">What the report says is checked.</param>
    /// <exception cref="ArgumentException">The gradient has not the length of x.</exception>
    public static GradientReport CompareAlong(
        Func<ReadOnlySpan<double>, double> function,
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> gradient,
        Random random,
        int directions = 5,
        double tolerance = DefaultTolerance,
        string subject = "function")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(directions);
        RequireLength(x, gradient);
        var comparisons = new List<GradientComparison>();
        var origin = x.ToArray();
        for (int i = 0; i < directions; i++)
        {
            var direction = new double[x.Length];
            for (int j = 0; j < direction.Length; j++)
            {
                direction[j] = ((2 * random.NextDouble()) - 1) * (x[j] == 0 ? 1 : Math.Abs(x[j]));
            }

            comparisons.Add(Compare(
                subject,
                $"direction {i + 1} of {directions}",
                t =>
                {
                    var point = new double[origin.Length];
                    TensorPrimitives.MultiplyAdd(direction, t, origin, point);
                    return function(point);
                },
                0,
                TensorPrimitives.Dot<double>(gradient, direction),
                tolerance));
        }

        return new(comparisons);
    }

    /// <summary>Checks every partial of an operation at every sample point of its row: of the catalog, or a user's own.</summary>
    /// <param name="operation">The operation; <see cref="Operation.Unary{TRow}"/> and its siblings give that of a row.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    /// <exception cref="ArgumentException">The row has no sample points.</exception>
    public static GradientReport Compare(Operation operation, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Samples.Count == 0)
        {
            throw new ArgumentException($"The row '{operation.Name}' has no sample points to check it at. Give its Samples some.", nameof(operation));
        }

        var comparisons = new List<GradientComparison>();
        foreach (var sample in operation.Samples)
        {
            var partials = new double[sample.Length];
            operation.Partials<double>(sample, operation.Apply<double>(sample), partials);
            for (int i = 0; i < sample.Length; i++)
            {
                if (!operation.HasDerivative(i))
                {
                    continue;
                }

                int operand = i;
                var point = sample.ToArray();
                string name = $"operand {i} of ({string.Join(", ", sample.Select(value => Text.Of(value)))})";
                comparisons.Add(Compare(operation.Name, name, At, sample[i], partials[i], tolerance));

                double At(double value)
                {
                    point[operand] = value;
                    return operation.Apply<double>(point);
                }
            }
        }

        return new(comparisons);
    }

    private static GradientComparison Compare(
        string operation, string operand, Func<double, double> function, double x, double actual, double tolerance)
    {
        var (expected, error) = FiniteDifference.Central(function, x);
        double scale = Math.Max(Math.Abs(expected), Math.Abs(actual));
        double beyond = Math.Max(0, Math.Abs(expected - actual) - error);
        double relative = beyond == 0 ? 0 : beyond / scale;
        return new(operation, operand, expected, actual, relative, relative <= tolerance); // never of NaN, nor of ∞/∞
    }

    private static Func<ReadOnlySpan<double>, double> Plain(Func<ReadOnlySpan<Scalar<double>>, Scalar<double>> function) => x =>
    {
        var constants = new Scalar<double>[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            constants[i] = x[i]; // constants record nothing
        }

        return function(constants).Value;
    };

    private static void RequireLength(ReadOnlySpan<double> x, ReadOnlySpan<double> gradient)
    {
        if (gradient.Length != x.Length)
        {
            throw new ArgumentException($"The gradient needs a component for each variable: there are {x.Length} variables and {gradient.Length} components.", nameof(gradient));
        }
    }
}

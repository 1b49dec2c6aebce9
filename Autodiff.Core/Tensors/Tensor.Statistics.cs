using System.Runtime.CompilerServices;
using Autodiff.Operations;

namespace Autodiff;

// Means, moments and norms, composed of sums.
public readonly partial struct Tensor<T>
{
    /// <summary>Σ xᵢ / n over all n elements; of half precision, added in single, here as in the variance.</summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public Tensor<T> Mean() => Mean(AxisSet.All(Shape), keepAxes: false);

    /// <summary>Σ xᵢ / n along one axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="keepAxes">True to keep the axis with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or it is empty.</exception>
    public Tensor<T> Mean(int axis, bool keepAxes = false) => Mean([axis], keepAxes);

    /// <summary>Σ xᵢ / n along some axes.</summary>
    /// <param name="axes">The axes, each once; negative ones count from the last.</param>
    /// <param name="keepAxes">True to keep them with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, one is named twice, or there are no elements along them.</exception>
    public Tensor<T> Mean(ReadOnlySpan<int> axes, bool keepAxes = false) => Mean(AxisSet.Of(Shape, axes, "mean"), keepAxes);

    /// <summary>Σ (xᵢ - mean)² / (n - correction) over all n elements.</summary>
    /// <param name="correction">0 for the variance of the elements themselves, 1 for an unbiased estimate of what they are a sample of; by name, for a number alone is an axis.</param>
    /// <exception cref="ArgumentException">There are no more elements than <paramref name="correction"/>.</exception>
    public Tensor<T> Variance(int correction = 0) => MeanAndVariance(correction: correction).Variance;

    /// <summary>Σ (xᵢ - mean)² / (n - correction) along one axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="keepAxes">True to keep the axis with length 1.</param>
    /// <param name="correction">0 for the variance of the elements themselves, 1 for an unbiased estimate of what they are a sample of.</param>
    /// <exception cref="ArgumentException">There is no such axis, or it has no more elements than <paramref name="correction"/>.</exception>
    [OverloadResolutionPriority(1)]
    public Tensor<T> Variance(int axis, bool keepAxes = false, int correction = 0) => Variance([axis], keepAxes, correction);

    /// <summary>Σ (xᵢ - mean)² / (n - correction) along some axes.</summary>
    /// <param name="axes">The axes, each once; negative ones count from the last.</param>
    /// <param name="keepAxes">True to keep them with length 1.</param>
    /// <param name="correction">0 for the variance of the elements themselves, 1 for an unbiased estimate of what they are a sample of.</param>
    /// <exception cref="ArgumentException">There is no such axis, one is named twice, or there are no more elements than <paramref name="correction"/>.</exception>
    public Tensor<T> Variance(ReadOnlySpan<int> axes, bool keepAxes = false, int correction = 0) => MeanAndVariance(axes, keepAxes, correction).Variance;

    /// <summary>The mean of all elements, and the variance around it, for the cost of the variance.</summary>
    /// <inheritdoc cref="Variance(int)"/>
    public (Tensor<T> Mean, Tensor<T> Variance) MeanAndVariance(int correction = 0) =>
        Moments(AxisSet.All(Shape), keepAxes: false, correction, "variance");

    /// <summary>The mean along one axis, and the variance around it, for the cost of the variance.</summary>
    /// <inheritdoc cref="Variance(int, bool, int)"/>
    [OverloadResolutionPriority(1)]
    public (Tensor<T> Mean, Tensor<T> Variance) MeanAndVariance(int axis, bool keepAxes = false, int correction = 0) =>
        MeanAndVariance([axis], keepAxes, correction);

    /// <summary>The mean along some axes, and the variance around it, for the cost of the variance.</summary>
    /// <inheritdoc cref="Variance(ReadOnlySpan{int}, bool, int)"/>
    public (Tensor<T> Mean, Tensor<T> Variance) MeanAndVariance(ReadOnlySpan<int> axes, bool keepAxes = false, int correction = 0) =>
        Moments(AxisSet.Of(Shape, axes, "variance"), keepAxes, correction, "variance");

    /// <summary>√(Σ (xᵢ - mean)² / (n - correction)) over all n elements. Convention: where all are equal, the derivative is 0.</summary>
    /// <inheritdoc cref="Variance(int)"/>
    public Tensor<T> StandardDeviation(int correction = 0) => Deviation(AxisSet.All(Shape), keepAxes: false, correction);

    /// <summary>√(Σ (xᵢ - mean)² / (n - correction)) along one axis. Convention: where all are equal, the derivative is 0.</summary>
    /// <inheritdoc cref="Variance(int, bool, int)"/>
    [OverloadResolutionPriority(1)]
    public Tensor<T> StandardDeviation(int axis, bool keepAxes = false, int correction = 0) => StandardDeviation([axis], keepAxes, correction);

    /// <summary>√(Σ (xᵢ - mean)² / (n - correction)) along some axes. Convention: where all are equal, the derivative is 0.</summary>
    /// <inheritdoc cref="Variance(ReadOnlySpan{int}, bool, int)"/>
    public Tensor<T> StandardDeviation(ReadOnlySpan<int> axes, bool keepAxes = false, int correction = 0) =>
        Deviation(AxisSet.Of(Shape, axes, "standardDeviation"), keepAxes, correction);

    /// <summary>√Σ xᵢ² over all elements, without overflow. Convention: at the origin all derivatives are 0.</summary>
    public Tensor<T> Norm() => Norm(AxisSet.All(Shape), keepAxes: false);

    /// <summary>√Σ xᵢ² along one axis, without overflow. Convention: at the origin all derivatives are 0.</summary>
    /// <inheritdoc cref="Sum(int, bool)"/>
    public Tensor<T> Norm(int axis, bool keepAxes = false) => Norm([axis], keepAxes);

    /// <summary>√Σ xᵢ² along some axes, without overflow. Convention: at the origin all derivatives are 0.</summary>
    /// <param name="axes">The axes, each once; negative ones count from the last.</param>
    /// <param name="keepAxes">True to keep them with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is named twice.</exception>
    public Tensor<T> Norm(ReadOnlySpan<int> axes, bool keepAxes = false) => Norm(AxisSet.Of(Shape, axes, "norm"), keepAxes);

    /// <summary>Σ |xᵢ| over all elements, the norm of order 1.</summary>
    public Tensor<T> AbsoluteSum() => AbsoluteSum(AxisSet.All(Shape), keepAxes: false);

    /// <summary>Σ |xᵢ| along one axis, the norm of order 1.</summary>
    /// <inheritdoc cref="Sum(int, bool)"/>
    public Tensor<T> AbsoluteSum(int axis, bool keepAxes = false) => AbsoluteSum([axis], keepAxes);

    /// <summary>Σ |xᵢ| along some axes, the norm of order 1.</summary>
    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool)"/>
    public Tensor<T> AbsoluteSum(ReadOnlySpan<int> axes, bool keepAxes = false) => AbsoluteSum(AxisSet.Of(Shape, axes, "absoluteSum"), keepAxes);

    /// <summary>The greatest |xᵢ| of all elements, the norm of order ∞.</summary>
    /// <inheritdoc cref="Max()"/>
    public Tensor<T> AbsoluteMax() => AbsoluteMax(AxisSet.All(Shape), keepAxes: false);

    /// <summary>The greatest |xᵢ| along one axis, the norm of order ∞.</summary>
    /// <inheritdoc cref="Max(int, bool)"/>
    public Tensor<T> AbsoluteMax(int axis, bool keepAxes = false) => AbsoluteMax([axis], keepAxes);

    /// <summary>The greatest |xᵢ| along some axes, the norm of order ∞.</summary>
    /// <inheritdoc cref="Max(ReadOnlySpan{int}, bool)"/>
    public Tensor<T> AbsoluteMax(ReadOnlySpan<int> axes, bool keepAxes = false) => AbsoluteMax(AxisSet.Of(Shape, axes, "absoluteMax"), keepAxes);

    private Tensor<T> AbsoluteSum(AxisSet axes, bool keepAxes)
    {
        using var attempt = Attempt<T>.On(this);
        return attempt.Done(Lift<Abs>(this).SumOver(axes, keepAxes));
    }

    private Tensor<T> AbsoluteMax(AxisSet axes, bool keepAxes)
    {
        using var attempt = Attempt<T>.On(this);
        RequireElements(Shape, axes, "absoluteMax");
        return attempt.Done(Lift<Abs>(this).Extreme(axes, keepAxes, isMin: false));
    }

    private Tensor<T> Norm(AxisSet axes, bool keepAxes) => Apply(new Norm<T>(axes, keepAxes), this);

    internal Tensor<T> Mean(AxisSet axes, bool keepAxes)
    {
        RequireElements(Shape, axes, "mean");
        using var attempt = Attempt<T>.On(this);
        return attempt.Done(SumOver(axes, keepAxes, Reduction.CountOver(Shape, axes)));
    }

    /// <summary>Σ xᵢ / divisor.</summary>
    private Tensor<T> SumOver(AxisSet axes, bool keepAxes, int divisor) => Widened.Needs<T>()
        ? Apply(new WideSum<T>(axes, keepAxes, divisor), this)
        : SumOver(axes, keepAxes).Over(divisor);

    /// <summary>x / divisor, where a divisor beyond the number type comes in two factors.</summary>
    internal Tensor<T> Over(int divisor)
    {
        const int factor = 1 << 15;
        T whole = T.CreateTruncating(divisor);
        return T.IsFinite(whole) ? this / whole : this / T.CreateTruncating(divisor / (double)factor) / T.CreateTruncating(factor);
    }

    private (Tensor<T> Mean, Tensor<T> Variance) Moments(AxisSet axes, bool keepAxes, int correction, string operation)
    {
        int divisor = Divisor(axes, correction, operation);
        using var attempt = Attempt<T>.On(this);
        var mean = Mean(axes, keepAxes: true);
        var variance = Widened.Needs<T>()
            ? Lift<Square>(this - mean).SumOver(axes, keepAxes, divisor)
            : Apply(new Variance<T>(axes, keepAxes, divisor), this, mean.Detach());
        return attempt.Done((mean.Reshape(variance.Shape), variance));
    }

    /// <summary>The norm of the deviations over a constant: the root of a variance of 0 would have an infinite derivative.</summary>
    private Tensor<T> Deviation(AxisSet axes, bool keepAxes, int correction)
    {
        int divisor = Divisor(axes, correction, "standardDeviation");
        using var attempt = Attempt<T>.On(this);
        return attempt.Done((this - Mean(axes, keepAxes: true)).Norm(axes, keepAxes) / T.CreateTruncating(Math.Sqrt(divisor)));
    }

    /// <summary>n - correction; throws when that is not positive.</summary>
    private int Divisor(AxisSet axes, int correction, string operation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(correction);
        RequireElements(Shape, axes, operation);
        int count = Reduction.CountOver(Shape, axes);
        return count > correction || Count == 0
            ? count - correction
            : throw new ArgumentException($"{operation}: the shape {Shape} has {count} elements along the {axes}, and the correction {correction} leaves none to divide by. Give more elements, or correction 0.", nameof(correction));
    }
}

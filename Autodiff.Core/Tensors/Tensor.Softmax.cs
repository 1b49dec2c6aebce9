namespace Autodiff;

// Shares of 1 from any numbers. They are shifted by the maximum, so no size of the numbers overflows.
public readonly partial struct Tensor<T>
{
    /// <summary>yᵢ = exp xᵢ / Σ exp xⱼ along an axis.</summary>
    /// <remarks>
    /// An element of -∞ has the share 0 and the derivative 0. Where all are -∞, as in a row that is masked throughout, they share
    /// evenly; so do several +∞.
    /// </remarks>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> SoftMax(int axis = -1) => Apply(new SoftMax<T>(AxisSet.Of(Shape, [axis], "softMax")), this);

    /// <summary>yᵢ = xᵢ - log Σ exp xⱼ along an axis, the logarithm of <see cref="SoftMax"/> with all its digits.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> LogSoftMax(int axis = -1) => Apply(new LogSoftMax<T>(AxisSet.Of(Shape, [axis], "logSoftMax")), this);

    /// <summary>log softmax(x)ₖ along the last axis, for an index k at each place along the others: the logarithm of what is expected, without those of the rest.</summary>
    /// <param name="indices">k, whole numbers, of the shape without the last axis.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is no index of the last axis.</exception>
    public Tensor<T> LogSoftMaxAt(Tensor<T> indices)
    {
        using var attempt = Attempt<T>.On(this, indices);
        return attempt.Done(Apply(new LogSoftMaxAt<T>(), attempt.Operand(this), indices.Detach().Contiguous()));
    }

    /// <summary>log Σ exp xᵢ over all elements; -∞ for none.</summary>
    public Tensor<T> LogSumExp() => Apply(new LogSumExpOver<T>(AxisSet.All(Shape), KeepAxes: false), this);

    /// <summary>log Σ exp xᵢ along one axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="keepAxes">True to keep the axis with length 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> LogSumExp(int axis, bool keepAxes = false) => LogSumExp([axis], keepAxes);

    /// <summary>log Σ exp xᵢ along some axes. Where the result is infinite, the elements that are it share the adjoint evenly.</summary>
    /// <param name="axes">The axes, each once; negative ones count from the last.</param>
    /// <param name="keepAxes">True to keep them with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is named twice.</exception>
    public Tensor<T> LogSumExp(ReadOnlySpan<int> axes, bool keepAxes = false) =>
        Apply(new LogSumExpOver<T>(AxisSet.Of(Shape, axes, "logSumExp"), keepAxes), this);
}

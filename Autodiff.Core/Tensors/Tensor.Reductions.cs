namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>Σ xᵢ over all elements, a tensor of one number.</summary>
    public Tensor<T> Sum() => Apply(new SumOver<T>(AxisSet.All(Shape), KeepAxes: false), this);

    /// <summary>Σ xᵢ along one axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="keepAxis">True to keep the axis with length 1, so that the result broadcasts against this tensor.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> Sum(int axis, bool keepAxis = false) => Sum([axis], keepAxis);

    /// <summary>Σ xᵢ along some axes.</summary>
    /// <param name="axes">The axes, each once; negative ones count from the last. None leaves the tensor as it is.</param>
    /// <param name="keepAxes">True to keep them with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is named twice.</exception>
    public Tensor<T> Sum(ReadOnlySpan<int> axes, bool keepAxes = false) => axes.IsEmpty
        ? this
        : Apply(new SumOver<T>(AxisSet.Of(Shape, axes, "sum"), keepAxes), this);
}

using Autodiff.Operations;

namespace Autodiff;

// Over all elements, along one axis, or along several. The order of operations depends on the shape alone.
public readonly partial struct Tensor<T>
{
    /// <summary>Σ xᵢ over all elements, a tensor of one number.</summary>
    public Tensor<T> Sum() => SumOver(AxisSet.All(Shape), keepAxes: false);

    /// <summary>Σ xᵢ along one axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="keepAxes">True to keep the axis with length 1, so that the result broadcasts against this tensor.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> Sum(int axis, bool keepAxes = false) => Sum([axis], keepAxes);

    /// <summary>Σ xᵢ along some axes.</summary>
    /// <param name="axes">The axes, each once; negative ones count from the last. None leaves the tensor as it is.</param>
    /// <param name="keepAxes">True to keep them with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is named twice.</exception>
    public Tensor<T> Sum(ReadOnlySpan<int> axes, bool keepAxes = false) => axes.IsEmpty
        ? this
        : SumOver(AxisSet.Of(Shape, axes, "sum"), keepAxes);

    /// <summary>Π xᵢ over all elements; 1 for none. The derivative is right at zeros too.</summary>
    public Tensor<T> Product()
    {
        using var attempt = Attempt<T>.On(this);
        return attempt.Done(Reshape(Shape.Of(Count)).Product(0));
    }

    /// <summary>Π xᵢ along one axis.</summary>
    /// <inheritdoc cref="Sum(int, bool)"/>
    public Tensor<T> Product(int axis, bool keepAxes = false) => Apply(new Product<T>(Shape.Axis(axis, "product"), keepAxes), this);

    /// <summary>Π xᵢ along some axes.</summary>
    /// <inheritdoc cref="Sum(ReadOnlySpan{int}, bool)"/>
    public Tensor<T> Product(ReadOnlySpan<int> axes, bool keepAxes = false)
    {
        var set = AxisSet.Of(Shape, axes, "product");
        using var attempt = Attempt<T>.On(this);
        var product = this;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            product = set.Contains(axis) ? product.Product(axis, keepAxes) : product;
        }

        return attempt.Done(product);
    }

    /// <summary>The greatest element; NaN when any is NaN. Ties share the adjoint evenly.</summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public Tensor<T> Max() => Extreme(AxisSet.All(Shape), keepAxes: false, isMin: false);

    /// <summary>The greatest element along one axis; NaN when any is NaN. Ties share the adjoint evenly.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="keepAxes">True to keep the axis with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or it is empty.</exception>
    public Tensor<T> Max(int axis, bool keepAxes = false) => Max([axis], keepAxes);

    /// <summary>The greatest element along some axes; NaN when any is NaN. Ties share the adjoint evenly.</summary>
    /// <param name="axes">The axes, each once; negative ones count from the last.</param>
    /// <param name="keepAxes">True to keep them with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, one is named twice, or there are no elements along them.</exception>
    public Tensor<T> Max(ReadOnlySpan<int> axes, bool keepAxes = false) => Extreme(AxisSet.Of(Shape, axes, "max"), keepAxes, isMin: false);

    /// <summary>The smallest element; NaN when any is NaN. Ties share the adjoint evenly.</summary>
    /// <inheritdoc cref="Max()"/>
    public Tensor<T> Min() => Extreme(AxisSet.All(Shape), keepAxes: false, isMin: true);

    /// <summary>The smallest element along one axis; NaN when any is NaN. Ties share the adjoint evenly.</summary>
    /// <inheritdoc cref="Max(int, bool)"/>
    public Tensor<T> Min(int axis, bool keepAxes = false) => Min([axis], keepAxes);

    /// <summary>The smallest element along some axes; NaN when any is NaN. Ties share the adjoint evenly.</summary>
    /// <inheritdoc cref="Max(ReadOnlySpan{int}, bool)"/>
    public Tensor<T> Min(ReadOnlySpan<int> axes, bool keepAxes = false) => Extreme(AxisSet.Of(Shape, axes, "min"), keepAxes, isMin: true);

    /// <summary>The place of the greatest element in row-major order, the first of equals, or of the first NaN; a constant.</summary>
    /// <exception cref="ArgumentException">There are no elements, or more than the number type counts exactly.</exception>
    public Tensor<T> ArgMax() => Detach().Reshape(Shape.Of(Count)).ArgMax(0);

    /// <summary>The place along an axis of the greatest element, the first of equals, or of the first NaN; a constant.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="keepAxes">True to keep the axis with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, it is empty, or longer than the number type counts exactly.</exception>
    public Tensor<T> ArgMax(int axis, bool keepAxes = false) => Apply(new ArgExtreme<T>(Shape.Axis(axis, "argMax"), keepAxes, IsMin: false), Detach());

    /// <summary>The place of the smallest element in row-major order, the first of equals, or of the first NaN; a constant.</summary>
    /// <inheritdoc cref="ArgMax()"/>
    public Tensor<T> ArgMin() => Detach().Reshape(Shape.Of(Count)).ArgMin(0);

    /// <summary>The place along an axis of the smallest element, the first of equals, or of the first NaN; a constant.</summary>
    /// <inheritdoc cref="ArgMax(int, bool)"/>
    public Tensor<T> ArgMin(int axis, bool keepAxes = false) => Apply(new ArgExtreme<T>(Shape.Axis(axis, "argMin"), keepAxes, IsMin: true), Detach());

    internal Tensor<T> SumOver(AxisSet axes, bool keepAxes) => Apply(new SumOver<T>(axes, keepAxes), this);

    /// <summary>A mask divided by the number of its ones; zeros where there are none.</summary>
    internal static Tensor<T> ShareOf(Tensor<T> mask, Tensor<T> count) => mask / Lift<Max>(count, count.NumberBeside(T.One));

    /// <summary>1/n; for none, 1.</summary>
    internal static Tensor<T> ShareOf(Tensor<T> count) => T.One / Lift<Max>(count, count.NumberBeside(T.One));

    /// <summary>Throws where a result would have nothing to come from.</summary>
    internal static void RequireElements(Shape shape, AxisSet axes, string operation)
    {
        if (Reduction.CountOver(shape, axes) == 0 && axes.Reduce(shape, keepAxes: true).ElementCount > 0)
        {
            throw new ArgumentException($"{operation}: the shape {shape} has no elements along the {axes}, and of none there is no {operation}. Leave the empty axis out, or give it elements.");
        }
    }

    private Tensor<T> Extreme(AxisSet axes, bool keepAxes, bool isMin) => Apply(new Extreme<T>(axes, keepAxes, isMin), this);
}

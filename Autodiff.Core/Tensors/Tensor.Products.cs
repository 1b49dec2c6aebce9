namespace Autodiff;

// Products that sum over axes; the product element by element is *.
public readonly partial struct Tensor<T>
{
    /// <summary>yᵢⱼ = Σₚ xᵢₚ otherₚⱼ, the matrix product by the rules of NumPy's matmul.</summary>
    /// <remarks>
    /// The last two axes are those of matrices; the axes before are a batch and broadcast. A vector is a row on the left and a column on the
    /// right, and that axis is dropped from the result: vector by vector is a number, of shape []. Over an empty inner axis the sums are 0.
    /// Transposed operands are multiplied where they lie.
    /// </remarks>
    /// <param name="other">The right operand: [.., k, n], or [k].</param>
    /// <exception cref="ArgumentException">An operand is a number, the inner lengths differ, or the batches do not broadcast.</exception>
    public Tensor<T> MatMul(Tensor<T> other) => Apply(new MatMul<T>(), this, other);

    /// <summary>x W + b, or max(x W + b, 0) when rectified: a fully connected layer as one operation.</summary>
    /// <remarks>To the last bit the same as MatMul, + and Relu, in one pass over the result.</remarks>
    /// <param name="weight">W, of shape [k, n]; x is [.., k].</param>
    /// <param name="bias">b, of shape [n].</param>
    /// <param name="rectified">True for max(·, 0) in the end. The derivative at 0 is 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Affine(Tensor<T> weight, Tensor<T> bias, bool rectified = false) =>
        Apply(new Affine<T>(rectified ? GemmActivation.Relu : GemmActivation.None), this, weight, bias);

    /// <summary>Σᵢ xᵢ yᵢ of vectors, a tensor of one number.</summary>
    /// <param name="other">A vector of the same length.</param>
    /// <exception cref="ArgumentException">The operands are not vectors of one length.</exception>
    public Tensor<T> Dot(Tensor<T> other) => Rank == 1 && Shape == other.Shape
        ? MatMul(other)
        : throw new ArgumentException($"dot: the shapes {Shape} and {other.Shape} are not those of two vectors of one length. For matrices use MatMul, for sums over other axes Inner, TensorDot or Einsum.", nameof(other));

    /// <summary>Σₚ x[.., p] other[.., p]: the sum over the last axis of both, of shape [rest of x, rest of other].</summary>
    /// <exception cref="ArgumentException">An operand is a number, or the last axes differ in length.</exception>
    public Tensor<T> Inner(Tensor<T> other)
    {
        var (left, right) = (Shape, other.Shape);
        if (left.Rank == 0 || right.Rank == 0 || left[-1] != right[-1])
        {
            throw new ArgumentException($"inner: the shapes {left} and {right} do not fit, for the last axes must be of one length. Move another axis to the end with Permute, or use TensorDot.", nameof(other));
        }

        using var attempt = Attempt<T>.On(this, other);
        int depth = left[-1];
        var (leftRest, rightRest) = (left.Without(left.Rank - 1), right.Without(right.Rank - 1));
        var shape = ShapeOfProduct(this, other, leftRest.Lengths, rightRest.Lengths, "inner");
        var product = Apply(new MatMul<T>(TransposeLeft: false, TransposeRight: true), attempt.Operand(this).Reshape(leftRest.ElementCount, depth), attempt.Operand(other).Reshape(rightRest.ElementCount, depth));
        return attempt.Done(product.Reshape(shape));
    }

    /// <summary>x[i..] other[j..]: every element by every element, of shape [axes of x, axes of other].</summary>
    /// <remarks>For vectors a matrix, xᵢ yⱼ. NumPy's <c>outer</c> flattens larger operands first; this is its <c>multiply.outer</c>.</remarks>
    public Tensor<T> Outer(Tensor<T> other) => Contract(this, other, 0, "outer");

    /// <summary>The sum over the last <paramref name="axes"/> axes of x and the first of the other, of shape [rest of x, rest of other].</summary>
    /// <param name="other">The right operand.</param>
    /// <param name="axes">How many axes to sum over; 0 gives <see cref="Outer"/>, 1 the product of matrices.</param>
    /// <exception cref="ArgumentException">The axes differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An operand has not so many axes.</exception>
    public Tensor<T> TensorDot(Tensor<T> other, int axes = 2)
    {
        if (axes < 0 || axes > Rank || axes > other.Rank)
        {
            throw new ArgumentOutOfRangeException(nameof(axes), axes, $"tensorDot: the shapes {Shape} and {other.Shape} have not {axes} axes each to sum over. Give 0 to {Math.Min(Rank, other.Rank)}.");
        }

        return Shape.Lengths[(Rank - axes)..].SequenceEqual(other.Shape.Lengths[..axes])
            ? Contract(this, other, axes, "tensorDot")
            : throw new ArgumentException(
                $"tensorDot: the shapes {Shape} and {other.Shape} do not fit, for the last {axes} of the first must have the lengths of the first {axes} of the second. Name the axes in two lists to pair others.", nameof(other));
    }

    /// <summary>The sum over pairs of axes, of shape [rest of x, rest of other].</summary>
    /// <param name="other">The right operand.</param>
    /// <param name="axes">Axes of this tensor; negative ones count from the last.</param>
    /// <param name="otherAxes">For each the axis of the other, of the same length.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">The lists differ in length or name an axis twice, or two axes differ in length.</exception>
    public Tensor<T> TensorDot(Tensor<T> other, ReadOnlySpan<int> axes, ReadOnlySpan<int> otherAxes)
    {
        if (axes.Length != otherAxes.Length)
        {
            throw new ArgumentException($"tensorDot: the axes {Integers.Text(axes)} and {Integers.Text(otherAxes)} are no pairs. Give two lists of one length.", nameof(otherAxes));
        }

        var (summed, otherSummed) = (AxisSet.Of(Shape, axes, "tensorDot"), AxisSet.Of(other.Shape, otherAxes, "tensorDot"));
        Span<int> order = stackalloc int[Rank];
        Span<int> otherOrder = stackalloc int[other.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            if (Shape[axes[i]] != other.Shape[otherAxes[i]])
            {
                throw new ArgumentException(
                    $"tensorDot: axis {axes[i]} of the shape {Shape} and axis {otherAxes[i]} of {other.Shape} differ in length, {Shape[axes[i]]} and {other.Shape[otherAxes[i]]}. Pair axes of one length.", nameof(otherAxes));
            }

            (order[Rank - axes.Length + i], otherOrder[i]) = (axes[i], otherAxes[i]);
        }

        Rest(summed, order[..(Rank - axes.Length)]);
        Rest(otherSummed, otherOrder[axes.Length..]);
        _ = ShapeOfProduct(this, other, summed.Reduce(Shape, keepAxes: false).Lengths, otherSummed.Reduce(other.Shape, keepAxes: false).Lengths, "tensorDot");
        using var attempt = Attempt<T>.On(this, other);
        return attempt.Done(Contract(attempt.Operand(this).Permute(order), attempt.Operand(other).Permute(otherOrder), axes.Length, "tensorDot"));
    }

    /// <summary>
    /// x[i / p, j / q, …] y[i mod p, j mod q, …] with [p, q, …] the shape of y: the Kronecker product, blocks of y, each times an element of x.
    /// </summary>
    /// <remarks>The operand with fewer axes gets leading axes of length 1.</remarks>
    public Tensor<T> Kronecker(Tensor<T> other)
    {
        int rank = Math.Max(Rank, other.Rank);
        Span<int> left = stackalloc int[2 * rank];
        Span<int> right = stackalloc int[2 * rank];
        Span<int> result = stackalloc int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            int l = axis - (rank - Rank) is >= 0 and var i ? Shape[i] : 1;
            int r = axis - (rank - other.Rank) is >= 0 and var j ? other.Shape[j] : 1;
            (left[2 * axis], left[(2 * axis) + 1]) = (l, 1);
            (right[2 * axis], right[(2 * axis) + 1]) = (1, r);
            result[axis] = Shape.Length((Int128)l * r, "kronecker", Shape, other.Shape);
        }

        using var attempt = Attempt<T>.On(this, other);
        var shape = Shape.Of(result, "kronecker", Shape, other.Shape);
        var (spread, otherSpread) = (Shape.Of(left, "kronecker", Shape, other.Shape), Shape.Of(right, "kronecker", Shape, other.Shape));
        return attempt.Done((attempt.Operand(this).Reshape(spread) * attempt.Operand(other).Reshape(otherSpread)).Reshape(shape));
    }

    /// <summary>The sum over the last axes of one and the first of the other, as one product of matrices.</summary>
    private static Tensor<T> Contract(Tensor<T> left, Tensor<T> right, int axes, string operation)
    {
        using var attempt = Attempt<T>.On(left, right);
        var kept = left.Shape.Lengths[..(left.Rank - axes)];
        var added = right.Shape.Lengths[axes..];
        var shape = ShapeOfProduct(left, right, kept, added, operation);
        var (rows, depth, columns) = (Shape.Of(kept).ElementCount, Shape.Of(right.Shape.Lengths[..axes]).ElementCount, Shape.Of(added).ElementCount);
        return attempt.Done(attempt.Operand(left).Reshape(rows, depth).MatMul(attempt.Operand(right).Reshape(depth, columns)).Reshape(shape));
    }

    /// <summary>Writes the axes not in a set, in order.</summary>
    private static void Rest(AxisSet axes, Span<int> order)
    {
        int count = 0;
        for (int axis = 0; count < order.Length && axis < Shape.MaxRank; axis++)
        {
            if (!axes.Contains(axis))
            {
                order[count++] = axis;
            }
        }
    }

    /// <summary>The lengths that each operand keeps, after every check, so that nothing is recorded by a product that throws.</summary>
    private static Shape ShapeOfProduct(Tensor<T> x, Tensor<T> y, ReadOnlySpan<int> left, ReadOnlySpan<int> right, string operation)
    {
        TapeOf(x, y);
        Span<int> lengths = stackalloc int[left.Length + right.Length];
        left.CopyTo(lengths);
        right.CopyTo(lengths[left.Length..]);
        return Shape.Of(lengths, operation, x.Shape, y.Shape);
    }
}

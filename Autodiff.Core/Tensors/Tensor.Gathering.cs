using System.Buffers;

namespace Autodiff;

// Elements at computed places. Indices are tensors of whole numbers from 0 on, and constants: nothing has a derivative by them.
public readonly partial struct Tensor<T>
{
    /// <summary>y(…, j, …) = x(…, indices(j), …): the parts at these indices along an axis, such as the rows of an embedding.</summary>
    /// <param name="indices">Whole numbers in any shape, whose axes take the place of the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is not a whole number along it.</exception>
    public Tensor<T> IndexSelect(Tensor<T> indices, int axis = 0)
    {
        axis = Shape.Axis(axis, "indexSelect");
        Span<int> lengths = stackalloc int[Rank - 1 + indices.Rank];
        Shape.Lengths[..axis].CopyTo(lengths);
        indices.Shape.Lengths.CopyTo(lengths[axis..]);
        Shape.Lengths[(axis + 1)..].CopyTo(lengths[(axis + indices.Rank)..]);
        var shape = Shape.Of(lengths, "indexSelect", Shape, indices.Shape);
        using var attempt = Attempt<T>.On(this, indices);
        return attempt.Done(Apply(new IndexSelect<T>(axis), attempt.Operand(this), Vector(indices)).Reshape(shape));
    }

    /// <summary>y(…, j, …) = x(…, indices[j], …): the parts at these indices along an axis.</summary>
    /// <param name="indices">Indices along the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is beyond it.</exception>
    public Tensor<T> IndexSelect(ReadOnlySpan<int> indices, int axis = 0) => IndexSelect(IndicesBeside(indices), axis);

    /// <summary>y = x with y(…, indices(j), …) increased by added(…, j, …): the transpose of <see cref="IndexSelect(Tensor{T}, int)"/>.</summary>
    /// <param name="indices">Whole numbers, a vector; for equal ones, all is added, in order.</param>
    /// <param name="added">What is added, in the shape of this tensor but for the length of the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is not a whole number along it.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> ScatterAdd(Tensor<T> indices, Tensor<T> added, int axis = 0)
    {
        axis = Shape.Axis(axis, "scatterAdd");
        if (indices.Rank != 1 || Shape.With(axis, indices.Count) != added.Shape)
        {
            throw new ArgumentException($"scatterAdd: to the shape {Shape} along axis {axis}, the shape {added.Shape} with indices of shape {indices.Shape} cannot be added. Give a vector of indices, and one part for each: here {(indices.Rank == 1 ? Shape.With(axis, indices.Count) : Shape)}.", nameof(added));
        }

        using var attempt = Attempt<T>.On(this, indices, added);
        var places = Vector(indices);
        Indices.Require(places, Shape, axis, "scatterAdd"); // here, so that the message names what was called
        return attempt.Done(attempt.Operand(this) + Apply(new IndexAdd<T>(axis, Shape.Lengths[axis]), attempt.Operand(added), places));
    }

    /// <summary>y = x with y(…, indices[j], …) increased by added(…, j, …).</summary>
    /// <param name="indices">Indices along the axis; for equal ones, all is added, in order.</param>
    /// <param name="added">What is added, in the shape of this tensor but for the length of the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is beyond it.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> ScatterAdd(ReadOnlySpan<int> indices, Tensor<T> added, int axis = 0) => ScatterAdd(IndicesBeside(indices), added, axis);

    /// <summary>y(…, j, …, i) = x(…, indices(…, j, …, i), …, i): for each place an index of its own, as <c>take_along_axis</c> of NumPy.</summary>
    /// <param name="indices">Whole numbers, in as many axes as this tensor; the axes beside the one chosen broadcast.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is not a whole number along it.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> TakeAlongAxis(Tensor<T> indices, int axis)
    {
        axis = Shape.Axis(axis, "takeAlongAxis");
        RequireRank(indices, "takeAlongAxis");
        var shape = Shape.Broadcast(Shape.With(axis, 1), indices.Shape.With(axis, 1), "takeAlongAxis");
        using var attempt = Attempt<T>.On(this, indices);
        var whole = shape.With(axis, Shape.Lengths[axis]);
        var places = indices.Detach().BroadcastTo(shape.With(axis, indices.Shape.Lengths[axis])).Contiguous();
        Indices.Require(places, whole, axis, "takeAlongAxis");
        return attempt.Done(Apply(new TakeAlongAxis<T>(axis), attempt.Operand(this).BroadcastTo(whole), places));
    }

    /// <summary>y = x with y(…, indices(…, j, …, i), …, i) increased by added(…, j, …, i): the transpose of <see cref="TakeAlongAxis"/>, <c>scatter_add</c> of PyTorch.</summary>
    /// <param name="indices">Whole numbers, in the shape of <paramref name="added"/>; for equal ones, all is added, in order.</param>
    /// <param name="added">What is added, in the shape of this tensor but for the length of the axis.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is not a whole number along it.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> ScatterAddAlongAxis(Tensor<T> indices, Tensor<T> added, int axis)
    {
        axis = Shape.Axis(axis, "scatterAddAlongAxis");
        RequireRank(indices, "scatterAddAlongAxis");
        if (indices.Shape != added.Shape || Shape.With(axis, indices.Shape.Lengths[axis]) != added.Shape)
        {
            throw new ArgumentException($"scatterAddAlongAxis: to the shape {Shape} along axis {axis}, the shape {added.Shape} with indices of shape {indices.Shape} cannot be added. Give both in one shape, which differs from that only along the axis.", nameof(added));
        }

        using var attempt = Attempt<T>.On(this, indices, added);
        var places = indices.Detach().Contiguous();
        Indices.Require(places, Shape, axis, "scatterAddAlongAxis");
        return attempt.Done(attempt.Operand(this) + Apply(new AddAlongAxis<T>(axis, Shape.Lengths[axis]), attempt.Operand(added), places));
    }

    /// <summary>As <see cref="TakeAlongAxis"/>, with indices that may cover less of the other axes: <c>gather</c> of PyTorch.</summary>
    /// <param name="indices">Whole numbers, in as many axes as this tensor, beside the chosen one not longer than those.</param>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or an index is not a whole number along it.</exception>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Gather(Tensor<T> indices, int axis)
    {
        axis = Shape.Axis(axis, "gather");
        RequireRank(indices, "gather");
        var covered = indices.Shape.With(axis, Shape.Lengths[axis]);
        Span<int> starts = stackalloc int[Rank];
        Span<int> steps = stackalloc int[Rank];
        starts.Clear();
        steps.Fill(1);
        for (int other = 0; other < Rank; other++)
        {
            if (covered.Lengths[other] > Shape.Lengths[other])
            {
                throw new ArgumentException($"gather: the indices of shape {indices.Shape} are longer than the shape {Shape} along axis {other}. Only along axis {axis} may they be.", nameof(indices));
            }
        }

        using var attempt = Attempt<T>.On(this, indices);
        var places = indices.Detach().Contiguous();
        Indices.Require(places, Shape, axis, "gather"); // here, so that the message names what was called
        return attempt.Done(Apply(new TakeAlongAxis<T>(axis), attempt.Operand(this).Sliced(starts, steps, covered.Lengths), places));
    }

    /// <summary>y(…, k) = 1 where this tensor holds k, else 0; a constant.</summary>
    /// <param name="classes">The length of the new last axis.</param>
    /// <exception cref="ArgumentOutOfRangeException">An element is not a whole number from 0 to one less than that.</exception>
    public Tensor<T> OneHot(int classes) => Apply(new OneHot<T>(classes), Detach().Contiguous());

    private static Tensor<T> Vector(Tensor<T> indices) => indices.Detach().Contiguous().Reshape(Shape.Of(indices.Count));

    private void RequireRank(Tensor<T> indices, string operation)
    {
        if (indices.Rank != Rank)
        {
            throw new ArgumentException($"{operation}: the indices of shape {indices.Shape} have not as many axes as the shape {Shape}. Insert axes with Unsqueeze, or select whole parts with IndexSelect.", nameof(indices));
        }
    }

    /// <summary>Whole numbers as a vector, in the memory that this tensor is in.</summary>
    private Tensor<T> IndicesBeside(ReadOnlySpan<int> indices)
    {
        T[] numbers = Tape is null ? new T[indices.Length] : ArrayPool<T>.Shared.Rent(indices.Length);
        for (int i = 0; i < indices.Length; i++)
        {
            numbers[i] = T.CreateSaturating(indices[i]);
        }

        var shape = Shape.Of(indices.Length);
        if (Tape is not { } tape)
        {
            return new(shape, numbers);
        }

        var constant = tape.Constant(shape, numbers.AsSpan(0, indices.Length));
        ArrayPool<T>.Shared.Return(numbers);
        return constant;
    }
}

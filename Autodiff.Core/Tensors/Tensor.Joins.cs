using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>Makes tensors, and joins them.</summary>
public static partial class Tensor
{
    /// <summary>Tensors one after the other along an axis they have.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="tensors">At least one; all lengths but that of the axis are equal.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">No tensor is given, or the shapes do not fit. Nothing is recorded.</exception>
    public static Tensor<T> Concat<T>(int axis, params ReadOnlySpan<Tensor<T>> tensors) where T : IFloatingPointIeee754<T>
    {
        RequireSome(tensors, "concat");
        axis = tensors[0].Shape.Axis(axis, "concat");
        return Tensor<T>.Apply(new Concat<T>(axis), tensors);
    }

    /// <summary>Tensors of one shape along a new axis.</summary>
    /// <param name="axis">The place of the axis in the result: 0 to the rank, or -1 for the last.</param>
    /// <param name="tensors">At least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    /// <exception cref="ArgumentException">No tensor is given, or the shapes differ. Nothing is recorded.</exception>
    public static Tensor<T> Stack<T>(int axis, params ReadOnlySpan<Tensor<T>> tensors) where T : IFloatingPointIeee754<T>
    {
        RequireSome(tensors, "stack");
        var shape = tensors[0].Shape;
        axis = Tensor<T>.PlaceOfNewAxis(axis, shape, "stack");
        for (int i = 0; i < tensors.Length; i++)
        {
            if (tensors[i].Shape != shape)
            {
                throw new ArgumentException($"stack: the shapes {shape} of operand 0 and {tensors[i].Shape} of operand {i} differ. Reshape or broadcast one, or join them along an axis they have with Concat.", nameof(tensors));
            }
        }

        using var attempt = Attempt<T>.On(tensors);
        _ = shape.Insert(axis, tensors.Length, "stack"); // here, so that the message does not name the concatenation
        var unsqueezed = ArrayPool<Tensor<T>>.Shared.Rent(tensors.Length);
        for (int i = 0; i < tensors.Length; i++)
        {
            unsqueezed[i] = attempt.Operand(tensors[i]).Unsqueeze(axis);
        }

        var stacked = Concat(axis, unsqueezed.AsSpan(0, tensors.Length));
        ArrayPool<Tensor<T>>.Shared.Return(unsqueezed, clearArray: true);
        return attempt.Done(stacked);
    }

    /// <summary>A tensor of scalars in row-major order: <c>Tensor.Stack([a, b])</c>; when any of them is on a tape, recorded as one entry.</summary>
    /// <param name="scalars">The elements.</param>
    /// <param name="shape">The shape; a vector when left out.</param>
    /// <exception cref="ArgumentException">There are not as many scalars as the shape says.</exception>
    /// <exception cref="InvalidOperationException">Scalars are on two tapes, or stale. Nothing is recorded.</exception>
    public static Tensor<T> Stack<T>(ReadOnlySpan<Scalar<T>> scalars, Shape? shape = null) where T : IFloatingPointIeee754<T> =>
        Tensor<T>.Stack(scalars, shape);

    private static void RequireSome<T>(ReadOnlySpan<Tensor<T>> tensors, string operation) where T : IFloatingPointIeee754<T>
    {
        if (tensors.IsEmpty)
        {
            throw new ArgumentException($"{operation}: there is no tensor to take the shape from. Give at least one.", nameof(tensors));
        }
    }
}

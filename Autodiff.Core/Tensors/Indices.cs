using System.Numerics;

namespace Autodiff;

/// <summary>What tensors of whole numbers must hold to be indices.</summary>
internal static class Indices
{
    /// <summary>Throws unless every number is an index along an axis.</summary>
    /// <param name="indices">The numbers.</param>
    /// <param name="shape">The shape with the axis.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="operation">The operation of the message.</param>
    public static void Require<T>(Tensor<T> indices, Shape shape, int axis, string operation) where T : IFloatingPointIeee754<T>
    {
        RequireCounted<T>(shape, axis, operation);
        int length = shape.Lengths[axis];
        T end = T.CreateTruncating(length);
        for (int i = Indexing.CountWithin(indices.Memory.Span, end); i < indices.Count; i++)
        {
            T index = indices.Memory.Span[i];
            if (!(T.IsInteger(index) && index >= T.Zero && index < end))
            {
                throw new ArgumentOutOfRangeException(nameof(indices), FormattableString.Invariant(
                    $"{operation}: {index} in the indices of shape {indices.Shape} is no index of axis {axis} of the shape {shape}, of length {length}. Give whole numbers from 0 to {length - 1}."));
            }
        }
    }

    /// <summary>Throws where the indices of an axis are more than the numbers count exactly.</summary>
    public static void RequireCounted<T>(Shape shape, int axis, string operation) where T : IFloatingPointIeee754<T>
    {
        int digits = Math.Min(T.One.GetSignificandBitLength(), 31);
        if (shape.Lengths[axis] > 1L << digits)
        {
            throw new ArgumentException($"{operation}: axis {axis} of the shape {shape} has {shape.Lengths[axis]} places, and {typeof(T).Name} counts exactly only to 2^{digits}. Use a number type with more digits, or split the axis.");
        }
    }

    public static NotSupportedException Constant(string operation) => new($"{operation}: indices are constants and have no derivative.");
}

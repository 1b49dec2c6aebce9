using System.Numerics;

namespace Autodiff;

/// <summary>What tensors of whole numbers must hold to be indices.</summary>
internal static class Indices
{
    /// <summary>Throws unless every number is an index along an axis.</summary>
    /// <param name="indices">The numbers.</param>
    /// <param name="length">The length of the axis.</param>
    /// <param name="axis">What the message calls the axis.</param>
    /// <param name="operation">The operation of the message.</param>
    public static void Require<T>(Tensor<T> indices, int length, string axis, string operation) where T : IFloatingPointIeee754<T>
    {
        if (!HoldsBelow<T>(length))
        {
            throw new ArgumentException($"{operation}: numbers of type {typeof(T).Name} do not hold every index of {axis}, of length {length}. Work with a wider type.");
        }

        T end = T.CreateTruncating(length);
        foreach (T index in indices.Span)
        {
            if (!(T.IsInteger(index) && index >= T.Zero && index < end))
            {
                throw new ArgumentOutOfRangeException(nameof(indices), FormattableString.Invariant(
                    $"{operation}: {index} in the indices of shape {indices.Shape} is no index of {axis}, of length {length}. Give whole numbers from 0 to {length - 1}."));
            }
        }
    }

    /// <summary>True when the type tells all whole numbers up to a length apart: when it holds the power of two above, less 1.</summary>
    private static bool HoldsBelow<T>(int length) where T : IFloatingPointIeee754<T>
    {
        T above = T.CreateTruncating((long)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, length)));
        return above - T.One != above;
    }

    public static NotSupportedException Constant(string operation) => new($"{operation}: indices are constants and have no derivative.");
}

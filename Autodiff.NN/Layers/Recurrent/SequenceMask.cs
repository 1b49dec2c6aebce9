using System.Numerics;

namespace Autodiff.NN;

/// <summary>Masks for sequences of different lengths.</summary>
public static class SequenceMask
{
    /// <summary>1 where time &lt; length, else 0: of the shape [batch, time].</summary>
    /// <param name="lengths">The length of each sequence.</param>
    /// <param name="time">The length to which they are filled up.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative or greater than <paramref name="time"/>.</exception>
    public static Tensor<T> Of<T>(ReadOnlySpan<int> lengths, int time) where T : IFloatingPointIeee754<T>
    {
        var mask = new T[lengths.Length * time];
        for (int i = 0; i < lengths.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lengths[i], nameof(lengths));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(lengths[i], time, nameof(lengths));
            mask.AsSpan(i * time, lengths[i]).Fill(T.One);
        }

        return Tensor.Share([lengths.Length, time], mask);
    }
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>Places in a sequence as numbers.</summary>
internal static class Places
{
    /// <summary>0, 1, 2, …, as a constant in the memory that another tensor is in.</summary>
    public static Tensor<T> Beside<T>(Tensor<T> x, int count) where T : IFloatingPointIeee754<T> =>
        x.FullBeside([count], T.One).CumulativeSum(0) - T.One;

    /// <summary>The angles t ωᵢ, of shape [count, d/2], where the place t turns by ωᵢ = base^(-2i/d) from one to the next.</summary>
    /// <param name="x">The tensor in whose memory they are made.</param>
    /// <param name="count">The number of places.</param>
    /// <param name="frequencies">ω, of <see cref="Frequencies"/>.</param>
    public static Tensor<T> Angles<T>(Tensor<T> x, int count, Tensor<T> frequencies) where T : IFloatingPointIeee754<T> =>
        Beside(x, count).Unsqueeze(-1) * frequencies;

    /// <summary>ωᵢ = base^(-2i/d), of shape [d/2]; computed in double, for an error is multiplied by the place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">d is not positive and even, or the base is not greater than 0.</exception>
    public static Tensor<T> Frequencies<T>(int width, double @base) where T : IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(@base);
        if (int.IsOddInteger(width))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "Features turn in pairs. Give an even number of them.");
        }

        var frequencies = new T[width / 2];
        for (int i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] = T.CreateChecked(Math.Pow(@base, -2.0 * i / width));
        }

        return Tensor.Of<T>(frequencies);
    }
}

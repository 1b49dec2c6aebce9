using System.Numerics;

namespace Autodiff;

/// <summary>
/// Random numbers by their place in a stream: the hash of a seed and a counter (Steele, Lea and Flood 2014, SplitMix64). Whoever computes
/// whichever part, the numbers are the same.
/// </summary>
internal readonly struct RandomStream(Random random)
{
    private readonly ulong seed = (ulong)random.NextInt64(long.MinValue, long.MaxValue);

    /// <summary>A number from 0 on, less than 1.</summary>
    public double Fraction(int place) => (Bits(place) >> 11) * (1.0 / (1L << 53));

    /// <summary>
    /// Numbers from 0 on, less than 1: multiples of 2⁻ᵖ, where p is the precision of T, so that none is rounded up to 1. Those of a narrower type are
    /// those of a wider one cut off, and comparisons with a multiple of 2⁻ᵖ come out the same; with another number all but one in 2ᵖ do.
    /// </summary>
    public void Uniform<T>(Span<T> numbers) where T : IFloatingPointIeee754<T>
    {
        int precision = Math.Min(53, -T.ILogB(T.One - T.BitDecrement(T.One)));
        double unit = Math.ScaleB(1, -precision);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = T.CreateTruncating((Bits(i) >> (64 - precision)) * unit);
        }
    }

    /// <summary>Numbers of the standard normal distribution, by pairs (Box and Muller 1958).</summary>
    public void Normal<T>(Span<T> numbers) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < numbers.Length; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - Fraction(i)));
            var (sin, cos) = Math.SinCos(Math.Tau * Fraction(i + 1));
            numbers[i] = T.CreateChecked(radius * cos);
            if (i + 1 < numbers.Length)
            {
                numbers[i + 1] = T.CreateChecked(radius * sin);
            }
        }
    }

    private ulong Bits(int place)
    {
        ulong bits = seed + ((ulong)(place + 1) * 0x9E3779B97F4A7C15);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}

using System.Globalization;

namespace Autodiff;

/// <summary>How many threads large operations use. Results are the same, bit for bit, whatever the number.</summary>
public static class Parallelism
{
    private const int MaxThreads = 1024;
    private static int threads = Default(Environment.GetEnvironmentVariable("AUTODIFF_THREADS"), Environment.ProcessorCount);

    /// <summary>
    /// The number of threads a large operation uses, the caller's included; 1 keeps all work on the caller.
    /// At the start it is the environment variable <c>AUTODIFF_THREADS</c> if that is a positive whole number, otherwise the number of processors.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not in 1..1024.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref threads);
        set
        {
            if (value is < 1 or > MaxThreads)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"{value} threads: the number must be in 1..{MaxThreads}. Use 1 for no helpers, Environment.ProcessorCount for all processors.");
            }

            Volatile.Write(ref threads, value);
        }
    }

    /// <summary>The number at the start, from the text of the environment variable and the number of processors.</summary>
    internal static int Default(string? setting, int processors)
    {
        // ulong, so that an absurdly large whole number is still one, and is cut to the greatest allowed.
        bool isSet = ulong.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out ulong wanted) && wanted > 0;
        return (int)Math.Min(isSet ? wanted : (ulong)processors, MaxThreads);
    }
}

using System.Runtime.CompilerServices;

namespace Autodiff;

internal static partial class Workers
{
    /// <summary>The steps of a part, a step being what a cheap operation does to one number: some microseconds, beside which taking a part costs little.</summary>
    public const int PartLength = 1 << 14;

    /// <summary>From so many steps on, a second thread saves more than calling it costs.</summary>
    public const int MinSharedLength = 1 << 16;

    /// <summary>Runs the items 0..count-1, in parts that depend on the sizes alone.</summary>
    /// <param name="count">The number of items.</param>
    /// <param name="steps">About how many steps an item takes.</param>
    /// <param name="work">What is done to the items.</param>
    public static void RunRange<TWork>(int count, long steps, in TWork work) where TWork : struct, IRangeWork
    {
        if (count * Math.Max(1, steps) < MinSharedLength)
        {
            if (count > 0)
            {
                work.Run(0, count);
            }

            return;
        }

        Share(count, (int)Math.Clamp(PartLength / Math.Max(1, steps), 1, count), work);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // small work should not pay for the frame that holds a copy of the work
    private static void Share<TWork>(int count, int length, in TWork work) where TWork : struct, IRangeWork =>
        Run(((count - 1) / length) + 1, new RangeParts<TWork>(work, count, length));

    private readonly struct RangeParts<TWork>(TWork work, int count, int length) : IWork where TWork : struct, IRangeWork
    {
        public void Run(int part)
        {
            int start = part * length;
            work.Run(start, start + Math.Min(length, count - start));
        }
    }
}

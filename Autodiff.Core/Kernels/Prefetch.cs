using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Autodiff;

/// <summary>Hints of what will be read soon. Nothing is read, so the place may lie beyond the end of the array.</summary>
internal static unsafe class Prefetch
{
    private const int Line = 64; // bytes

    /// <summary>Four lines of the cache, so many bytes ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lines4<T>(ref T place, int bytes)
    {
        if (Sse.IsSupported)
        {
            byte* ahead = (byte*)Unsafe.AsPointer(ref place) + bytes; // the array need not stay where it is: a hint may be wrong
            Sse.Prefetch0(ahead);
            Sse.Prefetch0(ahead + Line);
            Sse.Prefetch0(ahead + (2 * Line));
            Sse.Prefetch0(ahead + (3 * Line));
        }
    }
}

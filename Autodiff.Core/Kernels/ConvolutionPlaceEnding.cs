using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>y + b or max(y + b, 0) for the places of one output channel.</summary>
internal readonly record struct ConvolutionPlaceEnding<T>(T Bias, bool IsRectified) where T : IFloatingPointIeee754<T>
{
    /// <summary>Ends places, which may be written where they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ReadOnlySpan<T> from, Span<T> to)
    {
        ref T source = ref MemoryMarshal.GetReference(from);
        ref T target = ref MemoryMarshal.GetReference(to);
        if (Vector<T>.IsSupported && to.Length >= Vector<T>.Count)
        {
            int end = to.Length - Vector<T>.Count;

            // The last register overlaps the one before it: it is computed before that is written, which may be where it reads.
            var (b, least) = (new Vector<T>(Bias), new Vector<T>(IsRectified ? T.Zero : T.NegativeInfinity));
            var last = Vector.Max(Vector.LoadUnsafe(ref source, (nuint)end) + b, least);
            for (int i = 0; i < end; i += Vector<T>.Count)
            {
                Vector.Max(Vector.LoadUnsafe(ref source, (nuint)i) + b, least).StoreUnsafe(ref target, (nuint)i);
            }

            last.StoreUnsafe(ref target, (nuint)end);
            return;
        }

        for (int i = 0; i < to.Length; i++)
        {
            var sum = Unsafe.Add(ref source, i) + Bias;
            Unsafe.Add(ref target, i) = IsRectified && !(sum > T.Zero || T.IsNaN(sum)) ? T.Zero : sum; // not T.Max, of which numbers with tangents take the mean at 0
        }
    }
}

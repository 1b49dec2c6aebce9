using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>How groups of numbers lie in registers: one along them, or one in each lane. What is found for a group stands in all lanes or in its own.</summary>
internal interface IGroupSide<T, TVector> where T : IFloatingPointIeee754<T>
{
    /// <summary>The distance of two neighbours of a group, where registers are read <paramref name="stride"/> apart.</summary>
    static abstract int Step(int stride);

    /// <summary>The sum of each group, of the sums of its registers.</summary>
    static abstract TVector Sum(TVector x);

    /// <summary>The greatest of each group; a number of it if any is NaN.</summary>
    static abstract TVector Max(TVector x);

    /// <summary>A number of each group; 0 in lanes without a group.</summary>
    static abstract TVector Read(ReadOnlySpan<T> ofGroups);

    static abstract void Write(TVector x, Span<T> ofGroups);
}

/// <summary>One group, along the registers.</summary>
internal readonly struct AlongSide<T, TVector, TSimd> : IGroupSide<T, TVector>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    public static int Step(int stride) => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sum(TVector x) => TSimd.All(TSimd.Sum(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Max(TVector x) => TSimd.All(TSimd.MaxNative(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Read(ReadOnlySpan<T> ofGroups) => TSimd.All(ofGroups[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(TVector x, Span<T> ofGroups) => ofGroups[0] = Unsafe.As<TVector, T>(ref x);
}

/// <summary>A group in each lane.</summary>
internal readonly struct LaneSide<T, TVector, TSimd> : IGroupSide<T, TVector>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    public static int Step(int stride) => stride;
    public static TVector Sum(TVector x) => x;
    public static TVector Max(TVector x) => x;

    public static TVector Read(ReadOnlySpan<T> ofGroups)
    {
        TVector x = default!;
        for (int i = 0; i < ofGroups.Length; i++)
        {
            Unsafe.Add(ref Unsafe.As<TVector, T>(ref x), i) = ofGroups[i];
        }

        return x;
    }

    public static void Write(TVector x, Span<T> ofGroups)
    {
        for (int i = 0; i < ofGroups.Length; i++)
        {
            ofGroups[i] = Unsafe.Add(ref Unsafe.As<TVector, T>(ref x), i);
        }
    }
}

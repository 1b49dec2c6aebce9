using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>One number: for machines without vectors, and for numbers of other types.</summary>
internal readonly struct Simd1<T> : ISimd<T, T> where T : IFloatingPointIeee754<T>
{
    public static int Count => 1;
    public static T All(T value) => value;
    public static T Load(ref readonly T first) => first;
    public static void Store(T x, ref T first) => first = x;
    public static T LoadFirst(ref readonly T first, int count) => count > 0 ? first : T.Zero;

    public static void StoreFirst(T x, ref T first, int count)
    {
        if (count > 0)
        {
            first = x;
        }
    }

    public static T Sum(T x) => x;
    public static T MaxNative(T x) => x;
    public static T Add(T x, T y) => x + y;
    public static T Subtract(T x, T y) => x - y;
    public static T Multiply(T x, T y) => x * y;
    public static T Divide(T x, T y) => x / y;
    public static T MultiplyAdd(T x, T y, T z) => T.MultiplyAddEstimate(x, y, z);
    public static T FusedMultiplyAdd(T x, T y, T z) => T.FusedMultiplyAdd(x, y, z);
    public static T Sqrt(T x) => T.Sqrt(x);
    public static T Max(T x, T y) => T.Max(x, y);
    public static T MaxNative(T x, T y) => x > y ? x : y;
    public static T Min(T x, T y) => T.Min(x, y);
    public static T MinNative(T x, T y) => x < y ? x : y;
    public static T Clamp(T x, T least, T greatest) => x < least ? least : x > greatest ? greatest : x;
    public static T And(T x, T y) => OfBits(Bits(x) & Bits(y));
    public static T AndNot(T x, T y) => OfBits(Bits(x) & ~Bits(y));
    public static T Or(T x, T y) => OfBits(Bits(x) | Bits(y));
    public static T Xor(T x, T y) => OfBits(Bits(x) ^ Bits(y));
    public static bool HasNaN(T x) => T.IsNaN(x);
    public static bool HasBitsAbove(T x, T y) => Bits(x) > Bits(y);
    public static T Greater(T x, T y) => Mask(x > y);
    public static T Equal(T x, T y) => Mask(x == y);
    public static T Select(T mask, T x, T y) => !HasBits ? T.IsZero(mask) ? y : x : OfBits((Bits(mask) & Bits(x)) | (~Bits(mask) & Bits(y)));
    public static T AddBits(T x, T y) => OfBits(Bits(x) + Bits(y));
    public static T ShiftLeft(T x, int count) => OfBits(Bits(x) << count);
    public static T ShiftRight(T x, int count) => OfBits(Bits(x) >> count);

    /// <summary>False of other numbers, such as those with derivatives: their masks are 1 and 0, and no other step on bits is for them.</summary>
    private static bool HasBits => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Mask(bool holds) => HasBits ? OfBits(holds ? ulong.MaxValue : 0) : holds ? T.One : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(T x) => typeof(T) == typeof(float) ? Unsafe.BitCast<T, uint>(x) : Unsafe.BitCast<T, ulong>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OfBits(ulong bits) => typeof(T) == typeof(float) ? Unsafe.BitCast<uint, T>((uint)bits) : Unsafe.BitCast<ulong, T>(bits);
}

using System.Numerics;

namespace Autodiff;

/// <summary>Numbers side by side in one register <typeparamref name="TVector"/>: what a kernel needs to be written once for all widths.</summary>
internal interface IGemmLanes<T, TVector>
{
    static abstract int Count { get; }
    static abstract TVector All(T value);
    static abstract TVector Load(ref readonly T first);
    static abstract void Store(TVector vector, ref T first);

    /// <summary>The first <paramref name="count"/> numbers, and zeros.</summary>
    static abstract TVector LoadFirst(ref readonly T first, int count);

    /// <summary>Stores the first <paramref name="count"/> numbers.</summary>
    static abstract void StoreFirst(TVector vector, ref T first, int count);

    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x y + z, rounded once where the machine does that fast.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    static abstract T Sum(TVector vector);
}

/// <summary>One number in a register.</summary>
internal readonly struct GemmLanes1<T> : IGemmLanes<T, T> where T : IFloatingPointIeee754<T>
{
    public static int Count => 1;
    public static T All(T value) => value;
    public static T Load(ref readonly T first) => first;
    public static void Store(T vector, ref T first) => first = vector;
    public static T LoadFirst(ref readonly T first, int count) => count > 0 ? first : T.Zero;

    public static void StoreFirst(T vector, ref T first, int count)
    {
        if (count > 0)
        {
            first = vector;
        }
    }

    public static T Add(T x, T y) => x + y;
    public static T MultiplyAdd(T x, T y, T z) => T.MultiplyAddEstimate(x, y, z);
    public static T Sum(T vector) => vector;
}

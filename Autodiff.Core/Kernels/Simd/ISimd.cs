using System.Numerics;

namespace Autodiff;

/// <summary>Numbers side by side in a register <typeparamref name="TVector"/>: what functions and kernels need to be written once for all widths.</summary>
/// <remarks>
/// Masks are all ones where a condition holds, else zeros. Every step is exact or rounds as IEEE 754 asks, so that all widths give the same
/// bits; only <see cref="MultiplyAdd"/> rounds twice on machines without an instruction for it.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
internal interface ISimd<T, TVector> where T : IFloatingPointIeee754<T>
{
    static abstract int Count { get; }
    static abstract TVector All(T value);
    static abstract TVector Load(ref readonly T first);
    static abstract void Store(TVector x, ref T first);

    /// <summary>The first <paramref name="count"/> numbers, and zeros.</summary>
    static abstract TVector LoadFirst(ref readonly T first, int count);

    /// <summary>Stores the first <paramref name="count"/> numbers.</summary>
    static abstract void StoreFirst(TVector x, ref T first, int count);

    /// <summary>The sum of the lanes: halves are added, then quarters, and so on.</summary>
    static abstract T Sum(TVector x);

    /// <summary>The greatest of the lanes; one of them if any is NaN.</summary>
    static abstract T MaxNative(TVector x);

    static abstract TVector Add(TVector x, TVector y);
    static abstract TVector Subtract(TVector x, TVector y);
    static abstract TVector Multiply(TVector x, TVector y);
    static abstract TVector Divide(TVector x, TVector y);

    /// <summary>x y + z, rounded once where the machine does that fast.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>x y + z, rounded once.</summary>
    static abstract TVector FusedMultiplyAdd(TVector x, TVector y, TVector z);

    static abstract TVector Sqrt(TVector x);

    /// <summary>The greater; NaN if either is.</summary>
    static abstract TVector Max(TVector x, TVector y);

    /// <summary>The greater; y if either is NaN.</summary>
    static abstract TVector MaxNative(TVector x, TVector y);

    /// <summary>The lesser; NaN if either is.</summary>
    static abstract TVector Min(TVector x, TVector y);

    /// <summary>The lesser; y if either is NaN.</summary>
    static abstract TVector MinNative(TVector x, TVector y);

    /// <summary>x where it is between the bounds, else the nearer one; NaN stays.</summary>
    static abstract TVector Clamp(TVector x, TVector least, TVector greatest);

    static abstract TVector And(TVector x, TVector y);

    /// <summary>x where y has zeros.</summary>
    static abstract TVector AndNot(TVector x, TVector y);

    static abstract TVector Or(TVector x, TVector y);
    static abstract TVector Xor(TVector x, TVector y);

    /// <summary>True when any lane is NaN.</summary>
    static abstract bool HasNaN(TVector x);

    /// <summary>True when the bits of any number, read as a whole number without a sign, are more than those of y.</summary>
    static abstract bool HasBitsAbove(TVector x, TVector y);

    static abstract TVector Greater(TVector x, TVector y);
    static abstract TVector Equal(TVector x, TVector y);

    /// <summary>x where the mask is ones, else y.</summary>
    static abstract TVector Select(TVector mask, TVector x, TVector y);

    /// <summary>The sum of the bits of each number, read as a whole number without a sign.</summary>
    static abstract TVector AddBits(TVector x, TVector y);

    /// <summary>The bits of each number moved to the left.</summary>
    static abstract TVector ShiftLeft(TVector x, int count);

    /// <summary>The bits of each number moved to the right, zeros following.</summary>
    static abstract TVector ShiftRight(TVector x, int count);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>128 bits of float or double in a register.</summary>
internal readonly struct GemmLanes128<T> : IGemmLanes<T, Vector128<T>>
{
    public static int Count => Vector128<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> All(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(ref readonly T first) => Vector128.LoadUnsafe(in first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> vector, ref T first) => vector.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LoadFirst(ref readonly T first, int count)
    {
        if (count >= Count)
        {
            return Load(in first);
        }

        var vector = count > 0 ? Vector128.CreateScalar(first) : default;
        vector = count > 1 ? vector.WithElement(1, Unsafe.Add(ref Unsafe.AsRef(in first), 1)) : vector;
        vector = count > 2 ? vector.WithElement(2, Unsafe.Add(ref Unsafe.AsRef(in first), 2)) : vector;
        return vector;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector128<T> vector, ref T first, int count)
    {
        if (count >= Count)
        {
            Store(vector, ref first);
            return;
        }

        if (count > 0)
        {
            first = vector.ToScalar();
        }

        if (count > 1)
        {
            Unsafe.Add(ref first, 1) = vector[1];
        }

        if (count > 2)
        {
            Unsafe.Add(ref first, 2) = vector[2];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> x, Vector128<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> x, Vector128<T> y, Vector128<T> z) => typeof(T) == typeof(float)
        ? Vector128.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> vector) => Vector128.Sum(vector);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>256 bits of float or double in a register.</summary>
internal readonly struct GemmLanes256<T> : IGemmLanes<T, Vector256<T>>
{
    public static int Count => Vector256<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> All(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(ref readonly T first) => Vector256.LoadUnsafe(in first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> vector, ref T first) => vector.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadFirst(ref readonly T first, int count) =>
        count >= Count ? Load(in first) :
        count <= Count / 2 ? GemmLanes128<T>.LoadFirst(in first, count).ToVector256() :
        Vector256.Create(Vector128.LoadUnsafe(in first), GemmLanes128<T>.LoadFirst(in Unsafe.Add(ref Unsafe.AsRef(in first), Count / 2), count - (Count / 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector256<T> vector, ref T first, int count)
    {
        if (count >= Count)
        {
            Store(vector, ref first);
        }
        else if (count <= Count / 2)
        {
            GemmLanes128<T>.StoreFirst(vector.GetLower(), ref first, count);
        }
        else
        {
            vector.GetLower().StoreUnsafe(ref first);
            GemmLanes128<T>.StoreFirst(vector.GetUpper(), ref Unsafe.Add(ref first, Count / 2), count - (Count / 2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> x, Vector256<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> x, Vector256<T> y, Vector256<T> z) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> vector) => Vector256.Sum(vector);
}

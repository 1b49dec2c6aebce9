using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>512 bits of float or double in a register.</summary>
internal readonly struct GemmLanes512<T> : IGemmLanes<T, Vector512<T>>
{
    public static int Count => Vector512<T>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> All(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref readonly T first) => Vector512.LoadUnsafe(in first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> vector, ref T first) => vector.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadFirst(ref readonly T first, int count) =>
        count >= Count ? Load(in first) :
        count <= Count / 2 ? GemmLanes256<T>.LoadFirst(in first, count).ToVector512() :
        Vector512.Create(Vector256.LoadUnsafe(in first), GemmLanes256<T>.LoadFirst(in Unsafe.Add(ref Unsafe.AsRef(in first), Count / 2), count - (Count / 2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Vector512<T> vector, ref T first, int count)
    {
        if (count >= Count)
        {
            Store(vector, ref first);
        }
        else if (count <= Count / 2)
        {
            GemmLanes256<T>.StoreFirst(vector.GetLower(), ref first, count);
        }
        else
        {
            vector.GetLower().StoreUnsafe(ref first);
            GemmLanes256<T>.StoreFirst(vector.GetUpper(), ref Unsafe.Add(ref first, Count / 2), count - (Count / 2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> x, Vector512<T> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> x, Vector512<T> y, Vector512<T> z) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> vector) => Vector512.Sum(vector);
}

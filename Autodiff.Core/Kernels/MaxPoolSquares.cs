using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>
/// <see cref="MaxPool"/> with squares of 2 × 2 beside each other, the most common window: without indices, for to compare again costs less than
/// to write and read which element was taken.
/// </summary>
internal static class MaxPoolSquares
{
    private const int HalfBits = 32;

    /// <summary>True for windows of 2 × 2 at a distance of 2, without padding.</summary>
    public static bool Covers(WindowShape shape) => shape.Window == new Window(2, 2) { Stride = (2, 2) };

    /// <summary>The maxima.</summary>
    public static void Forward<T>(WindowShape shape, ReadOnlyMemory<T> x, Memory<T> y) where T : IFloatingPointIeee754<T> =>
        Workers.RunRange(shape.Planes, shape.Height * shape.Width, new Taking<T>(shape, x, y));

    /// <summary>x from y: each output stands where the maximum of the elements does, 0 elsewhere. Overwrites x.</summary>
    public static void Input<T>(WindowShape shape, ReadOnlyMemory<T> elements, ReadOnlyMemory<T> y, Memory<T> x) where T : IFloatingPointIeee754<T> =>
        Workers.RunRange(shape.Planes, shape.Height * shape.Width, new Spreading<T>(shape, elements, y, x));

    /// <summary>
    /// True where a row of squares fills a register, or where so many rows follow that a register may reach into them: what it writes there
    /// is overwritten later.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool FillsRegister(in WindowShape shape, int rowsAhead) =>
        shape.Width / 2 >= Vector<float>.Count || (shape.Width % 2 == 0 && shape.Height % 2 == 0 && rowsAhead * (shape.Width / 2) >= Vector<float>.Count);

    /// <summary>True where the next element is taken before the maximum of those before it: it is larger, or the first NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> IsTaken(Vector<float> next, Vector<float> max) =>
        Vector.AndNot(Vector.Equals(max, max), Vector.LessThanOrEqual(next, max)).As<int, float>();

    /// <summary>Elements 0, 2, 4, … and 1, 3, 5, … of two registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Even, Vector<float> Odd) Halves(ref readonly float first)
    {
        var left = Vector.LoadUnsafe(in first).As<float, ulong>();
        var right = Vector.LoadUnsafe(in first, (nuint)Vector<float>.Count).As<float, ulong>();
        return (Vector.Narrow(left, right).As<uint, float>(), Vector.Narrow(left >>> HalfBits, right >>> HalfBits).As<uint, float>());
    }

    /// <summary>The inverse of <see cref="Halves"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector<float> even, Vector<float> odd, ref float first)
    {
        Vector.Widen(even.As<float, uint>(), out var leftEven, out var rightEven);
        Vector.Widen(odd.As<float, uint>(), out var leftOdd, out var rightOdd);
        (leftEven | (leftOdd << HalfBits)).As<ulong, float>().StoreUnsafe(ref first);
        (rightEven | (rightOdd << HalfBits)).As<ulong, float>().StoreUnsafe(ref first, (nuint)Vector<float>.Count);
    }

    /// <summary>The index, from the first of the square, of the element taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Search<T>(ref readonly T first, int width) where T : IFloatingPointIeee754<T>
    {
        int best = Better(in first, 0, 1);
        best = Better(in first, best, width);
        return Better(in first, best, width + 1);
    }

    // Without a branch on the data, which would be mispredicted every other time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Better<T>(ref readonly T first, int best, int next) where T : IFloatingPointIeee754<T>
    {
        T max = Unsafe.Add(ref Unsafe.AsRef(in first), best);
        bool isTaken = !(Unsafe.Add(ref Unsafe.AsRef(in first), next) <= max) & !T.IsNaN(max);
        return best + ((next - best) * Unsafe.BitCast<bool, byte>(isTaken));
    }

    private readonly struct Taking<T>(WindowShape shape, ReadOnlyMemory<T> x, Memory<T> y) : IRangeWork where T : IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run(int start, int end)
        {
            var (rows, columns) = (shape.Height / 2, shape.Width / 2);
            for (int row = start * rows; row < end * rows; row++)
            {
                var (plane, i) = Math.DivRem(row, rows);
                ref readonly T from = ref MemoryMarshal.GetReference(x.Span.Slice(((plane * shape.Height) + (2 * i)) * shape.Width, 2 * shape.Width));
                ref T to = ref MemoryMarshal.GetReference(y.Span.Slice(row * columns, columns));
                if (typeof(T) == typeof(float) && FillsRegister(shape, (end * rows) - row))
                {
                    TakeRow(ref Unsafe.As<T, float>(ref Unsafe.AsRef(in from)), shape.Width, ref Unsafe.As<T, float>(ref to), columns);
                    continue;
                }

                for (int j = 0; j < columns; j++)
                {
                    ref T square = ref Unsafe.Add(ref Unsafe.AsRef(in from), 2 * j);
                    Unsafe.Add(ref to, j) = Unsafe.Add(ref square, Search(in square, shape.Width));
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void TakeRow(ref float from, int width, ref float to, int columns)
        {
            for (int j = 0; j < columns; j += Vector<float>.Count)
            {
                int place = Math.Min(j, Math.Max(0, columns - Vector<float>.Count)); // the last register may overlap the one before
                var (x0, x1) = Halves(in Unsafe.Add(ref from, 2 * place));
                var (x2, x3) = Halves(in Unsafe.Add(ref from, (2 * place) + width));
                var max = Vector.ConditionalSelect(IsTaken(x1, x0).As<float, int>(), x1, x0);
                max = Vector.ConditionalSelect(IsTaken(x2, max).As<float, int>(), x2, max);
                max = Vector.ConditionalSelect(IsTaken(x3, max).As<float, int>(), x3, max);
                max.StoreUnsafe(ref to, (nuint)place);
            }
        }
    }

    private readonly struct Spreading<T>(WindowShape shape, ReadOnlyMemory<T> elements, ReadOnlyMemory<T> y, Memory<T> x) : IRangeWork where T : IFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run(int start, int end)
        {
            var (rows, columns) = (shape.Height / 2, shape.Width / 2);
            if (2 * rows < shape.Height || 2 * columns < shape.Width)
            {
                x.Span[(start * shape.Height * shape.Width)..(end * shape.Height * shape.Width)].Clear();
            }

            for (int row = start * rows; row < end * rows; row++)
            {
                var (plane, i) = Math.DivRem(row, rows);
                int first = ((plane * shape.Height) + (2 * i)) * shape.Width;
                ref readonly T from = ref MemoryMarshal.GetReference(elements.Span.Slice(first, 2 * shape.Width));
                ref readonly T output = ref MemoryMarshal.GetReference(y.Span.Slice(row * columns, columns));
                ref T to = ref MemoryMarshal.GetReference(x.Span.Slice(first, 2 * shape.Width));
                if (typeof(T) == typeof(float) && FillsRegister(shape, (end * rows) - row))
                {
                    SpreadRow(
                        ref Unsafe.As<T, float>(ref Unsafe.AsRef(in from)), ref Unsafe.As<T, float>(ref Unsafe.AsRef(in output)),
                        ref Unsafe.As<T, float>(ref to), shape.Width, columns);
                    continue;
                }

                for (int j = 0; j < columns; j++)
                {
                    ref T square = ref Unsafe.Add(ref to, 2 * j);
                    (square, Unsafe.Add(ref square, 1)) = (T.Zero, T.Zero);
                    (Unsafe.Add(ref square, shape.Width), Unsafe.Add(ref square, shape.Width + 1)) = (T.Zero, T.Zero);
                    Unsafe.Add(ref square, Search(in Unsafe.Add(ref Unsafe.AsRef(in from), 2 * j), shape.Width)) = Unsafe.Add(ref Unsafe.AsRef(in output), j);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void SpreadRow(ref float from, ref float output, ref float to, int width, int columns)
        {
            for (int j = 0; j < columns; j += Vector<float>.Count)
            {
                int place = Math.Min(j, Math.Max(0, columns - Vector<float>.Count));
                var (x0, x1) = Halves(in Unsafe.Add(ref from, 2 * place));
                var (x2, x3) = Halves(in Unsafe.Add(ref from, (2 * place) + width));
                var taken1 = IsTaken(x1, x0);
                var max = Vector.ConditionalSelect(taken1.As<float, int>(), x1, x0);
                var taken2 = IsTaken(x2, max);
                max = Vector.ConditionalSelect(taken2.As<float, int>(), x2, max);
                var taken3 = IsTaken(x3, max);
                var rest = Vector.LoadUnsafe(ref output, (nuint)place);
                var y3 = rest & taken3;
                rest = Vector.AndNot(rest, taken3);
                var y2 = rest & taken2;
                rest = Vector.AndNot(rest, taken2);
                Interleave(Vector.AndNot(rest, taken1), rest & taken1, ref Unsafe.Add(ref to, 2 * place));
                Interleave(y2, y3, ref Unsafe.Add(ref to, (2 * place) + width));
            }
        }
    }
}

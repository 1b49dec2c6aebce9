using System.Numerics;

namespace Autodiff;

// Every overload copies: a tensor is immutable, and arrays are not. Share says where it does not copy.
public static partial class Tensor
{
    /// <summary>A vector of these numbers: <c>Of(1.0, 2.0)</c>, or <c>Of&lt;double&gt;(1, 2)</c>, for whole numbers do not say of what type.</summary>
    public static Tensor<T> Of<T>(params ReadOnlySpan<T> items) where T : IFloatingPointIeee754<T> => new([items.Length], items.ToArray());

    /// <summary>
    /// A tensor of these numbers, given in row-major order: <c>Of&lt;double&gt;([1, 2], [3, 4])</c> has the shape [1, 2] and the numbers 3 and 4.
    /// A matrix of the rows 1, 2 and 3, 4 is <c>Of(new double[,] { { 1, 2 }, { 3, 4 } })</c>.
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many numbers as the shape says.</exception>
    public static Tensor<T> Of<T>(Shape shape, ReadOnlySpan<T> items) where T : IFloatingPointIeee754<T>
    {
        RequireCount(shape, items.Length, "Of");
        return new(shape, items.ToArray());
    }

    /// <summary>A matrix of these numbers.</summary>
    public static Tensor<T> Of<T>(T[,] items) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(items);
        return FromArray<T>([items.GetLength(0), items.GetLength(1)], items);
    }

    /// <summary>A tensor of three axes of these numbers.</summary>
    public static Tensor<T> Of<T>(T[,,] items) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(items);
        return FromArray<T>([items.GetLength(0), items.GetLength(1), items.GetLength(2)], items);
    }

    /// <summary>A matrix of these rows; without rows, of the shape [0, 0].</summary>
    /// <exception cref="ArgumentException">The rows differ in length, or one is null; the message names it.</exception>
    public static Tensor<T> Of<T>(T[][] rows) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        int length = CommonLength(rows, "row", nameof(rows));
        return new([rows.Length, length], [.. rows.SelectMany(row => row)]);
    }

    /// <summary>A tensor of three axes of these matrices; without any, of the shape [0, 0, 0].</summary>
    /// <exception cref="ArgumentException">Matrices or rows differ in length, or one is null; the message names it.</exception>
    public static Tensor<T> Of<T>(T[][][] matrices) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(matrices);
        int count = CommonLength(matrices, "matrix", nameof(matrices));
        var rows = matrices.SelectMany(matrix => matrix).ToArray();
        int length = CommonLength(rows, "row", nameof(matrices), i => $"row [{i / count}][{i % count}]");
        return new([matrices.Length, count, length], [.. rows.SelectMany(row => row)]);
    }

    /// <summary>A tensor over an array, without a copy.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="items">Its elements in row-major order. Whoever calls this promises that nobody changes them afterwards.</param>
    /// <exception cref="ArgumentException">There are not as many numbers as the shape says.</exception>
    public static Tensor<T> Share<T>(Shape shape, T[] items) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(items);
        RequireCount(shape, items.Length, "Share");
        return new(shape, items);
    }

    private static Tensor<T> FromArray<T>(Shape shape, Array rectangular) where T : IFloatingPointIeee754<T>
    {
        var items = new T[shape.ElementCount];
        int place = 0;
        foreach (T item in rectangular) // .NET arrays are in row-major order as well
        {
            items[place++] = item;
        }

        return new(shape, items);
    }

    private static int CommonLength<TItem>(TItem[][] lists, string kind, string parameter, Func<int, string>? name = null)
    {
        name ??= i => $"{kind} {i}";
        for (int i = 0; i < lists.Length; i++)
        {
            if (lists[i] is null)
            {
                throw new ArgumentException($"Of: {name(i)} is null. Give an array for each.", parameter);
            }

            if (lists[i].Length != lists[0].Length)
            {
                throw new ArgumentException($"Of: {name(i)} has the length {lists[i].Length} and {name(0)} the length {lists[0].Length}. A tensor has no ragged axes: give all the same length.", parameter);
            }
        }

        return lists.Length == 0 ? 0 : lists[0].Length;
    }

    private static void RequireCount(Shape shape, int count, string operation)
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.RequireCount(count, operation, nameof(shape));
    }
}

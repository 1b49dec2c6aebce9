using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Plain tensors from numbers, from arrays, and of random numbers.</summary>
public static partial class Tensor
{
    /// <summary>A tensor without axes that holds one number.</summary>
    public static Tensor<T> Scalar<T>(T value) where T : IFloatingPointIeee754<T> => new(Shape.Scalar, [value]);

    /// <summary>Zeros.</summary>
    /// <exception cref="ArgumentException">A length is negative.</exception>
    [OverloadResolutionPriority(1)] // a list in brackets could be either
    public static Tensor<T> Zeros<T>(params ReadOnlySpan<int> lengths) where T : IFloatingPointIeee754<T> => Zeros<T>(Shape.Of(lengths));

    /// <summary>Zeros.</summary>
    public static Tensor<T> Zeros<T>(Shape shape) where T : IFloatingPointIeee754<T> => Full(shape, T.Zero);

    /// <summary>Zeros in the shape of another tensor; plain, whatever that is.</summary>
    public static Tensor<T> ZerosLike<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> => Zeros<T>(x.Shape);

    /// <summary>Ones.</summary>
    /// <exception cref="ArgumentException">A length is negative.</exception>
    [OverloadResolutionPriority(1)]
    public static Tensor<T> Ones<T>(params ReadOnlySpan<int> lengths) where T : IFloatingPointIeee754<T> => Ones<T>(Shape.Of(lengths));

    /// <summary>Ones.</summary>
    public static Tensor<T> Ones<T>(Shape shape) where T : IFloatingPointIeee754<T> => Full(shape, T.One);

    /// <summary>Ones in the shape of another tensor; plain, whatever that is.</summary>
    public static Tensor<T> OnesLike<T>(Tensor<T> x) where T : IFloatingPointIeee754<T> => Ones<T>(x.Shape);

    /// <summary>The same number everywhere.</summary>
    public static Tensor<T> Full<T>(Shape shape, T value) where T : IFloatingPointIeee754<T> => Made(shape, _ => value);

    /// <summary>Iᵢⱼ = 1 for i = j, else 0.</summary>
    /// <param name="length">The number of rows and of columns.</param>
    /// <exception cref="ArgumentException">The length is negative, or its square is more than an array can hold.</exception>
    public static Tensor<T> Identity<T>(int length) where T : IFloatingPointIeee754<T> => Identity<T>(length, length);

    /// <summary>Iᵢⱼ = 1 for i = j, else 0.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">A number is negative, or the matrix is more than an array can hold.</exception>
    public static Tensor<T> Identity<T>(int rows, int columns) where T : IFloatingPointIeee754<T> =>
        Made([rows, columns], place => place / columns == place % columns ? T.One : T.Zero);

    /// <summary>xᵢ = start + i, a vector of <paramref name="count"/> numbers: <c>Range(0.0, 5)</c>, or <c>Range&lt;double&gt;(0, 5)</c>, for a whole number does not say of what type.</summary>
    /// <exception cref="ArgumentException">The count is negative.</exception>
    public static Tensor<T> Range<T>(T start, int count) where T : IFloatingPointIeee754<T> => Range(start, count, T.One);

    /// <summary>xᵢ = start + i · step, a vector of <paramref name="count"/> numbers. Each is computed from the start, so that errors do not add up.</summary>
    /// <exception cref="ArgumentException">The count is negative.</exception>
    public static Tensor<T> Range<T>(T start, int count, T step) where T : IFloatingPointIeee754<T> =>
        Made([count], i => start + (T.CreateChecked(i) * step));

    /// <summary>xᵢ = start + i (end - start) / (count - 1): evenly spaced numbers from <paramref name="start"/> to <paramref name="end"/>, both among them exactly.</summary>
    /// <exception cref="ArgumentException">The count is negative.</exception>
    public static Tensor<T> Linspace<T>(T start, T end, int count) where T : IFloatingPointIeee754<T> => Made(
        [count],
        i => i == 0 ? start : i == count - 1 ? end : start + ((end - start) * (T.CreateChecked(i) / T.CreateChecked(count - 1))));

    /// <summary>Whole numbers as a vector of another type, such as labels of classes: <c>Indices&lt;float&gt;(labels)</c> of an <c>int[]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type does not hold one of them exactly; <see cref="float"/> does up to 2²⁴.</exception>
    public static Tensor<T> Indices<T>(params ReadOnlySpan<int> numbers) where T : IFloatingPointIeee754<T>
    {
        var items = new T[numbers.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = T.CreateSaturating(numbers[i]);
            if (long.CreateSaturating(items[i]) != numbers[i])
            {
                throw new ArgumentOutOfRangeException(nameof(numbers), numbers[i], $"Indices: {typeof(T).Name} does not hold the number at place {i} exactly. Use a number type with more digits.");
            }
        }

        return new([items.Length], items);
    }

    private static Tensor<T> Made<T>(Shape shape, Func<int, T> element) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(shape);
        var items = GC.AllocateUninitializedArray<T>(shape.ElementCount);
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = element(i);
        }

        return new(shape, items);
    }
}

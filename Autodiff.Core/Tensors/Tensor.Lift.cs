namespace Autodiff;

// Rows of the catalog, or a user's own, on whole tensors: value, both modes and derivatives of any order come from the row.
public readonly partial struct Tensor<T>
{
    /// <summary>f(xᵢ): the operation of a row on every element.</summary>
    public static Tensor<T> Lift<TRow>(Tensor<T> x) where TRow : struct, IUnaryOperation => Apply(new Elementwise<T, Unary<TRow>>(), x);

    /// <summary>f(xᵢ, yᵢ): the operation of a row on every pair of elements, with the broadcasting of NumPy.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Lift<TRow>(Tensor<T> x, Tensor<T> y) where TRow : struct, IBinaryOperation => Apply(new Elementwise<T, Binary<TRow>>(), x, y);

    /// <summary>f(xᵢ, yᵢ, zᵢ): the operation of a row on every triple of elements, with the broadcasting of NumPy.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Lift<TRow>(Tensor<T> x, Tensor<T> y, Tensor<T> z) where TRow : struct, ITernaryOperation => Apply(new Elementwise<T, Ternary<TRow>>(), x, y, z);
}

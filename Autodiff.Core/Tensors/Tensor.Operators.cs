using Autodiff.Operations;

namespace Autodiff;

// Operators are elementwise; numbers and scalars broadcast.
public readonly partial struct Tensor<T>
{
    /// <summary>x + y, element by element.</summary>
    public static Tensor<T> operator +(Tensor<T> x, Tensor<T> y) => Lift<Add>(x, y);

    /// <summary>x + y, element by element.</summary>
    public static Tensor<T> operator +(Tensor<T> x, T y) => Lift<Add>(x, x.NumberBeside(y));

    /// <summary>x + y, element by element.</summary>
    public static Tensor<T> operator +(T x, Tensor<T> y) => Lift<Add>(y.NumberBeside(x), y);

    /// <summary>x + y, element by element.</summary>
    public static Tensor<T> operator +(Tensor<T> x, Scalar<T> y) => Lift<Add>(x, y);

    /// <summary>x + y, element by element.</summary>
    public static Tensor<T> operator +(Scalar<T> x, Tensor<T> y) => Lift<Add>(x, y);

    /// <summary>x - y, element by element.</summary>
    public static Tensor<T> operator -(Tensor<T> x, Tensor<T> y) => Lift<Subtract>(x, y);

    /// <summary>x - y, element by element.</summary>
    public static Tensor<T> operator -(Tensor<T> x, T y) => Lift<Subtract>(x, x.NumberBeside(y));

    /// <summary>x - y, element by element.</summary>
    public static Tensor<T> operator -(T x, Tensor<T> y) => Lift<Subtract>(y.NumberBeside(x), y);

    /// <summary>x - y, element by element.</summary>
    public static Tensor<T> operator -(Tensor<T> x, Scalar<T> y) => Lift<Subtract>(x, y);

    /// <summary>x - y, element by element.</summary>
    public static Tensor<T> operator -(Scalar<T> x, Tensor<T> y) => Lift<Subtract>(x, y);

    /// <summary>x y, element by element; the matrix product is MatMul.</summary>
    public static Tensor<T> operator *(Tensor<T> x, Tensor<T> y) => Lift<Multiply>(x, y);

    /// <summary>x y, element by element.</summary>
    public static Tensor<T> operator *(Tensor<T> x, T y) => Lift<Multiply>(x, x.NumberBeside(y));

    /// <summary>x y, element by element.</summary>
    public static Tensor<T> operator *(T x, Tensor<T> y) => Lift<Multiply>(y.NumberBeside(x), y);

    /// <summary>x y, element by element.</summary>
    public static Tensor<T> operator *(Tensor<T> x, Scalar<T> y) => Lift<Multiply>(x, y);

    /// <summary>x y, element by element.</summary>
    public static Tensor<T> operator *(Scalar<T> x, Tensor<T> y) => Lift<Multiply>(x, y);

    /// <summary>x / y, element by element.</summary>
    public static Tensor<T> operator /(Tensor<T> x, Tensor<T> y) => Lift<Divide>(x, y);

    /// <summary>x / y, element by element.</summary>
    public static Tensor<T> operator /(Tensor<T> x, T y) => Lift<Divide>(x, x.NumberBeside(y));

    /// <summary>x / y, element by element.</summary>
    public static Tensor<T> operator /(T x, Tensor<T> y) => Lift<Divide>(y.NumberBeside(x), y);

    /// <summary>x / y, element by element.</summary>
    public static Tensor<T> operator /(Tensor<T> x, Scalar<T> y) => Lift<Divide>(x, y);

    /// <summary>x / y, element by element.</summary>
    public static Tensor<T> operator /(Scalar<T> x, Tensor<T> y) => Lift<Divide>(x, y);

    /// <summary>-x, element by element.</summary>
    public static Tensor<T> operator -(Tensor<T> x) => Lift<Negate>(x);

    /// <summary>x.</summary>
    public static Tensor<T> operator +(Tensor<T> x) => x;

    /// <summary>x y, and 0 where either is 0.</summary>
    internal static Tensor<T> ChainProduct(Tensor<T> x, Tensor<T> y) => Apply(new Elementwise<T, ChainProduct>(), x, y);

    /// <summary>A number in the memory that this tensor is in.</summary>
    /// <summary>A row of a tensor and a recorded scalar, which becomes a tensor for it.</summary>
    private static Tensor<T> Lift<TRow>(Tensor<T> x, Scalar<T> y) where TRow : struct, IBinaryOperation
    {
        using var attempt = Attempt<T>.On(x.Tape ?? y.Tape);
        return attempt.Done(Lift<TRow>(x, x.NumberBeside(y)));
    }

    private static Tensor<T> Lift<TRow>(Scalar<T> x, Tensor<T> y) where TRow : struct, IBinaryOperation
    {
        using var attempt = Attempt<T>.On(y.Tape ?? x.Tape);
        return attempt.Done(Lift<TRow>(y.NumberBeside(x), y));
    }

    private Tensor<T> NumberBeside(T number) => Tape?.Constant(number) ?? new(Shape.Scalar, [number]);

    private Tensor<T> NumberBeside(Scalar<T> number)
    {
        if (number.IsConstant)
        {
            return NumberBeside(number.Value);
        }

        if (Tape is { } its && its != number.Tape)
        {
            TapeErrors.Mixed(); // before the number is recorded as a tensor
        }

        return number.ToTensor();
    }
}

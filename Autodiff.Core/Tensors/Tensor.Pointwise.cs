using System.Numerics;
using Autodiff.Operations;

namespace Autodiff;

// The reading of a pointwise formula that can be recorded. The methods that tensors have anyway serve as they are.
public readonly partial struct Tensor<T> : IPointwise<Tensor<T>>
{
    static Tensor<T> IPointwise<Tensor<T>>.Constant(double number) => Tensor.Scalar(T.CreateChecked(number));

    static Tensor<T> IPointwise<Tensor<T>>.FusedMultiplyAdd(Tensor<T> x, Tensor<T> y, Tensor<T> z) => Lift<MultiplyAdd>(x, y, z);

    Tensor<T> IPointwise<Tensor<T>>.Pow(double exponent) => Pow(T.CreateChecked(exponent));

    Tensor<T> IPointwise<Tensor<T>>.Max(Tensor<T> y) => Maximum(y);

    Tensor<T> IPointwise<Tensor<T>>.Min(Tensor<T> y) => Minimum(y);

    Tensor<T> IPointwise<Tensor<T>>.Clamp(double least, double greatest) => Clamp(T.CreateChecked(least), T.CreateChecked(greatest));

    Tensor<T> IPointwise<Tensor<T>>.Exceeds(Tensor<T> y) => this > y;

    Tensor<T> IPointwise<Tensor<T>>.Exceeds(double y) => this > T.CreateChecked(y);

    static Tensor<T> IPointwise<Tensor<T>>.operator +(Tensor<T> x, double y) => x + T.CreateChecked(y);

    static Tensor<T> IPointwise<Tensor<T>>.operator -(Tensor<T> x, double y) => x - T.CreateChecked(y);

    static Tensor<T> IPointwise<Tensor<T>>.operator -(double x, Tensor<T> y) => T.CreateChecked(x) - y;

    static Tensor<T> IPointwise<Tensor<T>>.operator *(double x, Tensor<T> y) => T.CreateChecked(x) * y;

    static Tensor<T> IPointwise<Tensor<T>>.operator /(Tensor<T> x, double y) => x / T.CreateChecked(y);

    static Tensor<T> IPointwise<Tensor<T>>.operator /(double x, Tensor<T> y) => T.CreateChecked(x) / y;
}

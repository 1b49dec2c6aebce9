using System.Runtime.CompilerServices;

namespace Autodiff.Tests.Tensors;

public sealed class SharedOperationTests
{
    [Test]
    public void What_stands_between_the_fields_does_not_count()
    {
        var operation = new SumOver<double>(new AxisSet(0b101), KeepAxes: true);
        var other = operation;
        Unsafe.Add(ref Unsafe.As<SumOver<double>, byte>(ref other), 6) = 0xAA; // after four bytes of axes and one of KeepAxes
        Assert.That(Unsafe.SizeOf<SumOver<double>>(), Is.EqualTo(8));
        Assert.That(SharedOperation<double, SumOver<double>>.Of(other), Is.SameAs(SharedOperation<double, SumOver<double>>.Of(operation)));
    }

    [Test]
    public void Zeros_of_either_sign_are_different_attributes()
    {
        var zero = SharedOperation<double, Scaled<double>>.Of(new(1, 0.0));
        Assert.That(SharedOperation<double, Scaled<double>>.Of(new(1, -0.0)), Is.Not.SameAs(zero));
        Assert.That(SharedOperation<double, Scaled<double>>.Of(new(1, 0.0)), Is.SameAs(zero));
        Assert.That(SharedOperation<float, Scaled<float>>.Of(new(1, -0f)), Is.Not.SameAs(SharedOperation<float, Scaled<float>>.Of(new(1, 0f))));
        Assert.That(SharedOperation<Half, Scaled<Half>>.Of(new(1, -Half.Zero)), Is.Not.SameAs(SharedOperation<Half, Scaled<Half>>.Of(new(1, Half.Zero))));
    }

    private readonly record struct Scaled<T>(int Number, T Factor) : ITensorOperation<T> where T : System.Numerics.IFloatingPointIeee754<T>
    {
        public string Name => "scaled";

        public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

        public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => x[0].CopyTo(y.Span);

        public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => adjoint;
    }
}

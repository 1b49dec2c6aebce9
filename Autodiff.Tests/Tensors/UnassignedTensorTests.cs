using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests.Tensors;

/// <summary>A field that nobody assigned is an error where it is used, not an empty vector that trains to nothing.</summary>
public class UnassignedTensorTests
{
    private static readonly Action<Real>[] Uses =
    [
        x => _ = x.Shape, x => _ = x.Rank, x => _ = x.Count, x => _ = x.Tape, x => _ = x.IsConstant, x => _ = x.Span.Length,
        x => x.Detach(), x => x.ToPlain(), x => x.Named("x"), x => x.ToArray(), x => x.CopyTo([]), x => x.Sum(),
        x => _ = x + 1, x => _ = x * x, x => _ = x > 0, x => _ = -x, x => _ = x.Value, x => x.ToScalar(), x => _ = x[0],
        x => x.Reshape(0), x => x.Mean(), x => x.MatMul(x), x => Tensor.Concat(0, x, x), x => Tensor.Stack(0, x), x => x.Contiguous(),
        x => x.Cast<float>(), x => x.All(), x => x.AllClose(x), x => Tensor.ZerosLike(x), x => Tensor.Where(x, 1.0, 0.0),
        x => Fresh.Input(x), x => Fresh.Constant(x), x => Fresh.Gradient(x), x => _ = Fresh.Input([1], [1]) * x,
        x => _ = SomeGradient()[x], x => SeededWith(x), x => Differentiate.Gradient(y => y.Sum(), x),
        x => Differentiate.HessianVector(y => y.Sum(), Tensor.Of(1.0), x), x => Differentiate.Gradient(_ => x, Tensor.Of(1.0)),
    ];

    private static Tape<double> Fresh => new();

    private static Gradients<double> SomeGradient()
    {
        var tape = Fresh;
        return tape.Gradient(tape.Input([1], [1]).Sum());
    }

    private static void SeededWith(Real seed)
    {
        var tape = Fresh;
        tape.Gradient(tape.Input([1], [1]), seed);
    }

    [Test]
    public void Every_use_throws([Range(0, 38)] int use) =>
        Assert.That(() => Uses[use](default), Throws.InvalidOperationException.With.Message.Contains("never assigned").And.Message.Contains("Tensor.Zeros<double>(0)"));

    [Test]
    public void Each_use_is_tried() => Assert.That(Uses, Has.Length.EqualTo(39));

    [Test]
    public void Looking_at_it_does_not_throw() => Assert.That((default(Real).ToString(), default(Real).Equals(default), default(Real).GetHashCode()), Is.EqualTo(("double tensor, never assigned", true, default(Real).GetHashCode())));
}

using Autodiff.Operations;

namespace Autodiff.Tests.Tensors;

/// <summary>A tape that has seen a network of the same sizes takes no more memory for the next pass.</summary>
public class ProductAllocationTests
{
    private static readonly TestCaseData[] Passes =
    [
        Pass("layers", [32, 8], (x, w, b) => Tensor<float>.Lift<Tanh>(x.MatMul(w) + b).MatMul(w).Sum()),
        Pass("batches", [4, 8, 8], (x, w, b) => Tensor<float>.Lift<Tanh>(x.MatMul(w) + b).MatMul(x).Sum()),
        Pass("compositions", [8, 8], (x, w, b) => (x.TensorDot(w, 1) + b.Inner(w)).Sum() + b.Outer(b).Sum() + b.Dot(b) + b.Kronecker(b).Sum()),
        Pass("einsum", [4, 8, 8], (x, w, b) => Tensor.Einsum("bij,kj,k->bi", x, w, b).Sum() + Tensor.Einsum("ii", w)),
    ];

    [TestCaseSource(nameof(Passes))]
    public void A_warm_pass_allocates_nothing(int[] shape, Func<Tensor<float>, Tensor<float>, Tensor<float>, Tensor<float>> loss)
    {
        var tape = new Tape<float>();
        var x = Filled(Shape.Of(shape));
        var (w, b) = (Filled([8, 8]), Filled([8]));
        var (last, gradient) = (0f, new float[64]);
        long least = long.MaxValue;
        for (int turn = 0; turn < 10; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            var weight = tape.Input(w);
            var output = loss(tape.Constant(x), weight, tape.Input(b));
            tape.Gradient(output)[weight].CopyTo(gradient);
            last = output.Span[0];
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
        Assert.That(float.IsFinite(last) && gradient.Any(g => g != 0));
    }

    private static Tensor<float> Filled(Shape shape) => new(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(i => 0.1f * MathF.Sin(i))]);

    private static TestCaseData Pass(string name, int[] shape, Func<Tensor<float>, Tensor<float>, Tensor<float>, Tensor<float>> loss) =>
        new TestCaseData(shape, loss).SetArgDisplayNames(name);
}

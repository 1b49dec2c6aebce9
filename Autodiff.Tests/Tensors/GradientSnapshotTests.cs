using System.Text;
using VerifyNUnit;

namespace Autodiff.Tests.Tensors;

using Real = Tensor<double>;

/// <summary>Value and gradients of a handful of compositions that everybody knows, as text; differences say that they are right.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class GradientSnapshotTests
{
    private readonly Random random = new(7);

    [Test]
    public Task Softmax_with_cross_entropy() => Verify(
        x => -(x[0].LogSoftMax() * Tensor.Of(new double[,] { { 0, 1, 0 }, { 0.5, 0, 0.5 } })).Sum() / 2,
        ("logits", Normal([2, 3])));

    [Test]
    public Task Layer_normalization() => Verify(
        x =>
        {
            var centred = x[0] - x[0].Mean(axis: -1, keepAxes: true);
            var scaled = centred / (x[0].Variance(axis: -1, keepAxes: true) + 1e-5).Sqrt();
            return ((scaled * x[1]) + x[2]).Square().Sum();
        },
        ("x", Normal([2, 4])),
        ("gain", Normal([4])),
        ("bias", Normal([4])));

    [Test]
    public Task Attention_with_a_causal_mask() => Verify(
        x =>
        {
            var scores = x[0].MatMul(x[1].Transpose()) / Math.Sqrt(2);
            var masked = scores.MaskedFill(Tensor.Ones<double>([3, 3]).Upper(1), double.NegativeInfinity);
            return masked.SoftMax().MatMul(x[2]).Square().Sum();
        },
        ("queries", Normal([3, 2])),
        ("keys", Normal([3, 2])),
        ("values", Normal([3, 2])));

    [Test]
    public Task Convolution_and_pooling() => Verify(
        x => x[0].Convolve2D(x[1], padding: 1).Tanh().MaxPool2D(2).Square().Sum(),
        ("images", Normal([1, 1, 4, 4])),
        ("weights", Normal([2, 1, 3, 3])));

    [Test]
    public Task Log_determinant_of_a_covariance() => Verify(
        x => (x[0].MatMul(x[0].Transpose()) + Tensor.Identity<double>(3)).LogDeterminant().Logarithm,
        ("factor", Normal([3, 2])));

    private Real Normal(Shape shape) => Tensor.Normal<double>(shape, random);

    private static Task Verify(Func<ReadOnlySpan<Real>, Real> function, params (string Name, Real Value)[] inputs)
    {
        var values = Array.ConvertAll(inputs, input => input.Value);
        Assert.That(GradientCheck.Compare(function, values).Failures, Is.Empty);
        var (value, gradients) = Differentiate.ValueAndGradient(function, values);
        var text = new StringBuilder($"value {value}\n");
        foreach (var ((name, _), gradient) in inputs.Zip(gradients))
        {
            text.Append($"\nby {name}, {gradient}\n");
        }

        return Verifier.Verify(text.ToString());
    }
}

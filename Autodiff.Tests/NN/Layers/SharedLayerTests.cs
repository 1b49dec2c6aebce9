using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SharedLayerTests
{
    private readonly Dense<double> shared = new(3, 3, new Random(1));
    private readonly BatchNorm<double> norm = new(3);
    private readonly Tape<double> tape = new();

    [Test]
    public void A_layer_used_twice_is_listed_once()
    {
        Sequential<double> network = [shared, norm, new Tanh<double>(), shared, norm];
        Assert.That(network.Parameters.Select(its => its.Path), Is.EqualTo(["0.weight", "0.bias", "1.gamma", "1.beta"]));
        Assert.That(network.State.Select(its => its.Path), Is.EqualTo(["1.running_mean", "1.running_variance"]));
        Assert.That(network.Parameters[0], Is.EqualTo(shared.Weight), "the same array under another path");
    }

    [Test]
    public void Its_gradient_is_the_sum_over_its_uses()
    {
        Sequential<double> network = [shared, shared];
        var x = Tensor.Normal<double>([4, 3], new Random(2));
        var weight = tape.Gradient(network.Forward(tape.Constant(x)).Sum())[shared.Weight].ToPlain();

        // By hand: y = (x W + b) W + b, so ∂Σy/∂W = (x W + b)ᵀ 1 + xᵀ 1 Wᵀ.
        var ones = Tensor.Ones<double>(4, 3);
        var w = shared.Weight.Value;
        var expected = shared.Forward(x).Transpose().MatMul(ones) + x.Transpose().MatMul(ones).MatMul(w.Transpose());
        Assert.That((weight - expected).Abs().Max().Value, Is.InRange(0.0, 1e-13));
    }

    [Test]
    public void It_keeps_its_first_place()
    {
        Sequential<double> network = [shared, shared];
        var outer = new Sequential<double>(("encoder", network));
        var other = new Sequential<double>(("part", shared));
        Assert.That((shared.Path, network.Path, outer.Path), Is.EqualTo(("encoder.0", "encoder", "")));
        Assert.That(outer.Parameters.Select(its => its.Path), Is.EqualTo(["encoder.0.weight", "encoder.0.bias"]));
        Assert.That(other.Parameters.Select(its => its.Path), Is.EqualTo(["part.weight", "part.bias"]));
    }

    [Test]
    public void Two_parts_of_one_name_are_refused() => Assert.That(
        () => new Sequential<double>(("a", shared), ("a", norm)), Throws.ArgumentException.With.Message.Contains("called a already"));
}

using Autodiff.Operations;
using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests.Tensors;

/// <summary>What is detached counts as a constant; what is a constant has no derivative.</summary>
public class StopGradientTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [Test]
    public void A_detached_factor_is_a_constant()
    {
        var x = tape.Input([2], [3, 4]);
        var y = (x * x.Detach()).Sum();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tape.Gradient(y)[x].ToArray(), Is.EqualTo([3.0, 4]));
            Assert.That(x.Detach().IsConstant);
            Assert.That(x.IsConstant, Is.False);
            Assert.That((x.Detach() * x.Detach()).IsConstant, "constants record nothing");
        }
    }

    [Test]
    public void Detaching_is_free()
    {
        var x = tape.Input([2], [3, 4]);
        int before = tape.Count;
        long lent = tape.Buffers.Lent;
        _ = x.Detach().Detach();
        Assert.That((tape.Count, tape.Buffers.Lent), Is.EqualTo((before, lent)));
    }

    [Test]
    public void The_gradient_with_respect_to_what_is_detached_is_refused()
    {
        var x = tape.Input([2], [3, 4]);
        var gradient = tape.Gradient((x * x).Sum());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => gradient[x.Detach()], Throws.InvalidOperationException.With.Message.Contains("constant"));
            Assert.That(() => tape.Gradient(x.Detach().Sum()), Throws.InvalidOperationException.With.Message.Contains("constant"));
            Assert.That(() => tape.Gradient(tape.Constant(3)), Throws.InvalidOperationException.With.Message.Contains("constant"));
        }
    }

    // The straight-through estimator of Bengio et al. 2013: value of the step, gradient of the identity.
    [Test]
    public void A_straight_through_estimate()
    {
        var x = tape.Input([2], [-0.5, 0.25]);
        var y = x + (Real.Lift<UnitStep>(x) - x).Detach();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(y.ToArray(), Is.EqualTo([0.0, 1]));
            Assert.That(tape.Gradient(y.Sum())[x].ToArray(), Is.EqualTo([1.0, 1]));
        }
    }

    [Test]
    public void Detached_parts_stay_constant_in_second_derivatives()
    {
        var gradient = Differentiate.Gradient(x => Differentiate.Gradient(y => (y * y * y.Detach()).Sum(), x).Sum(), new Real([1], [3]));
        Assert.That(gradient.ToArray(), Is.EqualTo([2.0 * 3]), "of 2 y ȳ, in which ȳ is a constant to the outer derivative too");
    }
}

namespace Autodiff.Tests.Tensors;

/// <summary>What a parameter is: numbers that can be changed, frozen, and listed under a prefix.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ParameterTests
{
    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Of(1.0, -2, 3));

    [Test]
    public void Its_value_is_a_copy()
    {
        var copy = weight.Value;
        weight.Edit()[0] = 9;
        Assert.That(copy.ToArray(), Is.EqualTo([1.0, -2, 3]));
        var start = Tensor.Of(1.0);
        var other = new Parameter<double>("other", start);
        other.Edit()[0] = 5;
        Assert.That(start.ToArray(), Is.EqualTo([1.0]));
    }

    [Test]
    public void Takes_numbers_of_its_shape_alone() =>
        Assert.That(() => weight.Value = Tensor.Of(1.0), Throws.ArgumentException.With.Message.Contains("[3]").And.Message.Contains("[1]"));

    [Test]
    public void Assigned_from_a_tape_it_allocates_nothing()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        weight.Assign(x * 2.0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        weight.Assign(x);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(weight.Value.ToArray(), Is.EqualTo([1.0, 2, 3]));
    }

    [Test]
    public void A_tensor_of_it_is_stale_once_it_was_edited()
    {
        Tensor<double> handle = weight;
        weight.Edit()[0] = 9;
        Assert.That(() => handle + 1.0, Throws.InvalidOperationException.With.Message.Contains("weight has changed"));
        Assert.That(() => handle.ToArray(), Throws.InvalidOperationException);
        Assert.That((weight + Tensor.Of(0.0)).ToArray(), Is.EqualTo([9.0, -2, 3]));
    }

    [Test]
    public void Frozen_it_joins_as_a_constant()
    {
        weight.IsFrozen = true;
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var gradient = tape.Gradient((x * weight).Sum());
        Assert.That(tape.Input(weight).IsConstant);
        Assert.That(gradient.Has(weight), Is.False);
        Assert.That(gradient[weight].ToArray(), Is.All.Zero);
        Assert.That(gradient[x].ToArray(), Is.EqualTo([1.0, -2, 3]));
        weight.IsFrozen = false;
        Assert.That(tape.Gradient((x * weight).Sum())[weight].ToArray(), Is.EqualTo([1.0, 2, 3]));
    }

    [Test]
    public void Frozen_after_it_was_used_it_has_the_gradient_of_that_use()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var x = tape.Constant(Tensor.Of(1.0));
        var first = x * w;
        w.IsFrozen = true;
        var second = x * w;
        w.IsFrozen = false;
        Assert.That(tape.Gradient((first * second).Sum())[w].ToArray(), Is.EqualTo(new[] { 3.0 }));
        Tensor<double> handle = w;
        w.IsFrozen = false;
        Assert.That(handle.ToArray(), Is.EqualTo(new[] { 3.0 }), "nothing changed");
    }

    [Test]
    public void Detached_it_is_a_constant()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var gradient = tape.Gradient((x * ((Tensor<double>)weight).Detach()).Sum());
        Assert.That(gradient.Has(weight), Is.False);
        Assert.That(gradient[x].ToArray(), Is.EqualTo([1.0, -2, 3]));
    }

    [Test]
    public void Under_a_prefix_it_is_the_same_array_with_a_longer_name()
    {
        var listed = weight.Under("hidden");
        Assert.That(listed, Is.EqualTo(weight));
        Assert.That(listed.GetHashCode(), Is.EqualTo(weight.GetHashCode()));
        Assert.That(listed.Path, Is.EqualTo("hidden.weight"));
        _ = tape.Constant(Tensor.Of(1.0, 1, 1)) * weight;
        Assert.That(tape.Read().Count(entry => entry.Name == "hidden.weight"), Is.EqualTo(1));
    }
}

namespace Autodiff.Tests.Tensors;

/// <summary>How parameters join tapes, how long they stay, and the gradients that come back to them.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ParameterJoiningTests
{
    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Of(1.0, -2, 3));

    [Test]
    public void Joins_once_under_its_name()
    {
        var x = tape.Constant(Tensor.Of(4.0, 5, 6));
        var y = (x * weight) + (weight * x) + weight;
        Assert.That(tape.Read().Count(entry => entry.Name == "weight"), Is.EqualTo(1));
        Assert.That(tape.Gradient(y.Sum())[weight].ToArray(), Is.EqualTo([9.0, 11, 13]));
    }

    [Test]
    public void Stands_on_two_tapes_at_once()
    {
        var other = new Tape<double>();
        var (here, there) = (tape.Constant(Tensor.Of(1.0, 2, 3)) * weight, other.Constant(Tensor.Of(7.0, 8, 9)) * weight);
        Assert.That(tape.Gradient(here.Sum())[weight].ToArray(), Is.EqualTo([1.0, 2, 3]));
        Assert.That(other.Gradient(there.Sum())[weight].ToArray(), Is.EqualTo([7.0, 8, 9]));
    }

    [Test]
    public void Joins_anew_once_it_has_changed()
    {
        var x = tape.Constant(Tensor.Of(1.0, 1, 1));
        var before = x * weight;
        weight.Value = Tensor.Of(10.0, 20, 30);
        var after = x * weight;
        Assert.That(before.ToArray(), Is.EqualTo([1.0, -2, 3]), "the tape keeps the numbers that it had");
        Assert.That(after.ToArray(), Is.EqualTo([10.0, 20, 30]));
    }

    [Test]
    public void Of_numbers_before_and_after_a_change_the_gradient_is_the_sum()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var first = tape.Constant(Tensor.Of(1.0)) * w;
        w.Value = Tensor.Of(10.0);
        var second = tape.Constant(Tensor.Of(4.0)) * w;
        Assert.That(tape.Gradient((first + second).Sum())[w].ToArray(), Is.EqualTo(new[] { 5.0 }));
        Assert.That(tape.Gradient(first.Square().Sum())[w].ToArray(), Is.EqualTo(new[] { 6.0 }), "of what was recorded before the change");
        Assert.That(() => tape.RecordGradient(first.Sum(), w), Throws.InvalidOperationException.With.Message.Contains("w").And.Message.Contains("more than once"));
    }

    [Test]
    public void A_change_after_the_recording_takes_no_gradient_away()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var loss = (tape.Constant(Tensor.Of(1.0)) * w).Square().Sum();
        w.Value = Tensor.Of(10.0);
        Assert.That(tape.RecordGradient(loss, w)[0].ToArray(), Is.EqualTo(new[] { 6.0 }));
        tape.Trim();
        Assert.That(tape.Gradient(loss)[w].ToArray(), Is.EqualTo(new[] { 6.0 }));
        Assert.Catch(() => Tensor.Concat(0, tape.Constant(Tensor.Ones<double>(2, 2)), w));
        Assert.That(tape.Gradient(loss)[w].ToArray(), Is.EqualTo(new[] { 6.0 }), "nothing of what threw is left");
    }

    [Test]
    public void Joins_anew_after_a_reset()
    {
        for (int turn = 1; turn < 4; turn++)
        {
            tape.Reset();
            var y = tape.Constant(Tensor.Full([3], (double)turn)) * weight;
            Assert.That(tape.Gradient(y.Sum())[weight].ToArray(), Is.All.EqualTo(turn));
        }
    }

    [Test]
    public void A_reset_tape_holds_no_parameter()
    {
        var parameters = Enumerable.Range(0, 5).Select(_ => Joined()).ToArray();
        tape.Reset();
        GC.Collect();
        Assert.That(parameters.Count(its => its.IsAlive), Is.Zero);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference Joined()
        {
            var w = new Parameter<double>("w", Tensor.Of(3.0));
            _ = tape.Constant(Tensor.Of(1.0)) * w;
            return new(w.Array);
        }
    }

    [Test]
    public void Joins_anew_after_a_rewind_to_before_it_joined()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var mark = tape.Mark();
        _ = x * weight;
        tape.Rewind(mark);
        Assert.That(tape.Gradient((x * 2.0).Sum()).Has(weight), Is.False);
        var y = x * weight;
        Assert.That(tape.Gradient(y.Sum())[weight].ToArray(), Is.EqualTo([1.0, 2, 3]));
    }

    [Test]
    public void Stays_joined_after_a_rewind_to_after_it_joined()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var joined = tape.Input(weight);
        var mark = tape.Mark();
        _ = x * weight;
        tape.Rewind(mark);
        Assert.That(tape.Gradient((x * weight).Sum())[joined].ToArray(), Is.EqualTo([1.0, 2, 3]));
    }

    [Test]
    public void A_trial_that_is_rewound_leaves_the_parameter_joined()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var loss = (tape.Constant(Tensor.Of(1.0)) * w).Square().Sum();
        var mark = tape.Mark();
        w.Value = Tensor.Of(10.0);
        _ = tape.Constant(Tensor.Of(1.0)) * w;
        tape.Rewind(mark);
        w.Value = Tensor.Of(3.0);
        Assert.That(tape.Gradient(loss)[w].ToArray(), Is.EqualTo(new[] { 6.0 }));
    }

    [Test]
    public void Trimming_the_tape_lets_no_parameter_join_again()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var x = tape.Constant(Tensor.Of(1.0));
        var first = x * w;
        tape.Trim();
        Assert.That(tape.Gradient((first + (x * w)).Square().Sum())[w].ToArray(), Is.EqualTo(new[] { 24.0 }));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Has_its_gradient_through_a_checkpoint(bool joinedBefore)
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        if (joinedBefore)
        {
            _ = tape.Input(weight);
        }

        var y = tape.Checkpoint((Tensor<double> z) => (z * weight).Sin() * weight, x);
        y += x * weight;
        double[] w = weight.Value.ToArray(), expected = [.. w.Select((a, i) => Math.Sin((i + 1) * a) + ((i + 1) * a * Math.Cos((i + 1) * a)) + i + 1)];
        Assert.That(tape.Gradient(y.Sum())[weight].ToArray(), Is.EqualTo(expected).Within(1e-14));
    }

    [Test]
    public void A_derivative_at_a_parameter_is_one_of_the_argument_alone()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        Assert.That(Differentiate.Gradient(x => (x * w).Sum(), (Tensor<double>)w).ToArray(), Is.EqualTo(new[] { 3.0 }));
    }
}

namespace Autodiff.Tests.Recording;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AttemptTests
{
    private readonly Tape<double> tape = new();

    [Test]
    public void What_did_not_come_to_its_end_is_gone_and_all_older_stays()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var y = x.Square();
        var gradient = tape.Gradient(y.Sum());
        int count = tape.Count;
        Assert.That(() => SquareTimes(x, Tensor.Ones<double>(4)), Throws.ArgumentException);
        Assert.That(tape.Count, Is.EqualTo(count));
        Assert.That(gradient[x].ToArray(), Is.EqualTo([2.0, 4, 6]));
        Assert.That(tape.Gradient((y * x).Sum())[x].ToArray(), Is.EqualTo([3.0, 12, 27]));
    }

    [Test]
    public void What_is_done_is_kept()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var y = SquareTimes(x, Tensor.Ones<double>(3));
        Assert.That(tape.Gradient(y.Sum())[x].ToArray(), Is.EqualTo([2.0, 4, 6]));
    }

    [Test]
    public void Without_a_result_what_is_done_is_kept()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        int count = tape.Count;
        using (var attempt = Attempt<double>.On(x))
        {
            _ = x.Square();
            attempt.Done();
        }

        Assert.That(tape.Count, Is.EqualTo(count + 1));
    }

    [Test]
    public void Scalars_are_attempted_on_their_tape()
    {
        var x = tape.Input(2.0);
        int count = tape.Count;
        using (Attempt<double>.On(tape))
        {
            _ = x * x;
        }

        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void Among_plain_tensors_it_does_nothing() =>
        Assert.That(SquareTimes(Tensor.Of(1.0, 2, 3), Tensor.Ones<double>(3)).ToArray(), Is.EqualTo([1.0, 4, 9]));

    [Test]
    public void Operands_of_two_tapes_are_refused_before_anything_is_recorded()
    {
        var (x, y) = (tape.Input(Tensor.Of(1.0, 2, 3)), new Tape<double>().Input(Tensor.Ones<double>(3)));
        int count = tape.Count;
        Assert.That(() => SquareTimes(x, y), Throws.InvalidOperationException.With.Message.Contains("tape"));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void One_that_fails_in_a_checkpoint_leaves_it_open()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var y = tape.Checkpoint(
            (Tensor<double> z) =>
            {
                Assert.That(() => SquareTimes(z, Tensor.Ones<double>(4)), Throws.ArgumentException);
                return SquareTimes(z, z);
            },
            x);
        Assert.That(tape.Gradient(y.Sum())[x].ToArray(), Is.EqualTo([3.0, 12, 27]).Within(1e-14));
    }

    private static Tensor<double> SquareTimes(Tensor<double> x, Tensor<double> y)
    {
        using var attempt = Attempt<double>.On(x, y);
        return attempt.Done(x.Square() * y);
    }
}

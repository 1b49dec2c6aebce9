using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>Parameters that are frozen, or have no part in the loss, beside others that are trained.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FrozenParameterTests
{
    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Of(new double[,] { { 1, 2 } }));

    private readonly Parameter<double> other = new("other", Tensor.Of(new double[,] { { 3, 4 } }));

    [TestCase(true)]
    [TestCase(false)]
    public void A_group_leaves_out_members_without_a_part(bool frozen)
    {
        other.IsFrozen = frozen;
        Optimizer<double> trained = new GradientDescent(1).For([weight]), left = new GradientDescent(1).For([other]);
        new OptimizerGroup<double>(trained, left).Update(frozen ? GradientOf(weight, other) : GradientOf(weight));
        Assert.That(weight.Span.ToArray(), Is.EqualTo(new[] { 0.0, 1 }));
        Assert.That(other.Span.ToArray(), Is.EqualTo(new[] { 3.0, 4 }));
        Assert.That((trained.Steps, left.Steps), Is.EqualTo((1L, 0L)));
    }

    [Test]
    public void A_group_without_any_part_throws()
    {
        var group = new OptimizerGroup<double>(new GradientDescent(1).For([weight]));
        Assert.That(() => group.Update(GradientOf(other)), Throws.InvalidOperationException.With.Message.Contains("does not depend"));
        Assert.That(() => new OptimizerGroup<double>(), Throws.ArgumentException);
    }

    [Test]
    public void Why_there_is_nothing_to_update_is_said()
    {
        var optimizer = new GradientDescent(1).For([weight]);
        var gradients = GradientOf(weight);
        tape.Reset();
        Assert.That(() => optimizer.Update(gradients), Throws.InvalidOperationException.With.Message.Contains("given back"));
        weight.IsFrozen = true;
        Assert.That(() => optimizer.Update(GradientOf(weight, other)), Throws.InvalidOperationException.With.Message.Contains("all parameters are frozen"));
    }

    [Test]
    public void Frozen_parameters_do_not_count_for_clipping()
    {
        weight.IsFrozen = true;
        foreach (bool joinedBefore in new[] { false, true })
        {
            other.Value = Tensor.Of(new double[,] { { 3, 4 } });
            weight.IsFrozen = !joinedBefore;
            var optimizer = new GradientDescent(1).For([weight, other], new L2Decay(10), new ClipByGlobalNorm(1));
            var gradients = GradientOf(weight, other);
            weight.IsFrozen = true;
            optimizer.Update(gradients);
            double length = Math.Sqrt((61 * 61) + (81 * 81));
            Assert.That(other.Span.ToArray(), Is.EqualTo(new[] { 3 - (61 / length), 4 - (81 / length) }).Within(1e-14));
        }
    }

    [Test]
    public void Weights_come_to_those_who_read_them()
    {
        var (reader, other) = (new Counting(true), new Counting(false));
        new GradientDescent(1).For([weight], other, reader, new ClipByValue(1)).Update(GradientOf(weight));
        Assert.That((reader.Weights, other.Weights), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Lookahead_leaves_frozen_parameters_alone_and_keeps_constraints()
    {
        weight.Constraint = Constraints.UnitNorm<double>(1);
        var optimizer = new Lookahead<double>(new GradientDescent(1).For([weight, other]), every: 1);
        other.IsFrozen = true;
        other.Value = Tensor.Of(new double[,] { { 7, 8 } });
        for (int i = 0; i < 3; i++)
        {
            optimizer.Update(GradientOf(weight, other));
            Assert.That(other.Span.ToArray(), Is.EqualTo(new[] { 7.0, 8 }));
            Assert.That(weight.Value.Norm().Value, Is.EqualTo(1).Within(1e-14));
        }
    }

    [Test]
    public void Lookahead_starts_from_the_weights_before_the_first_update()
    {
        var optimizer = new Lookahead<double>(new GradientDescent(1).For([weight]), every: 1);
        weight.Value = Tensor.Of(new double[,] { { 10, 20 } });
        optimizer.Update(GradientOf(weight));
        Assert.That(weight.Span.ToArray(), Is.EqualTo(new[] { 9.5, 19.5 }));
    }

    [Test]
    public void A_failure_of_the_second_gradient_leaves_the_weights_of_before()
    {
        var sam = new Sam<double>(new GradientDescent(1).For([weight]));
        int turns = 0;
        Assert.That(() => sam.Update(() => turns++ == 0 ? GradientOf(weight) : throw new TimeoutException()), Throws.TypeOf<TimeoutException>());
        Assert.That(weight.Span.ToArray(), Is.EqualTo(new[] { 1.0, 2 }));
    }

    /// <summary>Of the sum, whose derivatives are 1.</summary>
    private Gradients<double> GradientOf(params Parameter<double>[] parameters)
    {
        tape.Reset();
        var sum = tape.Input(Tensor.Scalar(0.0));
        foreach (var parameter in parameters)
        {
            sum += tape.Input(parameter).Sum();
        }

        return tape.Gradient(sum);
    }

    private sealed class Counting(bool reads) : IGradientTransformation
    {
        public int Weights { get; private set; }

        public bool ReadsWeights => reads;

        public void Transform<T>(Span<Tensor<T>> gradients, ReadOnlySpan<Tensor<T>> weights) where T : IFloatingPointIeee754<T> => Weights = weights.Length;
    }
}

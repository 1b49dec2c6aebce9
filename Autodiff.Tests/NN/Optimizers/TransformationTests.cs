using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TransformationTests
{
    private readonly Tape<double> tape = new();

    // Keras' own examples of clipping; lecture 3.4.
    [Test]
    public void Clipping_by_value_cuts_each_element() =>
        Assert.That(Transformed(new ClipByValue(1), [100, 100, -3, 0.5]), Is.EqualTo(new[] { 1, 1, -1, 0.5 }));

    [Test]
    public void Clipping_by_norm_keeps_the_direction()
    {
        Assert.That(Transformed(new ClipByNorm(1), [100, 100]), Is.EqualTo(new[] { 0.70710678, 0.70710678 }).Within(1e-8));
        Assert.That(Transformed(new ClipByNorm(1), [0.3, 0.4]), Is.EqualTo(new[] { 0.3, 0.4 }), "short ones stay");
        Assert.That(Transformed(new ClipByNorm(1), [0, 0]), Is.EqualTo(new[] { 0.0, 0 }), "and so does zero");
    }

    [Test]
    public void The_global_norm_is_that_of_all()
    {
        Tensor<double>[] gradients = [Tensor.Of(3.0, 0), Tensor.Of(new double[,] { { 4 } }), Tensor.Of(12.0)];
        Assert.That(ClipByGlobalNorm.Norm<double>(gradients).Value, Is.EqualTo(13).Within(1e-14));
        new ClipByGlobalNorm(6.5).Transform<double>(gradients, gradients);
        Assert.That(gradients.SelectMany(g => g.ToArray()), Is.EqualTo(new[] { 1.5, 0, 2, 6 }).Within(1e-14));
        Assert.That(() => ClipByGlobalNorm.Norm<double>([]), Throws.ArgumentException);
    }

    [Test]
    public void Huge_gradients_are_clipped_without_overflow()
    {
        Tensor<float>[] gradients = [Tensor.Of(3e30f), Tensor.Of(4e30f)];
        new ClipByGlobalNorm(5).Transform<float>(gradients, gradients);
        Assert.That(gradients.Select(g => g.ToArray()[0]), Is.EqualTo(new[] { 3f, 4f }).Within(1e-5f));
    }

    [Test]
    public void Decay_is_the_gradient_of_the_penalty()
    {
        double[] g = [0.1, 0.2, 0.3, 0.4], w = [1, -2, 0, 3];
        Assert.That(Transformed(new L1Decay(0.5), g, w, [2, 2]), Is.EqualTo(new[] { 0.6, -0.3, 0.3, 0.9 }).Within(1e-15));
        Assert.That(Transformed(new L2Decay(0.5), g, w, [2, 2]), Is.EqualTo(new[] { 1.1, -1.8, 0.3, 3.4 }).Within(1e-15));
        Assert.That(Transformed(new L2Decay(0.5), g, w, [4]), Is.EqualTo(g), "biases do not decay");
        Assert.That(Transformed(new L2Decay(0.5, OfVectors: true), g, w, [4]), Is.EqualTo(new[] { 1.1, -1.8, 0.3, 3.4 }).Within(1e-15));
    }

    [Test]
    public void Transformations_happen_in_order()
    {
        var w = Parameter(1, 1);
        var optimizer = new GradientDescent(1).For([w], new ClipByValue(1), new L2Decay(0.5, OfVectors: true));
        optimizer.Update(GradientOf(w, 10, -10));
        Assert.That(w.Span.ToArray(), Is.EqualTo(new[] { -1.0, 1.0 }));
    }

    [Test]
    public void A_clipped_gradient_can_be_differentiated()
    {
        var g = Tensor.Of(3.0, 4);
        Assert.That(GradientCheck.Compare(
            x =>
            {
                Tensor<double>[] gradients = [x];
                new ClipByNorm(2).Transform<double>(gradients, gradients);
                return gradients[0];
            },
            g).Passed);
    }

    [Test]
    public void Accumulated_gradients_update_by_their_mean()
    {
        var (once, many) = (Parameter(1, 2), Parameter(1, 2));
        var whole = new Adam(0.1).For([once]);
        var parts = new Adam(0.1).For([many]);
        parts.Accumulation = 2;
        for (int i = 0; i < 3; i++)
        {
            whole.Update(GradientOf(once, 2, 5));
            parts.Update(GradientOf(many, 1, 4));
            Assert.That((parts.Pending, parts.Steps), Is.EqualTo((1, (long)i)));
            parts.Update(GradientOf(many, 3, 6));
        }

        Assert.That(many.Span.ToArray(), Is.EqualTo(once.Span.ToArray()));
        Assert.That(parts.State.Select(state => state.Path), Is.EqualTo(new[] { "w.m", "w.v", "w.accumulated" }));
    }

    [Test]
    public void Decoupled_decay_is_that_of_AdamW()
    {
        var w = new Parameter<double>("w", Tensor.Of(new double[,] { { 2.0 } }));
        var optimizer = new GradientDescent(0.1).For([w]);
        optimizer.WeightDecay = 0.5;
        optimizer.Update(GradientOf(w, 3));
        Assert.That(w.Span[0], Is.EqualTo((2 * (1 - (0.1 * 0.5))) - (0.1 * 3)).Within(1e-15));
    }

    [Test]
    public void A_schedule_multiplies_the_rate()
    {
        var w = Parameter(0);
        var optimizer = new GradientDescent(1).For([w]);
        optimizer.Schedule = new StepDecay(2, 0.1);
        double[] places = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            optimizer.Update(GradientOf(w, -1));
            return w.Span[0];
        })];
        Assert.That(places, Is.EqualTo(new[] { 1, 2, 2.1, 2.2, 2.21 }).Within(1e-12));
    }

    [Test]
    public void A_constraint_is_applied_after_each_update()
    {
        var w = Parameter(0.5, 0.5);
        w.Constraint = x => x.Maximum(0);
        new GradientDescent(1).For([w]).Update(GradientOf(w, 1, 0.1));
        Assert.That(w.Span.ToArray(), Is.EqualTo(new[] { 0.0, 0.4 }));
    }

    [Test]
    public void Groups_have_settings_of_their_own()
    {
        var (a, b) = (Parameter(0), Parameter(0));
        var group = new OptimizerGroup<double>(new GradientDescent(1).For([a]), new GradientDescent(0.1).For([b]));
        tape.Reset();
        var gradients = tape.Gradient((tape.Input(a) + tape.Input(b)).Sum());
        group.Update(gradients);
        Assert.That((a.Span[0], b.Span[0]), Is.EqualTo((-1.0, -0.1)));
        Assert.That(() => new OptimizerGroup<double>(new GradientDescent().For([a]), new Adam().For([a])), Throws.ArgumentException.With.Message.Contains("w"));
    }

    [Test]
    public void Lookahead_goes_half_of_the_way_every_few_updates()
    {
        var w = Parameter(0);
        var optimizer = new Lookahead<double>(new GradientDescent(1).For([w]), every: 3, alpha: 0.5);
        double[] places = [.. Enumerable.Range(0, 6).Select(_ =>
        {
            optimizer.Update(GradientOf(w, -1));
            return w.Span[0];
        })];
        Assert.That(places, Is.EqualTo(new[] { 1, 2, 1.5, 2.5, 3.5, 3 }));
    }

    [Test]
    public void Sharpness_aware_updates_take_the_gradient_up_the_hill()
    {
        // f = w²: the gradient at w + ρ is 2 (w + ρ).
        var w = Parameter(1);
        var sam = new Sam<double>(new GradientDescent(0.1).For([w]), radius: 0.5);
        sam.Update(() =>
        {
            tape.Reset();
            return tape.Gradient(tape.Input(w).Square().Sum());
        });
        Assert.That(w.Span[0], Is.EqualTo(1 - (0.1 * 2 * 1.5)).Within(1e-15));
    }

    [Test]
    public void Averages_follow_the_weights()
    {
        var w = Parameter(1);
        var average = new MovingAverage<double>([w], decay: 0.5);
        double expected = 1;
        foreach (double number in new double[] { 2, 5, -1, 4, 4, 4, 4, 4, 4, 4, 4 })
        {
            w.Value = Tensor.Of(number);
            average.Update();
            double kept = Math.Min(0.5, (1.0 + average.Steps) / (10 + average.Steps));
            expected = (kept * expected) + ((1 - kept) * number);
        }

        Assert.That(average.State[0].Span[0], Is.EqualTo(expected).Within(1e-14));
        average.Exchange();
        Assert.That((w.Span[0], average.State[0].Span[0]), Is.EqualTo((expected, 4.0)).Within(1e-14));
        average.Exchange();
        Assert.That(w.Span[0], Is.EqualTo(4));
    }

    private static Parameter<double> Parameter(params double[] start) => new("w", Tensor.Of(start));

    /// <summary>Gradients of a loss whose derivatives these are.</summary>
    private Gradients<double> GradientOf(Parameter<double> w, params double[] derivatives)
    {
        tape.Reset();
        return tape.Gradient((tape.Input(w) * Tensor.Of(w.Shape, derivatives)).Sum());
    }

    private static double[] Transformed(IGradientTransformation transformation, double[] gradient, double[]? weight = null, Shape? shape = null)
    {
        shape ??= [gradient.Length];
        Tensor<double>[] gradients = [Tensor.Of(shape, gradient)];
        transformation.Transform<double>(gradients, [Tensor.Of(shape, weight ?? gradient)]);
        return gradients[0].ToArray();
    }
}

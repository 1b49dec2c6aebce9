using Autodiff.NN;
using Autodiff.Tests.Recording;

namespace Autodiff.Tests.NN.Layers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AttentionTests
{
    private const double Tolerance = 1e-13;

    private readonly Tape<double> tape = new();
    private readonly Tensor<double> query = Tensor.Normal<double>([2, 3, 4], new Random(1));
    private readonly Tensor<double> key = Tensor.Normal<double>([2, 5, 4], new Random(2));
    private readonly Tensor<double> value = Tensor.Normal<double>([2, 5, 6], new Random(3));

    [Test]
    public void Two_keys_by_hand()
    {
        // Scores 1·2/√1 and 0, so weights e²/(e² + 1) and 1/(e² + 1) of the values 10 and 20.
        var attended = Attention.ScaledDotProduct(Tensor.Of<double>([1, 1], [2]), Tensor.Of<double>([2, 1], [1, 0]), Tensor.Of<double>([2, 1], [10, 20]));
        Assert.That(attended.ToArray(), Is.EqualTo(new[] { 10 + (10 / (Math.Exp(2) + 1)) }).Within(Tolerance));
    }

    [Test]
    public void A_full_tape_stays_as_it_was([Values] bool isMasked)
    {
        var mask = isMasked ? Attention.CausalMask(query, 3, 5) : (Tensor<double>?)null;
        _ = SmallTapes.RequireAllOrNothing(1, tape => Attention.Weights(tape.Input(query), key, mask));
        _ = SmallTapes.RequireAllOrNothing(1, tape => Attention.ScaledDotProduct(tape.Input(query), key, value, mask));
        var layer = new MultiHeadAttention<double>(4, 2, new Random(5), isRotary: true);
        _ = SmallTapes.RequireAllOrNothing(2, tape => layer.Weights(tape.Input(query), tape.Input(query), mask?[.., ..3]));
    }

    [Test]
    public void All_keys_count_without_a_mask() => Compare(Attention.ScaledDotProduct(query, key, value), (_, _, _) => true);

    [Test]
    public void A_mask_chooses_the_keys_of_each_query()
    {
        var mask = Tensor.Uniform<double>([2, 3, 5], new Random(4)) > 0.5;
        Compare(Attention.ScaledDotProduct(query, key, value, mask), (b, i, j) => mask[b, i, j].Value != 0);
    }

    [Test]
    public void A_causal_mask_shows_each_query_the_keys_up_to_its_place()
    {
        Assert.That(Attention.CausalMask(query, 2, 3).ToArray(), Is.EqualTo(new double[] { 1, 0, 0, 1, 1, 0 }));
        Compare(Attention.ScaledDotProduct(query, key, value, Attention.CausalMask(query, 3, 5)), (_, i, j) => j <= i);
    }

    [Test]
    public void A_padding_mask_hides_what_is_behind_the_end_of_each_sequence()
    {
        var mask = Attention.PaddingMask(Tensor.Of<double>(2, 5), 5);
        Assert.That(mask.Shape, Is.EqualTo(Shape.Of(2, 1, 5)));
        Compare(Attention.ScaledDotProduct(query, key, value, mask), (b, _, j) => j < (b == 0 ? 2 : 5));
    }

    [Test]
    public void The_product_of_two_masks_asks_for_both()
    {
        var mask = Attention.PaddingMask(Tensor.Of<double>(2, 5), 5) * Attention.CausalMask(query, 3, 5);
        Compare(Attention.ScaledDotProduct(query, key, value, mask), (b, i, j) => j <= i && j < (b == 0 ? 2 : 5));
    }

    [Test]
    public void Masks_are_made_on_the_tape_of_their_neighbour()
    {
        var lengths = tape.Constant(Tensor.Of<double>(2, 5));
        foreach (var mask in new[] { Attention.CausalMask(lengths, 2, 2), Attention.PaddingMask(lengths, 5) })
        {
            Assert.That(mask.Tape, Is.SameAs(tape));
            Assert.That(mask.IsConstant);
        }
    }

    [Test]
    public void A_query_without_keys_gets_zeros_and_sends_no_derivative_back()
    {
        var mask = Tensor.Of<double>([3, 1], [1, 0, 1]);
        var (q, k, v) = (tape.Input(query), tape.Input(key), tape.Input(value));
        var attended = Attention.ScaledDotProduct(q, k, v, mask);
        Compare(attended, (_, i, _) => i != 1);
        Assert.That(attended[.., 1].ToArray(), Is.All.Zero);

        var all = tape.Gradient(attended.Square().Sum());
        Assert.That(all[q][.., 1].ToArray(), Is.All.Zero);
        foreach (var x in new[] { q, k, v })
        {
            Assert.That(all[x].IsFinite().ToArray(), Is.All.EqualTo(1));
        }

        var none = tape.Gradient(attended[.., 1].Sum());
        foreach (var x in new[] { q, k, v })
        {
            Assert.That(none[x].ToArray(), Is.All.Zero);
        }
    }

    [Test]
    public void Hidden_keys_have_no_part_in_values_or_derivatives()
    {
        var (k, v) = (tape.Input(key), tape.Input(value));
        var mask = Attention.PaddingMask(Tensor.Of<double>(2, 3), 5);
        var attended = Attention.ScaledDotProduct(tape.Input(query), k, v, mask);
        var gradients = tape.Gradient(attended.Square().Sum());
        foreach (var x in new[] { gradients[k], gradients[v] })
        {
            Assert.That(x[0, 2..].ToArray(), Is.All.Zero);
            Assert.That(x[1, 3..].ToArray(), Is.All.Zero);
            Assert.That(x[0, ..2].ToArray(), Is.All.Not.Zero);
        }

        var hidden = 1 - mask.Transpose();
        Assert.That(Attention.ScaledDotProduct(query, key + (1e3 * hidden), value - (1e3 * hidden), mask), Is.EqualTo(attended.ToPlain()));
    }

    [Test]
    public void Great_scores_do_not_overflow()
    {
        var attended = Attention.ScaledDotProduct(query * 1e200, key, value);
        Assert.That(attended.IsFinite().ToArray(), Is.All.EqualTo(1));
    }

    [Test]
    public void Weights_are_shares_of_one()
    {
        var weights = Attention.Weights(query, key, Attention.CausalMask(query, 3, 5));
        Assert.That(weights.Sum(-1).ToArray(), Is.All.EqualTo(1).Within(Tolerance));
        Assert.That(weights.MatMul(value), Is.EqualTo(Attention.ScaledDotProduct(query, key, value, Attention.CausalMask(query, 3, 5))));
    }

    [Test]
    public void Gradients_are_those_of_differences()
    {
        var mask = Attention.CausalMask(query, 3, 5) * Tensor.Of<double>([3, 1], [1, 0, 1]);
        GradientCheck.Compare(x => Attention.ScaledDotProduct(x[0], x[1], x[2], mask).Square().Sum(), [query, key, value]).ThrowIfFailed();
    }

    [Test]
    public void Shapes_that_do_not_fit_are_named_and_nothing_is_recorded()
    {
        var (q, k, v) = (tape.Input(query), tape.Input(key), tape.Input(value));
        int count = tape.Count;
        Assert.That(() => Attention.Weights(q, v), Throws.ArgumentException.With.Message.Contains("[2, 3, 4] and [2, 5, 6]"));
        Assert.That(() => Attention.ScaledDotProduct(q, k, q), Throws.ArgumentException.With.Message.Contains("[2, 5, 4] and [2, 3, 4]"));
        Assert.That(() => Attention.Weights(q, k, Tensor.Ones<double>(5, 3)), Throws.ArgumentException.With.Message.Contains("[5, 3]"));
        Assert.That(() => Attention.Weights(q, k, Tensor.Ones<double>(3, 3, 5)), Throws.ArgumentException.With.Message.Contains("[3, 3, 5]"));
        Assert.That(() => Attention.Weights(q, k, Tensor.Ones<double>(1, 2, 3, 5)), Throws.ArgumentException.With.Message.Contains("[1, 2, 3, 5]"));
        Assert.That(() => Attention.PaddingMask(q, 3), Throws.ArgumentException.With.Message.Contains("[2, 3, 4]"));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    private void Compare(Tensor<double> attended, Func<int, int, int, bool> mayAttend)
    {
        for (int b = 0; b < 2; b++)
        {
            var (q, k, v) = (AttentionByLoops.Sequence(query, b), AttentionByLoops.Sequence(key, b), AttentionByLoops.Sequence(value, b));
            Assert.That(AttentionByLoops.Sequence(attended, b), Is.EqualTo(AttentionByLoops.ScaledDotProduct(q, k, v, (i, j) => mayAttend(b, i, j))).Within(Tolerance));
        }
    }
}

using Autodiff.NN;
using Autodiff.Tests.Recording;

namespace Autodiff.Tests.NN;

using Reduction = Autodiff.NN.Reduction; // the core has an internal type of that name, too

/// <summary>What holds for every loss.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class LossWalkTests
{
    private readonly Tape<double> tape = new();

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void Losses_are_those_of_loops(LossCase its)
    {
        double[] expected = its.Reference([.. its.Operands.Select(x => x.ToArray())]);
        Assert.That(its.Run(its.Operands, Reduction.None).ToArray(), Is.EqualTo(expected).Within(1e-13));
    }

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void Reductions_are_the_mean_and_the_sum(LossCase its)
    {
        double[] losses = its.Run(its.Operands, Reduction.None).ToArray();
        Assert.That(its.Run(its.Operands, Reduction.Sum).Value, Is.EqualTo(losses.Sum()).Within(1e-13));
        Assert.That(its.Run(its.Operands, Reduction.Mean).Value, Is.EqualTo(losses.Sum() / (its.Divisor ?? losses.Length)).Within(1e-13));
    }

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void Gradients_are_those_of_differences(LossCase its)
    {
        foreach (int operand in its.Continuous)
        {
            GradientCheck.Compare(x => its.Run(its.With(operand, x), Reduction.Sum), its.Operands[operand], 1e-7).ThrowIfFailed();
        }
    }

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void A_mean_has_the_gradient_of_the_sum_divided(LossCase its)
    {
        var sum = Gradient(its, its.Operands, Reduction.Sum);
        var mean = Gradient(its, its.Operands, Reduction.Mean);
        double n = its.Divisor ?? its.Run(its.Operands, Reduction.None).Count;
        Assert.That((mean - (sum / n)).AbsoluteMax().Value, Is.InRange(0.0, 1e-15));
    }

    [Test]
    public void A_taped_output_gives_the_bits_of_a_plain_one(
        [ValueSource(typeof(LossCases), nameof(LossCases.All))] LossCase its, [Values] Reduction reduction) =>
        Assert.That(its.Run(its.With(0, tape.Input(its.Operands[0])), reduction), Is.EqualTo(its.Run(its.Operands, reduction)));

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void Single_precision_is_near_double(LossCase its)
    {
        var expected = its.Run(its.Operands, Reduction.None);
        var actual = its.RunSingle([.. its.Operands.Select(x => x.Cast<float>())], Reduction.None).Cast<double>();
        Assert.That((actual - expected).AbsoluteMax().Value, Is.InRange(0.0, 2e-6 * Math.Max(1, expected.AbsoluteMax().Value)));
    }

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void An_extreme_output_has_a_finite_loss_and_gradient(LossCase its)
    {
        var x = its.With(0, its.Operands[0] * its.Extreme);
        Assert.That(its.Run(x, Reduction.None).IsFinite().All());
        Assert.That(Gradient(its, x, Reduction.Mean).IsFinite().All());
        Assert.That(its.RunSingle([.. x.Select(operand => operand.Cast<float>())], Reduction.None).IsFinite().All(), "in single precision");
    }

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void A_perfect_output_has_the_least_loss(LossCase its)
    {
        Tensor<double> Loss(Tensor<double> output) => its.Run([its.Normalise(output), .. its.Perfect.Skip(1)], Reduction.Mean);
        double least = Loss(its.Perfect[0]).Value;
        Assert.That(Differentiate.Gradient(Loss, its.Perfect[0]).AbsoluteMax().Value, Is.InRange(0.0, 1e-15), "a minimum is flat");
        var random = new Random(3);
        for (int i = 0; i < 20; i++)
        {
            var other = its.Perfect[0] + (Tensor.Normal<double>(its.Perfect[0].Shape, random) * 0.1);
            Assert.That(Loss(other).Value, Is.GreaterThanOrEqualTo(least - 1e-15)); // of classes that are certain, the loss nears 0 and never is it
        }

        Assert.That(its.Run(its.Operands, Reduction.Mean).Value, Is.GreaterThan(least));
    }

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void Wrong_operands_are_named_and_nothing_is_recorded(LossCase its)
    {
        foreach (var wrong in its.Wrong)
        {
            var output = tape.Input(wrong[0]);
            int count = tape.Count;
            var error = Assert.Catch<ArgumentException>(() => its.Run([output, .. wrong.Skip(1)], Reduction.Mean))!;
            Assert.That(tape.Count, Is.EqualTo(count));
            Assert.That(error.Message, Does.Contain("Give "), "the remedy");
            Assert.That(error is ArgumentOutOfRangeException || wrong.Count(x => error.Message.Contains($"{x.Shape}", StringComparison.Ordinal)) > 1, error.Message);
        }
    }

    [Test]
    public void A_full_tape_stays_as_it_was(
        [ValueSource(typeof(LossCases), nameof(LossCases.All))] LossCase its, [Values] Reduction reduction)
    {
        foreach (int operand in its.Continuous)
        {
            int recorded = SmallTapes.RequireAllOrNothing(1, tape => its.Run(its.With(operand, tape.Input(its.Operands[operand])), reduction));
            Assert.That(recorded, Is.Positive);
        }
    }

    [TestCaseSource(typeof(LossCases), nameof(LossCases.All))]
    public void A_warm_step_allocates_nothing(LossCase its)
    {
        var operands = new Tensor<double>[its.Operands.Count];
        foreach (int taped in its.Continuous)
        {
            for (int warm = 0; warm < 40; warm++)
            {
                Descend(taped);
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Descend(taped);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero, $"operand {taped} alone on the tape");
        }

        void Descend(int taped)
        {
            tape.Reset();
            for (int i = 0; i < operands.Length; i++)
            {
                operands[i] = i == taped ? tape.Input(its.Operands[i]) : its.Operands[i];
            }

            _ = tape.Gradient(its.Run(operands, Reduction.Mean));
        }
    }

    private Tensor<double> Gradient(LossCase its, IReadOnlyList<Tensor<double>> x, Reduction reduction)
    {
        var output = tape.Input(x[0]);
        return tape.Gradient(its.Run([output, .. x.Skip(1)], reduction))[output].ToPlain();
    }
}

using Autodiff.NN;

namespace Autodiff.Tests.NN;

using Reduction = Autodiff.NN.Reduction; // the core has an internal type of that name, too

public sealed class CtcTests
{
    [Test]
    public void Losses_are_those_of_all_paths_counted([Range(1, 5)] int times, [Values(0, 1, 2)] int blank)
    {
        int[][] targets = [[], [0], [1], [0, 1], [1, 1], [2, 0], [2, 2, 1], [1, 0, 1], [2, 2, 2]];
        foreach (int[] target in targets.Select(its => its.Where(label => label != blank).ToArray()))
        {
            var logits = Tensor.Normal<double>([1, times, 3], new Random(times));
            var labels = Tensor.Of([1, target.Length], target.Select(its => (double)its).ToArray());
            double expected = LossReferences.CtcByEnumeration([.. logits.ToArray().Chunk(3)], target, blank);
            var (loss, gradient) = Differentiate.ValueAndGradient((Tensor<double> z) => Losses.Ctc(z, labels, blank: blank), logits);
            Assert.That(loss.Value, Is.EqualTo(expected).Within(1e-13), $"[{string.Join(", ", target)}]");
            if (double.IsInfinity(expected))
            {
                Assert.That(gradient.ToArray(), Is.All.Zero);
                Assert.That(Losses.Ctc(logits, labels, blank: blank, impossible: 0).Value, Is.Zero);
            }
            else
            {
                GradientCheck.Compare(z => Losses.Ctc(z, labels, blank: blank), logits, 1e-7).ThrowIfFailed();
            }
        }
    }

    [Test]
    public void What_follows_the_ends_changes_nothing()
    {
        var logits = Tensor.Normal<double>([2, 5, 3], new Random(1));
        var (times, lengths) = (Tensor.Of(5.0, 3), Tensor.Of(2.0, 1));
        var labels = Tensor.Of(new double[,] { { 1, 2 }, { 2, 0 } });
        var noisy = labels + Tensor.Of(new double[,] { { 0, 0 }, { 0, -7.5 } });
        var loss = Losses.Ctc(logits, labels, times, lengths, reduction: Reduction.None);
        Assert.That(Losses.Ctc(logits, noisy, times, lengths, reduction: Reduction.None), Is.EqualTo(loss));
        var alone = Losses.Ctc(logits[1.., ..3], labels[1.., ..1]);
        Assert.That(loss.ValueAt(1), Is.EqualTo(alone.Value).Within(1e-14));
        var gradient = Differentiate.Gradient(z => Losses.Ctc(z, labels, times, lengths), logits);
        Assert.That(gradient[1.., 3..].ToArray(), Is.All.Zero);
        Assert.That(gradient[1.., ..3].AbsoluteMax().Value, Is.Positive);
    }

    /// <summary>Of equal logits each path has the same share, and for a target of n different labels there are (times + n over 2 n) of them.</summary>
    [Test]
    public void Of_equal_logits_the_paths_are_counted()
    {
        var loss = Losses.Ctc(Tensor.Zeros<double>(1, 10, 4), Tensor.Of(new double[,] { { 1, 2, 3 } }));
        double paths = 1716; // 13 over 6
        Assert.That(loss.Value, Is.EqualTo((10 * Math.Log(4)) - Math.Log(paths)).Within(1e-13));
    }

    [Test]
    public void Long_sequences_do_not_underflow()
    {
        var loss = Losses.Ctc(Tensor.Zeros<float>(1, 400, 50), Tensor.Ones<float>(1, 3));
        Assert.That(float.IsFinite(loss.Value) && loss.Value > 1000);
    }
}

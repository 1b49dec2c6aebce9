using Autodiff.NN;

namespace Autodiff.Tests.Lectures;

/// <summary>Two-layer networks with 1, 3 and 10 hidden units on ten points of a noisy sine (Bishop 2006, figure 5.9), by scaled conjugate gradients.</summary>
public sealed class SinusoidTests
{
    // To the first layer, x and its standardized form are the same but for other weights; the descent is much shorter.
    private static readonly Tensor<double> X = Standardized(Tensor.Linspace(0.0, 1.0, 10).Unsqueeze(1));

    private static readonly Tensor<double> Targets = Tensor.Of<double>(
        [10, 1], [0.349486, 0.830839, 1.007332, 0.971507, 0.133066, 0.166823, -0.848307, -0.445686, -0.563567, 0.261502]);

    [TestCase(1, 0.5891)]
    [TestCase(3, 0.1603)]
    [TestCase(10, 1e-6)]
    public void The_best_of_twenty_starts_reaches_the_minimum(int hidden, double bound) =>
        Assert.That(Best(hidden).Error, Is.LessThanOrEqualTo(bound));

    [Test]
    public void One_hidden_unit_has_a_minimum_of_0_589071() => Assert.That(Best(1).Error, Is.EqualTo(0.589071).Within(1e-6));

    [Test]
    public void Ten_hidden_units_overfit()
    {
        var grid = Tensor.Linspace(0.0, 1.0, 101).Unsqueeze(1);
        var truth = (2 * Math.PI * grid).Sin();
        double Off(int hidden) => (Best(hidden).Network.Forward(Standardized(grid)) - truth).Square().Mean().Value;
        Assert.That(Off(10), Is.GreaterThan(Off(3)));
    }

    private static Tensor<double> Standardized(Tensor<double> x) => (x - 0.5) / 0.32;

    private static (double Error, Sequential<double> Network) Best(int hidden)
    {
        var random = new Random(5);
        (double Error, Sequential<double> Network) best = (double.PositiveInfinity, []);
        for (int start = 0; start < 20; start++)
        {
            Sequential<double> network = [new Dense<double>(1, hidden, random, new Tanh<double>()), new Dense<double>(hidden, 1, random)];
            foreach (var parameter in network.Parameters)
            {
                parameter.Value = Tensor.Normal<double>(parameter.Shape, random);
            }

            double error = new ScaledConjugateGradients { MaxIterations = 2000 }
                .Minimize(network.Parameters, tape => 0.5 * (network.Forward(tape.Constant(X)) - Targets).Square().Sum()).Value;
            best = error < best.Error ? (error, network) : best;
        }

        return best;
    }
}

using Autodiff.NN;

namespace Autodiff.Tests.Lectures;

/// <summary>Two-layer networks with 1, 3 and 10 hidden units on ten points of a noisy sine (Bishop 2006, figure 5.9), by scaled conjugate gradients.</summary>
public sealed class SinusoidTests
{
    // To the first layer, x and its standardized form are the same but for other weights; the descent is much shorter.
    private static readonly Tensor<double> X = Standardized(Tensor.Linspace(0.0, 1.0, 10).Unsqueeze(1));

    private static readonly Tensor<double> Targets = Tensor.Of<double>(
        [10, 1], [0.349486, 0.830839, 1.007332, 0.971507, 0.133066, 0.166823, -0.848307, -0.445686, -0.563567, 0.261502]);

    private static readonly Dictionary<int, Lazy<Fit[]>> Fits = new[] { 1, 3, 10 }.ToDictionary(hidden => hidden, hidden => new Lazy<Fit[]>(() => [.. Fitted(hidden)]));

    [TestCase(1, 0.5891)]
    [TestCase(3, 0.1603)]
    [TestCase(10, 1e-6)]
    public void The_best_of_twenty_starts_reaches_the_minimum(int hidden, double bound) => Assert.That(Best(hidden), Is.LessThanOrEqualTo(bound));

    [Test]
    public void One_hidden_unit_has_its_minimum_at_0_589071() => Assert.That(Best(1), Is.EqualTo(0.589071).Within(1e-6));

    [Test]
    public void More_hidden_units_fit_better() => Assert.That(new[] { Best(1), Best(3), Best(10) }, Is.Ordered.Descending);

    [Test]
    public void Ten_hidden_units_overfit()
    {
        double Median(int hidden) => Fits[hidden].Value.Select(fit => fit.OffTheSine).Order().ElementAt(10);
        Assert.That(Median(10), Is.GreaterThan(1.3 * Median(3)));
        Assert.That(Median(1), Is.GreaterThan(1.3 * Median(3)));
    }

    private static double Best(int hidden) => Fits[hidden].Value.Min(fit => fit.Error);

    private static IEnumerable<Fit> Fitted(int hidden)
    {
        var random = new Random(5);
        var grid = Tensor.Linspace(0.0, 1.0, 101).Unsqueeze(1);
        var sine = (2 * Math.PI * grid).Sin();
        for (int start = 0; start < 20; start++)
        {
            Sequential<double> network = [new Dense<double>(1, hidden, random, new Tanh<double>()), new Dense<double>(hidden, 1, random)];
            foreach (var parameter in network.Parameters)
            {
                parameter.Value = Tensor.Normal<double>(parameter.Shape, random);
            }

            // Three units creep towards weights without end, and are near their minima long before.
            var minimum = new ScaledConjugateGradients { MaxIterations = hidden == 3 ? 200 : 600 }
                .Minimize(network.Parameters, tape => 0.5 * (network.Forward(tape.Constant(X)) - Targets).Square().Sum());
            yield return new(minimum.Value, (network.Forward(Standardized(grid)) - sine).Square().Mean().Value);
        }
    }

    private static Tensor<double> Standardized(Tensor<double> x) => (x - 0.5) / 0.32;

    /// <summary>½ Σ r² on the points, and the mean of squares off the sine without noise.</summary>
    private sealed record Fit(double Error, double OffTheSine);
}

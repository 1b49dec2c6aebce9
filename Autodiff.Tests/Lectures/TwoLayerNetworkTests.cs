namespace Autodiff.Tests.Lectures;

/// <summary>The 2-2-2 network of the lectures with all its figures, recomputed to 17 digits by an independent program.</summary>
public class TwoLayerNetworkTests
{
    private static readonly double[] Weights = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55, 0.35, 0.60];

    private static readonly double[] Gradient =
    [
        0.00043856773447434673, 0.00087713546894869345, 0.00049771273526086007, 0.00099542547052172014,
        0.082167040564230779, 0.082667627847533255, -0.02260254047747506, -0.022740242215978211,
        0.018725609394704136, 0.10040032511200075,
    ];

    private static Scalar<double> Error(ReadOnlySpan<Scalar<double>> w)
    {
        var h1 = Functions.Sigmoid((w[0] * 0.05) + (w[1] * 0.10) + w[8]);
        var h2 = Functions.Sigmoid((w[2] * 0.05) + (w[3] * 0.10) + w[8]);
        var o1 = Functions.Sigmoid((w[4] * h1) + (w[5] * h2) + w[9]);
        var o2 = Functions.Sigmoid((w[6] * h1) + (w[7] * h2) + w[9]);
        return (0.5 * Functions.Square(0.01 - o1)) + (0.5 * Functions.Square(0.99 - o2));
    }

    [Test]
    public void Error_and_gradient()
    {
        var (error, gradient) = Differentiate.ValueAndGradient(Error, Weights);
        Assert.That(error, Is.EqualTo(0.29837110876000269).Within(1e-15));
        for (int i = 0; i < gradient.Length; i++)
        {
            Assert.That(gradient[i], Is.EqualTo(Gradient[i]).Within(1e-14 * Math.Abs(Gradient[i])), $"parameter {i + 1}");
        }
    }

    [TestCase(1, false, 0.29102777369359935)]
    [TestCase(1, true, 0.2857508866992965)]
    [TestCase(10_000, false, 3.510187782978859e-05)]
    public void Error_after_descending(int steps, bool moveBiases, double expected)
    {
        double[] weights = [.. Weights];
        for (int step = 0; step < steps; step++)
        {
            var gradient = Differentiate.Gradient(Error, weights);
            for (int i = 0; i < (moveBiases ? 10 : 8); i++)
            {
                weights[i] -= 0.5 * gradient[i];
            }
        }

        Assert.That(Differentiate.ValueAndGradient(Error, weights).Value, Is.EqualTo(expected).Within(1e-12 * expected));
    }
}

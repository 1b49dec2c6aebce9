namespace Autodiff.Tests.Lectures;

/// <summary>
/// Batch normalization composed from primitives against the formulas of its forward and backward pass (Ioffe and Szegedy 2015,
/// algorithm 1 and section 3).
/// </summary>
public class BatchNormTests
{
    private const double Epsilon = 1e-5;

    [Test]
    public void Value_and_gradients_are_the_published_figures()
    {
        var tape = new Tape<double>();
        var x = tape.Input([4, 1], [1, 2, 4, 7], "x");
        var gamma = tape.Input([1], [1.5], "γ");
        var beta = tape.Input([1], [-0.25], "β");
        var y = Normalized(x, gamma, beta);
        var gradient = tape.Gradient(y, Tensor.Of<double>([4, 1], [1, -2, 0.5, 3]));
        Assert.Multiple(() =>
        {
            Assert.That(y.ToArray(), Is.EqualTo([-1.886632618072954, -1.231979570843772, 0.07732652361459072, 2.041285665302135]).Within(1e-12));
            Assert.That(gradient[x].ToArray(), Is.EqualTo([1.122260696648494, -1.192404766614071, -0.2571847916911579, 0.3273288616567346]).Within(1e-12));
            Assert.That(gradient[gamma].ToArray(), Is.EqualTo([4.909897854218861]).Within(1e-12));
            Assert.That(gradient[beta].ToArray(), Is.EqualTo([2.5]).Within(1e-12));
        });
    }

    [TestCase(4, 1, 1)]
    [TestCase(32, 7, 2)]
    [TestCase(101, 16, 3)]
    public void Gradients_are_the_six_formulas(int batch, int features, int seed)
    {
        var random = new Random(seed);
        var (x, dy) = (Uniform(random, batch * features), Uniform(random, batch * features));
        var (gamma, beta) = (Uniform(random, features), Uniform(random, features));

        var tape = new Tape<double>();
        var (tx, tGamma, tBeta) = (tape.Input([batch, features], x), tape.Input([features], gamma), tape.Input([features], beta));
        var gradient = tape.Gradient(Normalized(tx, tGamma, tBeta), Tensor.Of<double>([batch, features], dy));

        var (dx, dGamma, dBeta) = Backward(x, dy, gamma, batch, features);
        Assert.Multiple(() =>
        {
            Assert.That(gradient[tx].ToArray(), Is.EqualTo(dx).Within(1e-12));
            Assert.That(gradient[tGamma].ToArray(), Is.EqualTo(dGamma).Within(1e-12));
            Assert.That(gradient[tBeta].ToArray(), Is.EqualTo(dBeta).Within(1e-12));
        });
    }

    private static Tensor<double> Normalized(Tensor<double> x, Tensor<double> gamma, Tensor<double> beta) =>
        (x - x.Mean(axis: 0)) / (x.Variance(axis: 0) + Epsilon).Sqrt() * gamma + beta;

    /// <summary>The backward pass as it is written by hand.</summary>
    private static (double[] X, double[] Gamma, double[] Beta) Backward(double[] x, double[] dy, double[] gamma, int batch, int features)
    {
        var (dx, dGamma, dBeta) = (new double[x.Length], new double[features], new double[features]);
        for (int j = 0; j < features; j++)
        {
            int feature = j;
            int[] column = [.. Enumerable.Range(0, batch).Select(i => (i * features) + feature)];
            double mean = column.Average(i => x[i]);
            double variance = column.Average(i => (x[i] - mean) * (x[i] - mean));
            double deviation = Math.Sqrt(variance + Epsilon);
            double dVariance = column.Sum(i => dy[i] * gamma[feature] * (x[i] - mean)) * -0.5 * Math.Pow(variance + Epsilon, -1.5);
            double dMean = column.Sum(i => -dy[i] * gamma[feature] / deviation) + (dVariance * column.Average(i => -2 * (x[i] - mean)));
            foreach (int i in column)
            {
                dx[i] = (dy[i] * gamma[j] / deviation) + (dVariance * 2 * (x[i] - mean) / batch) + (dMean / batch);
            }

            dGamma[j] = column.Sum(i => dy[i] * (x[i] - mean) / deviation);
            dBeta[j] = column.Sum(i => dy[i]);
        }

        return (dx, dGamma, dBeta);
    }

    private static double[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (4 * random.NextDouble()) - 2)];
}

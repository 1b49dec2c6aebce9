namespace Autodiff.Tests.Lectures;

public class ChainRuleTests
{
    // z = 5y⁴, y = x³ + 7: dz/dx = 60 x² (x³ + 7)³. The slide that loses the exponent of the bracket has 3600.
    [Test]
    public void One_path()
    {
        var (value, derivative) = Differentiate.ValueAndDerivative(x => 5 * Scalar<double>.Pow(Scalar<double>.Pow(x, 3) + 7, 4), 2.0);
        Assert.That((value, derivative), Is.EqualTo((253_125.0, 810_000.0)));
    }

    // Four neurons in a row: the derivative by each bias is a product of slopes and weights.
    [Test]
    public void Product_of_slopes_and_weights_in_the_simplest_deep_network()
    {
        double[] w = [0.6, -0.9, 1.3, 0.7];
        var tape = new Tape<double>();
        var b = tape.Inputs([0.1, -0.2, 0.05, 0.3]);
        Scalar<double> a = 0.8;
        for (int layer = 0; layer < 4; layer++)
        {
            a = Functions.Sigmoid((w[layer] * a) + b[layer]);
        }

        double[] expected = [-0.0021177341342234995, 0.010226154112058818, 0.036457446783127984, 0.21951814922206134];
        Assert.That(a.Value, Is.EqualTo(0.6745905231618792).Within(1e-15));
        Assert.That(tape.Gradient(a).Of(b), Is.EqualTo(expected).Within(1e-15));
    }

    [Test]
    public void Paths_that_meet_again_add_up()
    {
        var tape = new Tape<double>();
        var x = tape.Input(1.5);
        double gradient = tape.Gradient(x * x * Scalar<double>.Sin(x))[x];
        Assert.That(gradient, Is.EqualTo((Math.Sin(1.5) * 3) + (2.25 * Math.Cos(1.5))).Within(1e-15));
    }
}

namespace Autodiff.Tests.Tensors;

/// <summary>Half precision ends at 65504, so that counts and sums of means overflow unless they are kept wider.</summary>
public class HalfMeanTests
{
    private const double Epsilon = 1.0 / 1024;

    [TestCase(70_000, 0.001)]
    [TestCase(100_000, 1)]
    [TestCase(100_000, -300)]
    [TestCase(3, 60_000)]
    public void Means_of_equal_numbers_are_the_number(int count, double number)
    {
        var x = Tensor.Full<Half>([count], (Half)number);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((double)x.Mean().Value, Is.EqualTo((double)(Half)number).Within(Epsilon * Math.Abs(number)));
            Assert.That((double)x.Reshape(1, -1).Mean([1]).Value, Is.EqualTo((double)(Half)number).Within(Epsilon * Math.Abs(number)));
            Assert.That((double)x.Variance().Value, Is.Zero.Within(1e-6));
        }
    }

    [Test]
    public void Variance_of_many()
    {
        var x = Tensor.Range(0.0, 100_000).Cast<float>();
        var signs = ((x - ((x / 2).Floor() * 2) - 0.5f) * 4).Cast<Half>(); // -2 and 2 in turn
        using (Assert.EnterMultipleScope())
        {
            Assert.That((double)signs.Mean().Value, Is.Zero);
            Assert.That((double)signs.Variance().Value, Is.EqualTo(4));
            Assert.That((double)signs.StandardDeviation().Value, Is.EqualTo(2).Within(4 * Epsilon));
        }
    }

    [Test]
    public void The_gradient_of_a_mean_of_many()
    {
        const int count = 100_000;
        var tape = new Tape<Half>();
        var x = tape.Input(Tensor.Ones<Half>(count));
        var gradient = tape.Gradient(x.Mean() * (Half)1000)[x];
        Assert.That((double)gradient.ValueAt(count - 1), Is.EqualTo(1000.0 / count).Within(2 * Epsilon * 1000 / count));
    }

    [Test]
    public void Second_derivatives_of_a_variance()
    {
        var hessian = Differentiate.Hessian(x => x.Variance(), Tensor.Of((Half)1, (Half)2, (Half)4, (Half)5));
        var expected = ((Tensor.Identity<double>(4) - 0.25) / 2).Cast<Half>(); // 2/n (I - 1/n)
        Assert.That(hessian.AllClose(expected, relative: 4 * Epsilon));
    }
}

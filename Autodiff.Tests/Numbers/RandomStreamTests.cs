using System.Numerics;

namespace Autodiff.Tests.Numbers;

/// <summary>The same stream in each type of numbers: its moments are tested where it is used.</summary>
public sealed class RandomStreamTests
{
    private const int Count = 100_000;

    [Test]
    public void Narrower_types_cut_off_the_digits_of_wider_ones()
    {
        double[] wide = Numbers<double>();
        Assert.That(Numbers<float>().Select(u => (double)u), Is.EqualTo(wide.Select(u => Cut(u, 24))));
        Assert.That(Numbers<Half>().Select(u => (double)u), Is.EqualTo(wide.Select(u => Cut(u, 11))));
        Assert.That(Numbers<Dual<double>>().Select(u => u.Value), Is.EqualTo(wide));
        Assert.That(wide.Count(u => u != Cut(u, 52)), Is.EqualTo(Count / 2).Within(4 * Math.Sqrt(Count / 4.0)), "the 53rd digit is 1 half of the times");
    }

    [Test]
    public void Every_type_stays_below_1()
    {
        Assert.That(Numbers<Half>().Max(), Is.EqualTo(Half.BitDecrement(Half.One)));
        Assert.That(Numbers<float>().Max(), Is.LessThan(1));
    }

    [Test]
    public void Masks_of_a_rate_on_the_grid_agree()
    {
        const float Rate = 0.3f;
        Assert.That(Numbers<float>().Select(u => u < Rate), Is.EqualTo(Numbers<double>().Select(u => u < Rate)));
    }

    private static double Cut(double u, int digits) => Math.ScaleB(Math.Floor(Math.ScaleB(u, digits)), -digits);

    private static T[] Numbers<T>() where T : IFloatingPointIeee754<T>
    {
        var numbers = new T[Count];
        new RandomStream(new Random(7)).Uniform<T>(numbers);
        return numbers;
    }
}

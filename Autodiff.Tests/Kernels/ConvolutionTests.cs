using System.Numerics;
using static Autodiff.Tests.Kernels.ConvolutionCases;

namespace Autodiff.Tests.Kernels;

internal sealed class ConvolutionTests
{
    private static IEnumerable<ConvolutionShape> Cases => Shapes;

    [TestCaseSource(nameof(Cases))]
    public void Equals_the_definition(ConvolutionShape shape)
    {
        Equals_the_definition<float>(shape, Whole<float>);
        Equals_the_definition<double>(shape, Whole<double>);
    }

    // Of whole numbers with whole tangents even the product rule is exact; Half has few digits, so a small shape.
    [TestCase(2, 2)]
    [TestCase(4, 4)]
    public void Equals_the_definition_in_any_number_type(int outputs, int groups)
    {
        var shape = new ConvolutionShape(2, 4, 6, 5, outputs, groups, new(3, 2) { Stride = (2, 1), Padding = (1, 0), Dilation = (1, 2) });
        Equals_the_definition<Half>(shape, Whole<Half>);
        Equals_the_definition<Dual<double>>(
            shape,
            (length, random) => [.. Whole<double>(length, random).Zip(Whole<double>(length, random), (value, tangent) => new Dual<double>(value, tangent))]);
    }

    // ⟨y, F(x, w)⟩ = ⟨Input(y, w), x⟩ = ⟨Weights(x, y), w⟩
    [TestCaseSource(nameof(Cases))]
    public void Is_one_trilinear_form_from_its_three_sides(ConvolutionShape shape)
    {
        var random = new Random(5);
        double[] x = Fractions(shape.InputLength, random);
        double[] w = Fractions(shape.WeightsLength, random);
        double[] y = Fractions(shape.OutputLength, random);
        double[] forward = Garbage<double>(y.Length);
        double[] input = Garbage<double>(x.Length);
        double[] weights = Garbage<double>(w.Length);
        Convolution.Forward<double>(shape, x, w, forward);
        Convolution.Input<double>(shape, y, w, input);
        Convolution.Weights<double>(shape, x, y, weights);
        double form = Dot(y, forward);
        double scale = 1 + Terms(shape).Sum(term => Math.Abs(y[term.Y] * w[term.W] * x[term.X]));
        Assert.That(Dot(input, x), Is.EqualTo(form).Within(1e-12 * scale));
        Assert.That(Dot(weights, w), Is.EqualTo(form).Within(1e-12 * scale));
    }

    [Test]
    public void Repeats_to_the_bit()
    {
        var shape = new ConvolutionShape(2, 64, 20, 19, 3, 1, new(3, 3) { Padding = (1, 1) });
        var random = new Random(6);
        double[] x = Fractions(shape.InputLength, random);
        double[] y = Fractions(shape.OutputLength, random);
        double[] once = new double[shape.WeightsLength];
        double[] again = new double[shape.WeightsLength];
        Convolution.Weights<double>(shape, x, y, once);
        Convolution.Weights<double>(shape, x, y, again);
        Assert.That(again, Is.EqualTo(once));
    }

    [TestCase(1, 0, 1, "0 input channels")]
    [TestCase(-1, 4, 1, "-1 images")]
    [TestCase(1, 4, 0, "0 groups")]
    [TestCase(1, 4, 4, "6 output channels cannot be split into 4 groups")]
    [TestCase(1, 4, 3, "4 input channels cannot be split into 3 groups")]
    public void Sizes_that_make_no_convolution_are_refused(int batch, int channels, int groups, string message)
    {
        var shape = new ConvolutionShape(batch, channels, 5, 5, 6, groups, new(3, 3));
        Assert.That(() => Convolution.Forward<double>(shape, default, default, default), Throws.InstanceOf<ArgumentException>().With.Message.Contains(message));
    }

    [TestCase(1, 0, 0, "x has 51 elements, but (batch, channels, height, width) = (1, 2, 5, 5) makes 50")]
    [TestCase(0, 1, 0, "w has 37 elements, but (outputs, channels/groups, kernel height, kernel width) = (2, 2, 3, 3) makes 36")]
    [TestCase(0, 0, 1, "y has 19 elements, but (batch, outputs, output height, output width) = (1, 2, 3, 3) makes 18")]
    public void Arrays_of_other_lengths_are_refused(int moreX, int moreW, int moreY, string message)
    {
        var shape = new ConvolutionShape(1, 2, 5, 5, 2, 1, new(3, 3));
        Assert.That(
            () => Convolution.Forward<double>(shape, new double[50 + moreX], new double[36 + moreW], new double[18 + moreY]),
            Throws.ArgumentException.With.Message.Contains(message));
    }

    private static void Equals_the_definition<T>(ConvolutionShape shape, Func<int, Random, T[]> numbers) where T : IFloatingPointIeee754<T>
    {
        var random = new Random(4);
        T[] x = numbers(shape.InputLength, random);
        T[] w = numbers(shape.WeightsLength, random);
        T[] y = numbers(shape.OutputLength, random);
        var (expectedX, expectedW, expectedY) = (new T[x.Length], new T[w.Length], new T[y.Length]);
        foreach (var term in Terms(shape))
        {
            expectedX[term.X] += y[term.Y] * w[term.W];
            expectedW[term.W] += y[term.Y] * x[term.X];
            expectedY[term.Y] += w[term.W] * x[term.X];
        }

        var (forward, input, weights) = (Garbage<T>(y.Length), Garbage<T>(x.Length), Garbage<T>(w.Length));
        Convolution.Forward<T>(shape, x, w, forward);
        Convolution.Input<T>(shape, y, w, input);
        Convolution.Weights<T>(shape, x, y, weights);
        Assert.That(Parts(forward), Is.EqualTo(Parts(expectedY)));
        Assert.That(Parts(input), Is.EqualTo(Parts(expectedX)));
        Assert.That(Parts(weights), Is.EqualTo(Parts(expectedW)));
    }

    // Equality of dual numbers looks at the value alone.
    private static object Parts<T>(T[] numbers) => numbers is Dual<double>[] duals ? duals.Select(dual => (dual.Value, dual.Tangent)).ToArray() : numbers;

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}

using System.Numerics;
using static Autodiff.Tests.Kernels.ConvolutionCases;

namespace Autodiff.Tests.Kernels;

internal sealed class PoolingTests
{
    private static IEnumerable<WindowShape> Cases
    {
        get
        {
            foreach (int kernel in (int[])[1, 2, 3])
            {
                foreach (int stride in (int[])[1, 2, 3])
                {
                    for (int padding = 0; padding <= kernel / 2; padding++)
                    {
                        var window = new Window(kernel, 4 - kernel) { Stride = (stride, 4 - stride), Padding = (padding, 0), Dilation = (1 + (stride % 2), 2) };
                        yield return new(3, 2, 7, 8, window);
                        yield return new(1, 1, 8, 7, new(4 - kernel, kernel) { Stride = (stride, stride), Padding = (0, padding) });
                    }
                }
            }

            foreach (int width in (int[])[2, 3, 6, 8, 9, 16, 17, 39, 64]) // squares beside each other: a single one, rows shorter and longer than registers, rests
            {
                yield return new(2, 5, 6, width, new(2, 2) { Stride = (2, 2) });
                yield return new(2, 3, (width % 3) + 2, width, new(2, 2) { Stride = (2, 2) });
            }

            yield return new(0, 2, 4, 4, new(2, 2));
            yield return new(1, 1, 1, 1, new(1, 1));
            yield return new(1, 1, 1, 1, new(3, 3) { Padding = (1, 1) });
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Maxima_are_those_of_the_definition(WindowShape shape)
    {
        MaximaEqualTheDefinition<float>(shape);
        MaximaEqualTheDefinition<double>(shape);
        MaximaEqualTheDefinition<Dual<double>>(shape);
    }

    [Test]
    public void The_tangent_of_a_maximum_is_that_of_the_element_taken()
    {
        var y = new Dual<double>[1];
        MaxPool.Forward<Dual<double>>(new(1, 1, 1, 2, new(1, 2)), new Dual<double>[] { new(2, 30), new(5, -7) }, y, new int[1]);
        Assert.That((y[0].Value, y[0].Tangent), Is.EqualTo((5.0, -7.0)));
    }

    [Test]
    public void The_first_of_equal_maxima_in_the_order_of_the_rows_is_taken()
    {
        Assert.That(Maximum([1, 3, 3, 3]), Is.EqualTo((3.0, 1)));
        Assert.That(Maximum([1, 0, 3, 3]), Is.EqualTo((3.0, 2)));
        Assert.That(Maximum([double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity]), Is.EqualTo((double.NegativeInfinity, 0)));
        Assert.That(Maximum([-0.0, 0, 0, 0]), Is.EqualTo((-0.0, 0)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void The_first_NaN_wins_over_any_number(int place)
    {
        double[] x = [1, double.PositiveInfinity, 2, double.NaN];
        x[place] = double.NaN;
        Assert.That(Maximum(x), Is.EqualTo((double.NaN, place)));
    }

    // Every square of 1, 3, NaN and ±0 beside each other in one row of squares, as wide as registers are and alone.
    [Test]
    public void Squares_of_equal_elements_and_NaN_are_taken_as_elsewhere()
    {
        float[] values = [1, 3, float.NaN, 0, -0f];
        float[][] squares = [.. from a in values from b in values from c in values from d in values select new[] { a, b, c, d }];
        float[] x = [.. squares.SelectMany(square => square[..2]), .. squares.SelectMany(square => square[2..])];
        float[] y = [.. squares.Select((_, i) => i + 1f)];
        var (maxima, indices, without) = (new float[squares.Length], new int[squares.Length], new float[squares.Length]);
        var (input, inputWithout) = (new float[x.Length], Garbage<float>(x.Length));
        var shape = new WindowShape(1, 1, 2, 2 * squares.Length, new(2, 2) { Stride = (2, 2) });
        MaxPool.Forward<float>(shape, x, maxima, indices);
        MaxPool.Input<float>(shape, y, indices, input);
        MaxPool.Forward<float>(shape, x, without);
        MaxPool.Input<float>(shape, x, y, inputWithout);
        Assert.That(without.Select(BitConverter.SingleToInt32Bits), Is.EqualTo(maxima.Select(BitConverter.SingleToInt32Bits)));
        Assert.That(inputWithout, Is.EqualTo(input));
    }

    [Test]
    public void Padding_never_is_a_maximum()
    {
        double[] y = new double[4];
        int[] argmax = new int[4];
        MaxPool.Forward<double>(new(1, 1, 2, 2, new(2, 2) { Stride = (2, 2), Padding = (1, 1) }), new double[] { -1, -2, -3, -4 }, y, argmax);
        Assert.That(y, Is.EqualTo(new double[] { -1, -2, -3, -4 }));
        Assert.That(argmax, Is.EqualTo(Enumerable.Range(0, 4)));
    }

    [Test]
    public void A_place_entirely_in_padding_is_refused()
    {
        var shape = new WindowShape(1, 1, 3, 3, new(2, 2) { Padding = (0, 2) });
        Assert.That(
            () => MaxPool.Forward<double>(shape, new double[9], new double[12], new int[12]),
            Throws.ArgumentException.With.Message.Contains("Place 0 of the window along the width lies entirely in padding"));
        Assert.That(() => AveragePool.Forward<double>(shape, countPadding: false, new double[9], new double[12]), Throws.ArgumentException);
        Assert.That(() => AveragePool.Forward<double>(shape, countPadding: true, new double[9], new double[12]), Throws.Nothing);
    }

    // Two taps around an input that neither meets, although the padding is half the kernel.
    [Test]
    public void A_kernel_whose_gap_swallows_the_input_is_refused() =>
        Assert.That(
            () => MaxPool.Forward<double>(new(1, 1, 1, 3, new(1, 2) { Padding = (0, 1), Dilation = (1, 4) }), new double[3], new double[1], new int[1]),
            Throws.ArgumentException.With.Message.Contains("dilation 4"));

    [TestCaseSource(nameof(Cases))]
    public void Means_are_those_of_the_definition(WindowShape shape)
    {
        foreach (bool countPadding in (bool[])[false, true])
        {
            MeansEqualTheDefinition<float>(shape, countPadding);
            MeansEqualTheDefinition<double>(shape, countPadding);
            MeansEqualTheDefinition<Dual<double>>(shape, countPadding);
        }
    }

    // By hand: under the corner place lie one element and three of padding.
    [Test]
    public void Padding_counts_on_request()
    {
        var shape = new WindowShape(1, 1, 2, 2, new(2, 2) { Stride = (2, 2), Padding = (1, 1) });
        double[] x = [4, 8, 12, 16];
        double[] y = new double[4];
        AveragePool.Forward<double>(shape, countPadding: true, x, y);
        Assert.That(y, Is.EqualTo(new double[] { 1, 2, 3, 4 }));
        AveragePool.Forward<double>(shape, countPadding: false, x, y);
        Assert.That(y, Is.EqualTo(x));
    }

    private static (double Max, int Index) Maximum(double[] x)
    {
        double[] y = new double[1];
        int[] argmax = new int[1];
        MaxPool.Forward<double>(new(1, 1, 2, 2, new(2, 2)), x, y, argmax);
        return (y[0], argmax[0]);
    }

    private static void MaximaEqualTheDefinition<T>(WindowShape shape) where T : IFloatingPointIeee754<T>
    {
        var random = new Random(8);
        int plane = shape.Height * shape.Width;
        int outputs = shape.Planes * shape.Places;
        T[] x = Whole<T>(shape.InputLength, random);
        T[] y = Whole<T>(outputs, random);
        var (expectedMaxima, expectedIndices, expectedInput) = (new T[outputs], new int[outputs], new T[x.Length]);
        foreach (var place in Places(shape))
        {
            int taken = place.OrderByDescending(index => x[index]).ThenBy(index => index).First();
            expectedMaxima[place.Key] = x[taken];
            expectedIndices[place.Key] = taken % plane;
            expectedInput[taken] += y[place.Key];
        }

        var (maxima, indices, input, again) = (Garbage<T>(outputs), new int[outputs], Garbage<T>(x.Length), Garbage<T>(outputs));
        MaxPool.Forward<T>(shape, x, maxima, indices);
        MaxPool.Input<T>(shape, y, indices, input);
        MaxPool.Take<T>(shape, x, indices, again);
        Assert.That(maxima, Is.EqualTo(expectedMaxima));
        Assert.That(indices, Is.EqualTo(expectedIndices));
        Assert.That(input, Is.EqualTo(expectedInput));
        Assert.That(again, Is.EqualTo(expectedMaxima));
        (maxima, input) = (Garbage<T>(outputs), Garbage<T>(x.Length));
        MaxPool.Forward<T>(shape, x, maxima);
        MaxPool.Input<T>(shape, x, y, input);
        Assert.That(maxima, Is.EqualTo(expectedMaxima), "without indices");
        Assert.That(input, Is.EqualTo(expectedInput), "without indices");
    }

    private static void MeansEqualTheDefinition<T>(WindowShape shape, bool countPadding) where T : IFloatingPointIeee754<T>
    {
        var random = new Random(9);
        int outputs = shape.Planes * shape.Places;
        // Multiples of every number of elements that occurs, so that the means are whole.
        T[] x = [.. Whole<T>(shape.InputLength, random).Select(element => element * T.CreateChecked(72))];
        T[] y = [.. Whole<T>(outputs, random).Select(element => element * T.CreateChecked(72))];
        var (expectedMeans, expectedInput) = (new T[outputs], new T[x.Length]);
        foreach (var place in Places(shape))
        {
            T count = T.CreateChecked(countPadding ? shape.Window.Area : place.Count());
            foreach (int index in place)
            {
                expectedMeans[place.Key] += x[index] / count;
                expectedInput[index] += y[place.Key] / count;
            }
        }

        var (means, input) = (Garbage<T>(outputs), Garbage<T>(x.Length));
        AveragePool.Forward<T>(shape, countPadding, x, means);
        AveragePool.Input<T>(shape, countPadding, y, input);
        Assert.That(means, Is.EqualTo(expectedMeans));
        Assert.That(input, Is.EqualTo(expectedInput));
    }

    /// <summary>For each output the elements under its window, from the definition of a convolution of one channel.</summary>
    private static IEnumerable<IGrouping<int, int>> Places(WindowShape shape) =>
        Terms(new(shape.Planes, 1, shape.Height, shape.Width, 1, 1, shape.Window)).GroupBy(term => term.Y, term => term.X);
}

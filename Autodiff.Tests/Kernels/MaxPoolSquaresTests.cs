using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>Maxima of squares of 2 × 2 against a naive loop, where elements are equal, infinite, NaN or zeros of either sign.</summary>
[TestFixture(typeof(float)), TestFixture(typeof(double)), TestFixture(typeof(Half))]
public class MaxPoolSquaresTests<T> where T : IFloatingPointIeee754<T>
{
    private static readonly T[] values = [T.Zero, T.NegativeZero, T.One, -T.One, T.NaN, T.PositiveInfinity, T.NegativeInfinity];

    [Test]
    public void Maxima_and_their_adjoints_are_those_of_a_naive_loop(
        [Values(2, 3, 4, 5, 9)] int height, [Values(2, 3, 5, 8, 16, 17, 31, 32, 33, 66, 131)] int width, [Values(1, 6)] int planes)
    {
        var shape = new WindowShape(planes, 1, height, width, new(2, 2) { Stride = (2, 2) });
        Assert.That(MaxPoolSquares.Covers(shape));
        var random = new Random((height * width) + planes);
        T[] x = [.. Enumerable.Range(0, planes * height * width).Select(_ => values[random.Next(values.Length)])];
        int places = (height / 2) * (width / 2);
        T[] adjoints = [.. Enumerable.Range(1, planes * places).Select(i => T.CreateChecked(i % 1000))];
        var (expected, expectedAdjoints) = (new T[planes * places], new T[x.Length]);
        for (int place = 0; place < expected.Length; place++)
        {
            int taken = Taken(x, height, width, place);
            expected[place] = x[taken];
            expectedAdjoints[taken] = adjoints[place];
        }

        var (maxima, input) = (ConvolutionCases.Garbage<T>(expected.Length), ConvolutionCases.Garbage<T>(x.Length));
        MaxPoolSquares.Forward<T>(shape, x, maxima);
        MaxPoolSquares.Input<T>(shape, x, adjoints, input);
        Assert.That(maxima.Select(Bits), Is.EqualTo(expected.Select(Bits)));
        Assert.That(input.Select(Bits), Is.EqualTo(expectedAdjoints.Select(Bits)));
    }

    /// <summary>The first of the greatest in the order of the rows, or the first NaN.</summary>
    private static int Taken(T[] x, int height, int width, int place)
    {
        var (row, column) = Math.DivRem(place, width / 2);
        var (plane, i) = Math.DivRem(row, height / 2);
        int first = (((plane * height) + (2 * i)) * width) + (2 * column);
        int taken = first;
        foreach (int next in (int[])[first + 1, first + width, first + width + 1])
        {
            if (!T.IsNaN(x[taken]) && (T.IsNaN(x[next]) || x[next] > x[taken]))
            {
                taken = next;
            }
        }

        return taken;
    }

    private static long Bits(T x) => BitConverter.DoubleToInt64Bits(double.CreateChecked(x));
}

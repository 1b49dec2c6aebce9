using System.Numerics;
using static Autodiff.Tests.Kernels.ConvolutionCases;

namespace Autodiff.Tests.Kernels;

internal sealed class UnfoldTests
{
    private static IEnumerable<WindowShape> Cases =>
        Shapes.Select(shape => new WindowShape(shape.Batch, Math.Min(shape.Channels, 4), shape.Height, shape.Width, shape.Window)).Distinct();

    [TestCaseSource(nameof(Cases))]
    public void Equals_the_definition(WindowShape shape)
    {
        Equals_the_definition<float>(shape);
        Equals_the_definition<double>(shape);
    }

    [Test]
    public void Equals_the_definition_in_any_number_type()
    {
        var shape = new WindowShape(2, 3, 5, 6, new(2, 3) { Stride = (1, 2), Padding = (1, 1) });
        Equals_the_definition<Half>(shape);
        Equals_the_definition<Dual<double>>(shape);
    }

    // By hand: the two places of a row of three under a window of two overlap in the middle.
    [Test]
    public void Overlaps_add_up()
    {
        var shape = new WindowShape(1, 1, 1, 3, new(1, 2));
        double[] patches = new double[4];
        double[] folded = new double[3];
        Unfold.Forward<double>(shape, new double[] { 5, 7, 11 }, patches);
        Unfold.Input<double>(shape, patches, folded);
        Assert.That(patches, Is.EqualTo(new double[] { 5, 7, 7, 11 }));
        Assert.That(folded, Is.EqualTo(new double[] { 5, 14, 11 }));
    }

    private static void Equals_the_definition<T>(WindowShape shape) where T : IFloatingPointIeee754<T>
    {
        var random = new Random(7);
        int length = shape.Planes * shape.Window.Area * shape.Places;
        T[] x = Whole<T>(shape.InputLength, random);
        T[] y = Whole<T>(length, random);
        var (expectedPatches, expectedImages) = (new T[length], new T[x.Length]);
        foreach (var (patch, element) in Pairs(shape))
        {
            expectedPatches[patch] = x[element];
            expectedImages[element] += y[patch];
        }

        var (patches, images) = (Garbage<T>(length), Garbage<T>(x.Length));
        Unfold.Forward<T>(shape, x, patches);
        Unfold.Input<T>(shape, y, images);
        Assert.That(patches, Is.EqualTo(expectedPatches));
        Assert.That(images, Is.EqualTo(expectedImages));
    }

    // Of a convolution of one channel, w is the tap and y the place: the terms of its definition again.
    private static IEnumerable<(int Patch, int Element)> Pairs(WindowShape shape)
    {
        int places = shape.Places;
        int area = shape.Window.Area;
        foreach (var (y, w, x) in Terms(new(shape.Planes, 1, shape.Height, shape.Width, 1, 1, shape.Window)))
        {
            var (plane, place) = Math.DivRem(y, places);
            yield return ((((plane * area) + w) * places) + place, x);
        }
    }
}

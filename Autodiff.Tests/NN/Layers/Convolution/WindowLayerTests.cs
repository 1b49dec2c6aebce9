using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>Poolings, frames and larger images against loops and figures.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class WindowLayerTests
{
    private readonly Random random = new(5);

    [TestCase(2, 2, 2, 2, 0, 3, 4)]
    [TestCase(3, 2, 1, 2, 1, 7, 5)]
    [TestCase(3, 3, 2, 3, 1, 4, 3)]
    public void Poolings_are_the_loops(int tall, int wide, int down, int across, int padding, int height, int width)
    {
        var x = Tensor.Normal<double>([2, 2, 7, 8], random);
        Tensor<double> Expected(Func<List<double>, double> function) =>
            NaiveConvolution.Pool(x, (tall, wide), (down, across), (padding, padding), (height, width), function);
        Same(new MaxPool2D<double>((tall, wide), (down, across), padding).Forward(x), Expected(seen => seen.Max()));
        Same(new AveragePool2D<double>((tall, wide), (down, across), padding).Forward(x), Expected(seen => seen.Sum() / (tall * wide)));
        Same(new AveragePool2D<double>((tall, wide), (down, across), padding, countPadding: false).Forward(x), Expected(seen => seen.Average()));
    }

    [TestCase(2, 2, 0, 4)]
    [TestCase(3, 1, 1, 8)]
    [TestCase(3, 2, 1, 4)]
    public void Poolings_of_rows_are_the_loops(int kernel, int stride, int padding, int length)
    {
        var x = Tensor.Normal<double>([2, 3, 8], random);
        Tensor<double> Expected(Func<List<double>, double> function) =>
            NaiveConvolution.Pool(x.Unsqueeze(2), (1, kernel), (1, stride), (0, padding), (1, length), function).Squeeze(2);
        Same(new MaxPool1D<double>(kernel, stride, padding).Forward(x), Expected(seen => seen.Max()));
        Same(new AveragePool1D<double>(kernel, stride, padding).Forward(x), Expected(seen => seen.Sum() / kernel));
        Same(new AveragePool1D<double>(kernel, stride, padding, countPadding: false).Forward(x), Expected(seen => seen.Average()));
    }

    [Test]
    public void A_dilated_maximum_sees_every_other_element() =>
        Assert.That(new MaxPool1D<double>(2, stride: 1, dilation: 2).Forward(Tensor.Of([1, 1, 5], [1.0, 9, 2, 3, 4])).ToArray(), Is.EqualTo([2.0, 9, 4]));

    [Test]
    public void The_stride_is_the_kernel_unless_given() =>
        Assert.That(new MaxPool2D<double>((2, 3)).Forward(Tensor.Zeros<double>([1, 1, 6, 6])).Shape, Is.EqualTo(Shape.Of(1, 1, 3, 2)));

    [Test]
    public void Global_poolings_leave_batch_and_channels()
    {
        var x = Tensor.Of([1, 2, 2, 2], [1.0, 2, 3, 6, -1, -2, -3, -4]);
        Assert.That(new GlobalAveragePool<double>().Forward(x), Is.EqualTo(Tensor.Of(new double[,] { { 3, -2.5 } })));
        Assert.That(new GlobalMaxPool<double>().Forward(x), Is.EqualTo(Tensor.Of(new double[,] { { 6, -1 } })));
    }

    [Test]
    public void Zeros_stand_on_the_side_they_were_asked_for()
    {
        var x = Tensor.Ones<double>([1, 1, 1, 2]);
        Assert.That(new ZeroPad2D<double>(top: 1, bottom: 0, left: 2, right: 1).Forward(x).ToArray(), Is.EqualTo([0.0, 0, 0, 0, 0, 0, 0, 1, 1, 0]));
        Assert.That(new ZeroPad2D<double>((1, 0)).Forward(x).ToArray(), Is.EqualTo([0.0, 0, 1, 1, 0, 0]));
    }

    [Test]
    public void Channels_become_pixels_as_the_formula_says()
    {
        var x = Tensor.Normal<double>([2, 12, 2, 3], random);
        var y = new PixelShuffle<double>((3, 2)).Forward(x);
        Assert.That(y.Shape, Is.EqualTo(Shape.Of(2, 2, 6, 6)));
        for (int place = 0; place < y.Shape.ElementCount; place++)
        {
            var (n, c, row, column) = (place / 72, place / 36 % 2, place / 6 % 6, place % 6);
            Assert.That(y.ValueAt(n, c, row, column), Is.EqualTo(x.ValueAt(n, (((c * 3) + (row % 3)) * 2) + (column % 2), row / 3, column / 2)));
        }
    }

    [Test]
    public void Nearest_takes_the_pixel_that_the_centre_lies_in()
    {
        var x = Tensor.Normal<double>([2, 2, 3, 2], random);
        var y = new Upsample2D<double>((2, 3)).Forward(x);
        for (int row = 0; row < 6; row++)
        {
            for (int column = 0; column < 6; column++)
            {
                Assert.That(y.ValueAt(1, 1, row, column), Is.EqualTo(x.ValueAt(1, 1, row / 2, column / 3)));
            }
        }
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(3, 4)]
    public void Bilinear_interpolates_between_centres(int tall, int wide)
    {
        var x = Tensor.Normal<double>([2, 2, 3, 2], random);
        var y = new Upsample2D<double>((tall, wide), Interpolation.Bilinear).Forward(x);
        var expected = new List<double>();
        for (int place = 0; place < 2 * 2 * 3 * tall * 2 * wide; place++)
        {
            var (n, c, row, column) = (place / (12 * tall * wide), place / (6 * tall * wide) % 2, place / (2 * wide) % (3 * tall), place % (2 * wide));
            double top = Math.Clamp(((row + 0.5) / tall) - 0.5, 0, 2), left = Math.Clamp(((column + 0.5) / wide) - 0.5, 0, 1);
            int i = Math.Min((int)top, 1), j = 0;
            double Along(int at) => ((1 - left + j) * x.ValueAt(n, c, at, j)) + ((left - j) * x.ValueAt(n, c, at, j + 1));
            expected.Add(((1 - top + i) * Along(i)) + ((top - i) * Along(i + 1)));
        }

        Same(y, Tensor.Of(y.Shape, [.. expected]));
    }

    // The example in the documentation of torch.nn.Upsample, scale_factor=2, mode='bilinear', align_corners=False.
    [Test]
    public void Bilinear_gives_the_figures_of_PyTorch()
    {
        var y = new Upsample2D<double>(2, Interpolation.Bilinear).Forward(Tensor.Of([1, 1, 2, 2], [1.0, 2, 3, 4]));
        Assert.That(y.ToArray(), Is.EqualTo([1.0, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4]));
    }

    [Test]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new MaxPool1D<double>(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new MaxPool2D<double>(2, padding: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new AveragePool2D<double>((2, 1), stride: (1, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new AveragePool1D<double>(3, padding: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ZeroPad2D<double>(0, -1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new PixelShuffle<double>((1, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Upsample2D<double>(2, (Interpolation)7));
    }

    private static void Same(Tensor<double> actual, Tensor<double> expected)
    {
        Assert.That(actual.Shape, Is.EqualTo(expected.Shape));
        Assert.That((actual - expected).Abs().Max().Value, Is.InRange(0.0, 1e-14));
    }
}

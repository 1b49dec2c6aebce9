namespace Autodiff.Tests.Tensors;

/// <summary>Convolutions, poolings and unfoldings, over images and over rows.</summary>
internal static class WindowCases
{
    public static IEnumerable<TensorCase> All => [.. Convolutions, .. Transposed, .. Poolings, .. Patches];

    private static IEnumerable<TensorCase> Convolutions =>
    [
        new Convolve([2, 3, 5, 6], [4, 3, 3, 2], new()),
        new Convolve([2, 2, 5, 6], [3, 2, 3, 3], new(P: 1)),
        new Convolve([1, 2, 7, 6], [2, 2, 3, 2], new(S: 2, T: 3, P: 1, Q: 0)), // a rest on both axes
        new Convolve([1, 2, 8, 9], [3, 2, 3, 3], new(S: 3, P: 2, D: 2, E: 1)),
        new Convolve([2, 3, 4, 3], [2, 3, 1, 1], new()),
        new Convolve([2, 3, 4, 3], [2, 3, 1, 1], new(S: 2, P: 1)),
        new Convolve([2, 4, 5, 4], [6, 2, 3, 3], new(P: 1, Groups: 2)),
        new Convolve([2, 3, 5, 4], [3, 1, 3, 2], new(S: 2, P: 1, Groups: 3)), // depthwise
        new Convolve([1, 2, 4, 4], [4, 1, 2, 2], new(Groups: 2)), // two outputs of each channel
        new Convolve([0, 2, 4, 4], [3, 2, 3, 3], new(P: 1)),
        new Convolve([1, 1, 0, 3], [1, 1, 2, 2], new(P: 1)), // nothing but padding above and below
        new Convolve([1, 1, 1, 1], [1, 1, 3, 3], new(P: 1)),
        new Convolve([2, 2, 7], [3, 2, 3], new()),
        new Convolve([2, 2, 8], [4, 1, 3], new(T: 2, Q: 2, E: 2, Groups: 2)),
        new Convolve([0, 2, 7], [3, 2, 3], new()),
        new Convolve([1, 2, 4], [2, 2, 1], new(T: 2)),
        .. from rectified in new[] { false, true }
           from its in new (Shape X, Shape W, Slide Slide)[]
           {
               ([2, 3, 5, 6], [4, 3, 3, 2], new()),
               ([1, 2, 7, 6], [2, 2, 3, 2], new(S: 2, T: 3, P: 1, Q: 0)),
               ([2, 4, 5, 4], [6, 2, 3, 3], new(P: 1, Groups: 2)),
               ([2, 3, 5, 4], [3, 1, 3, 2], new(S: 2, P: 1, Groups: 3)), // depthwise
               ([0, 2, 4, 4], [3, 2, 3, 3], new(P: 1)),
               ([2, 2, 8], [4, 1, 3], new(T: 2, Q: 2, E: 2, Groups: 2)),
           }
           select new ConvolveBiased(its.X, its.W, its.Slide, rectified),
    ];

    private static IEnumerable<TensorCase> Transposed =>
    [
        new ConvolveTransposed([2, 3, 3, 4], [3, 2, 3, 2], new()),
        new ConvolveTransposed([1, 2, 3, 2], [2, 3, 3, 3], new(S: 2, T: 3, P: 1)),
        new ConvolveTransposed([1, 2, 3, 2], [2, 2, 3, 3], new(S: 2, T: 3, P: 1, Q: 2, O: 1, U: 2)),
        new ConvolveTransposed([1, 4, 3, 2], [4, 3, 2, 3], new(S: 2, D: 2, E: 3, Groups: 2)),
        new ConvolveTransposed([2, 3, 3, 3], [3, 1, 3, 3], new(S: 2, P: 1, O: 1, Groups: 3)),
        new ConvolveTransposed([2, 3, 3, 3], [3, 2, 1, 1], new()),
        new ConvolveTransposed([0, 3, 3, 3], [3, 2, 2, 2], new()),
        new ConvolveTransposed([2, 3, 4], [3, 2, 3], new(T: 2, Q: 1, U: 1)),
        new ConvolveTransposed([1, 4, 4], [4, 1, 2], new(E: 2, Groups: 2)),
    ];

    private static IEnumerable<TensorCase> Poolings =>
    [
        new MaxPool([2, 3, 4, 6], (2, 2), new(S: 2)),
        new MaxPool([2, 2, 5, 6], (3, 2), new(S: 2, T: 1, P: 1)), // windows that overlap
        new MaxPool([1, 2, 7, 6], (2, 3), new(S: 3, T: 2, D: 2, E: 2)),
        new MaxPool([1, 1, 3, 3], (1, 1), new()),
        new MaxPool([1, 1, 3, 3], (3, 3), new()),
        new MaxPool([0, 2, 4, 4], (2, 2), new(S: 2)),
        new MaxPool([2, 2, 7], (1, 3), new(T: 2, Q: 1)),
        new MaxPool([1, 2, 7], (1, 2), new(E: 3)),
        new AveragePool([2, 3, 4, 6], (2, 2), new(S: 2), countPadding: true),
        new AveragePool([2, 2, 5, 6], (3, 2), new(S: 2, T: 1, P: 1), countPadding: true),
        new AveragePool([2, 2, 5, 6], (3, 2), new(S: 2, T: 1, P: 1), countPadding: false),
        new AveragePool([1, 1, 3, 3], (3, 3), new(), countPadding: false),
        new AveragePool([0, 2, 4, 4], (2, 2), new(S: 2), countPadding: true),
        new AveragePool([2, 2, 7], (1, 3), new(T: 2, Q: 1), countPadding: true),
        new AveragePool([2, 2, 7], (1, 3), new(T: 2, Q: 1), countPadding: false),
    ];

    private static IEnumerable<TensorCase> Patches =>
    [
        new Unfold([2, 3, 4, 5], (2, 3), new()),
        new Unfold([1, 2, 5, 6], (3, 2), new(S: 2, T: 3, P: 1, D: 2, E: 1)),
        new Unfold([2, 2, 3, 3], (1, 1), new()),
        new Unfold([0, 2, 3, 3], (2, 2), new()),
        new Fold([2, 18, 9], (4, 5), (2, 3), new()),
        new Fold([1, 12, 6], (5, 6), (3, 2), new(S: 2, T: 3, P: 1, D: 2, E: 1)),
        new Fold([2, 2, 9], (3, 3), (1, 1), new()),
        new Fold([0, 8, 4], (3, 3), (2, 2), new()),
    ];

    /// <summary>Stride (S, T), padding (P, Q), dilation (D, E) and output padding (O, U) along height and width; the second as the first when left out.</summary>
    private sealed record Slide(int S = 1, int? T = null, int P = 0, int? Q = null, int D = 1, int? E = null, int O = 0, int? U = null, int Groups = 1)
    {
        public (int Y, int X) Stride => (S, T ?? S);

        public (int Y, int X) Padding => (P, Q ?? P);

        public (int Y, int X) Dilation => (D, E ?? D);

        public (int Y, int X) OutputPadding => (O, U ?? O);

        /// <summary>The element that a tap sees at a place.</summary>
        public (int Y, int X) Element(int i, int j, int u, int v) => ((i * Stride.Y) - Padding.Y + (u * Dilation.Y), (j * Stride.X) - Padding.X + (v * Dilation.X));

        /// <summary>How often a window fits along each axis.</summary>
        public (int Y, int X) Places(int height, int width, (int Y, int X) kernel) =>
            (Places(height + (2 * Padding.Y), ((kernel.Y - 1) * Dilation.Y) + 1, Stride.Y), Places(width + (2 * Padding.X), ((kernel.X - 1) * Dilation.X) + 1, Stride.X));

        private static int Places(int length, int extent, int stride)
        {
            int count = 0;
            for (int start = 0; start + extent <= length; start += stride)
            {
                count++;
            }

            return count;
        }
    }

    private static NaiveArray Convolution(NaiveArray[] x, Slide slide)
    {
        var (images, weights) = (Images(x[0], slide), Images(x[1], slide));
        var (outputs, seen) = (weights.Shape[0], weights.Shape[1]);
        var places = slide.Places(images.Shape[2], images.Shape[3], (weights.Shape[2], weights.Shape[3]));
        return Like(x[0], NaiveArray.Make([images.Shape[0], outputs, places.Y, places.X], y => NaiveArray.IndicesOf([.. weights.Shape.Skip(1)]).Sum(w =>
        {
            var (i, j) = slide.Element(y[2], y[3], w[1], w[2]);
            int channel = (y[1] / (outputs / slide.Groups) * seen) + w[0];
            return weights[y[1], w[0], w[1], w[2]] * (At(images, y[0], channel, i, j) ?? 0);
        })));
    }

    private sealed class Convolve(Shape x, Shape w, Slide slide) : TensorCase($"convolve {slide}", x, w)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Rank == 3
            ? x[0].Convolve1D(x[1], slide.Stride.X, slide.Padding.X, slide.Dilation.X, slide.Groups)
            : x[0].Convolve2D(x[1], slide.Stride, slide.Padding, slide.Dilation, slide.Groups);

        public override NaiveArray Expected(NaiveArray[] x) => Convolution(x, slide);
    }

    private sealed class ConvolveBiased(Shape x, Shape w, Slide slide, bool rectified) : TensorCase($"convolve {slide} with bias{(rectified ? ", rectified" : "")}", x, w, [w[0]])
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Rank == 3
            ? x[0].Convolve1D(x[1], x[2], slide.Stride.X, slide.Padding.X, slide.Dilation.X, slide.Groups, rectified)
            : x[0].Convolve2D(x[1], x[2], slide.Stride, slide.Padding, slide.Dilation, slide.Groups, rectified);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var product = Convolution(x, slide);
            return NaiveArray.Make(product.Shape, index => product[index] + x[2][index[1]] is var sum && rectified ? Math.Max(sum, 0) : sum);
        }
    }

    private sealed class ConvolveTransposed(Shape y, Shape w, Slide slide) : TensorCase($"convolveTransposed {slide}", y, w)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Rank == 3
            ? x[0].ConvolveTransposed1D(x[1], slide.Stride.X, slide.Padding.X, slide.OutputPadding.X, slide.Dilation.X, slide.Groups)
            : x[0].ConvolveTransposed2D(x[1], slide.Stride, slide.Padding, slide.OutputPadding, slide.Dilation, slide.Groups);

        // Each element stamps the kernel on the result, as torch.nn.ConvTranspose2d describes it.
        public override NaiveArray Expected(NaiveArray[] x)
        {
            var (images, weights) = (Images(x[0], slide), Images(x[1], slide));
            var (inputs, made) = (weights.Shape[0], weights.Shape[1]);
            int height = ((images.Shape[2] - 1) * slide.Stride.Y) - (2 * slide.Padding.Y) + (slide.Dilation.Y * (weights.Shape[2] - 1)) + 1 + (x[0].Shape.Rank == 3 ? 0 : slide.OutputPadding.Y);
            int width = ((images.Shape[3] - 1) * slide.Stride.X) - (2 * slide.Padding.X) + (slide.Dilation.X * (weights.Shape[3] - 1)) + 1 + slide.OutputPadding.X;
            var result = new NaiveArray([images.Shape[0], made * slide.Groups, height, width]);
            foreach (int[] y in NaiveArray.IndicesOf(images.Shape))
            {
                foreach (int[] w in NaiveArray.IndicesOf([.. weights.Shape.Skip(1)]))
                {
                    var (i, j) = slide.Element(y[2], y[3], w[1], w[2]);
                    int channel = (y[1] / (inputs / slide.Groups) * made) + w[0];
                    if (At(result, y[0], channel, i, j) is not null)
                    {
                        result[y[0], channel, i, j] += images[y] * weights[y[1], w[0], w[1], w[2]];
                    }
                }
            }

            return Like(x[0], result);
        }
    }

    private sealed class MaxPool(Shape x, (int Y, int X) kernel, Slide slide) : TensorCase($"maxPool {kernel} {slide}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Rank == 3
            ? x[0].MaxPool1D(kernel.X, slide.Stride.X, slide.Padding.X, slide.Dilation.X)
            : x[0].MaxPool2D(kernel, slide.Stride, slide.Padding, slide.Dilation);

        public override NaiveArray Expected(NaiveArray[] x) => Pool(x[0], kernel, slide, seen => seen.Max());
    }

    private sealed class AveragePool(Shape x, (int Y, int X) kernel, Slide slide, bool countPadding) : TensorCase($"averagePool {kernel} {slide} {countPadding}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Rank == 3
            ? x[0].AveragePool1D(kernel.X, slide.Stride.X, slide.Padding.X, countPadding)
            : x[0].AveragePool2D(kernel, slide.Stride, slide.Padding, countPadding);

        public override NaiveArray Expected(NaiveArray[] x) =>
            Pool(x[0], kernel, slide, seen => seen.Sum() / (countPadding ? kernel.Y * kernel.X : seen.Length));
    }

    private sealed class Unfold(Shape x, (int Y, int X) kernel, Slide slide) : TensorCase($"unfold {kernel} {slide}", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Unfold(kernel, slide.Stride, slide.Padding, slide.Dilation);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var places = slide.Places(x[0].Shape[2], x[0].Shape[3], kernel);
            int area = kernel.Y * kernel.X;
            return NaiveArray.Make([x[0].Shape[0], x[0].Shape[1] * area, places.Y * places.X], index =>
            {
                var (i, j) = slide.Element(index[2] / places.X, index[2] % places.X, index[1] % area / kernel.X, index[1] % kernel.X);
                return At(x[0], index[0], index[1] / area, i, j) ?? 0;
            });
        }
    }

    private sealed class Fold(Shape patches, (int Y, int X) size, (int Y, int X) kernel, Slide slide) : TensorCase($"fold {size} {kernel} {slide}", patches)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Fold(size, kernel, slide.Stride, slide.Padding, slide.Dilation);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var places = slide.Places(size.Y, size.X, kernel);
            int area = kernel.Y * kernel.X;
            var result = new NaiveArray([x[0].Shape[0], x[0].Shape[1] / area, size.Y, size.X]);
            foreach (int[] index in NaiveArray.IndicesOf(x[0].Shape))
            {
                var (i, j) = slide.Element(index[2] / places.X, index[2] % places.X, index[1] % area / kernel.X, index[1] % kernel.X);
                if (At(result, index[0], index[1] / area, i, j) is not null)
                {
                    result[index[0], index[1] / area, i, j] += x[0][index];
                }
            }

            return result;
        }
    }

    /// <summary>A function of the elements that the window sees, without padding.</summary>
    private static NaiveArray Pool(NaiveArray x, (int Y, int X) kernel, Slide slide, Func<double[], double> pool)
    {
        var images = Images(x, slide);
        var places = slide.Places(images.Shape[2], images.Shape[3], kernel);
        return Like(x, NaiveArray.Make([images.Shape[0], images.Shape[1], places.Y, places.X], y =>
        {
            var seen = new List<double>();
            foreach (int[] tap in NaiveArray.IndicesOf([kernel.Y, kernel.X]))
            {
                var (i, j) = slide.Element(y[2], y[3], tap[0], tap[1]);
                if (At(images, y[0], y[1], i, j) is { } element)
                {
                    seen.Add(element);
                }
            }

            return pool([.. seen]);
        }));
    }

    /// <summary>An element of images; null in the padding.</summary>
    private static double? At(NaiveArray x, int image, int channel, int i, int j) =>
        i >= 0 && i < x.Shape[2] && j >= 0 && j < x.Shape[3] ? x[image, channel, i, j] : null;

    /// <summary>Rows as images of height 1, of which the numbers along the height are to be the usual ones.</summary>
    private static NaiveArray Images(NaiveArray x, Slide slide)
    {
        if (x.Shape.Rank == 4)
        {
            return x;
        }

        Assert.That((slide.S, slide.P, slide.D), Is.EqualTo((1, 0, 1)), "A row of one dimension gives T, Q, E and U.");
        return new([x.Shape[0], x.Shape[1], 1, x.Shape[2]], x.Items);
    }

    private static NaiveArray Like(NaiveArray x, NaiveArray result) =>
        x.Shape.Rank == 4 ? result : new([result.Shape[0], result.Shape[1], result.Shape[3]], result.Items);
}

namespace Autodiff.Tests.NN.Layers;

/// <summary>Convolutions and poolings of images (batch, channels, height, width) as the definitions say, loop by loop.</summary>
internal static class NaiveConvolution
{
    /// <summary>Σ w(o, c, u, v) x(n, c, i·stride - before + u·dilation, …) + b(o), zero beyond the image.</summary>
    public static Tensor<double> Convolve(
        Tensor<double> x,
        Tensor<double> w,
        Tensor<double> b,
        (int Height, int Width) output,
        (int Height, int Width) stride,
        (int Height, int Width) before,
        (int Height, int Width) dilation,
        int groups)
    {
        int outputs = w.Shape[0];
        var y = new double[x.Shape[0] * outputs * output.Height * output.Width];
        int place = 0;
        for (int n = 0; n < x.Shape[0]; n++)
        {
            for (int o = 0; o < outputs; o++)
            {
                int first = o / (outputs / groups) * w.Shape[1];
                for (int i = 0; i < output.Height; i++)
                {
                    for (int j = 0; j < output.Width; j++)
                    {
                        double sum = b.ValueAt(o);
                        for (int c = 0; c < w.Shape[1]; c++)
                        {
                            for (int u = 0; u < w.Shape[2]; u++)
                            {
                                for (int v = 0; v < w.Shape[3]; v++)
                                {
                                    int row = (i * stride.Height) - before.Height + (u * dilation.Height);
                                    int column = (j * stride.Width) - before.Width + (v * dilation.Width);
                                    if (row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3])
                                    {
                                        sum += w.ValueAt(o, c, u, v) * x.ValueAt(n, first + c, row, column);
                                    }
                                }
                            }
                        }

                        y[place++] = sum;
                    }
                }
            }
        }

        return Tensor.Of([x.Shape[0], outputs, output.Height, output.Width], y);
    }

    /// <summary>Each input element stamps its kernel on the output: y(n, o, i·stride - padding + u·dilation, …) += w(c, o, u, v) x(n, c, i, j).</summary>
    public static Tensor<double> Transposed(
        Tensor<double> x,
        Tensor<double> w,
        Tensor<double> b,
        (int Height, int Width) output,
        (int Height, int Width) stride,
        (int Height, int Width) padding,
        (int Height, int Width) dilation,
        int groups)
    {
        int outputs = w.Shape[1] * groups;
        var y = new double[x.Shape[0], outputs, output.Height, output.Width];
        for (int n = 0; n < x.Shape[0]; n++)
        {
            for (int c = 0; c < x.Shape[1]; c++)
            {
                int first = c / (x.Shape[1] / groups) * w.Shape[1];
                for (int i = 0; i < x.Shape[2]; i++)
                {
                    for (int j = 0; j < x.Shape[3]; j++)
                    {
                        for (int o = 0; o < w.Shape[1]; o++)
                        {
                            for (int u = 0; u < w.Shape[2]; u++)
                            {
                                for (int v = 0; v < w.Shape[3]; v++)
                                {
                                    int row = (i * stride.Height) - padding.Height + (u * dilation.Height);
                                    int column = (j * stride.Width) - padding.Width + (v * dilation.Width);
                                    if (row >= 0 && row < output.Height && column >= 0 && column < output.Width)
                                    {
                                        y[n, first + o, row, column] += w.ValueAt(c, o, u, v) * x.ValueAt(n, c, i, j);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }

        Shape shape = [x.Shape[0], outputs, output.Height, output.Width];
        return Tensor.Of(shape, [.. y.Cast<double>()]) + b.Reshape(outputs, 1, 1);
    }

    /// <summary>What stands under each place of a window, given to a function: the elements within the image, and the number of taps.</summary>
    public static Tensor<double> Pool(
        Tensor<double> x,
        (int Height, int Width) kernel,
        (int Height, int Width) stride,
        (int Height, int Width) padding,
        (int Height, int Width) output,
        Func<List<double>, double> function)
    {
        var y = new List<double>();
        for (int n = 0; n < x.Shape[0]; n++)
        {
            for (int c = 0; c < x.Shape[1]; c++)
            {
                for (int i = 0; i < output.Height; i++)
                {
                    for (int j = 0; j < output.Width; j++)
                    {
                        var seen = new List<double>();
                        for (int row = (i * stride.Height) - padding.Height; row < (i * stride.Height) - padding.Height + kernel.Height; row++)
                        {
                            for (int column = (j * stride.Width) - padding.Width; column < (j * stride.Width) - padding.Width + kernel.Width; column++)
                            {
                                if (row >= 0 && row < x.Shape[2] && column >= 0 && column < x.Shape[3])
                                {
                                    seen.Add(x.ValueAt(n, c, row, column));
                                }
                            }
                        }

                        y.Add(function(seen));
                    }
                }
            }
        }

        return Tensor.Of([x.Shape[0], x.Shape[1], output.Height, output.Width], [.. y]);
    }
}

using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>Attention and transformer blocks by loops over numbers, one sequence [time, features] at a time.</summary>
internal static class AttentionByLoops
{
    public static double[,] ScaledDotProduct(double[,] query, double[,] key, double[,] value, Func<int, int, bool> mayAttend)
    {
        var (queries, keys, d, features) = (query.GetLength(0), key.GetLength(0), query.GetLength(1), value.GetLength(1));
        var attended = new double[queries, features];
        for (int i = 0; i < queries; i++)
        {
            var share = new double[keys];
            for (int j = 0; j < keys; j++)
            {
                double dot = 0;
                for (int c = 0; c < d; c++)
                {
                    dot += query[i, c] * key[j, c];
                }

                share[j] = mayAttend(i, j) ? Math.Exp(dot / Math.Sqrt(d)) : 0;
            }

            double sum = share.Sum();
            for (int j = 0; sum > 0 && j < keys; j++)
            {
                for (int c = 0; c < features; c++)
                {
                    attended[i, c] += share[j] / sum * value[j, c];
                }
            }
        }

        return attended;
    }

    public static double[,] MultiHead(double[,] x, double[,] memory, int heads, ILayer<double> layer, string prefix, Func<int, int, bool> mayAttend)
    {
        var (query, key, value) = (Dense(x, layer, $"{prefix}query"), Dense(memory, layer, $"{prefix}key"), Dense(memory, layer, $"{prefix}value"));
        int d = query.GetLength(1) / heads;
        var joined = new double[x.GetLength(0), query.GetLength(1)];
        for (int head = 0; head < heads; head++)
        {
            var part = ScaledDotProduct(Columns(query, head * d, d), Columns(key, head * d, d), Columns(value, head * d, d), mayAttend);
            for (int t = 0; t < part.GetLength(0); t++)
            {
                for (int c = 0; c < d; c++)
                {
                    joined[t, (head * d) + c] = part[t, c];
                }
            }
        }

        return Dense(joined, layer, $"{prefix}output");
    }

    /// <summary>relu(x W₁ + b₁) W₂ + b₂.</summary>
    public static double[,] FeedForward(double[,] x, ILayer<double> layer)
    {
        var hidden = Dense(x, layer, "feed_forward.inner");
        return Dense(Each(hidden, (t, c) => Math.Max(0, hidden[t, c])), layer, "feed_forward.outer");
    }

    public static double[,] Dense(double[,] x, ILayer<double> layer, string path)
    {
        var (weight, bias) = (Matrix(Of(layer, $"{path}.weight")), Of(layer, $"{path}.bias").ToArray());
        return Each(new double[x.GetLength(0), bias.Length], (t, o) =>
        {
            double sum = bias[o];
            for (int i = 0; i < x.GetLength(1); i++)
            {
                sum += x[t, i] * weight[i, o];
            }

            return sum;
        });
    }

    public static double[,] Norm(double[,] x, ILayer<double> layer, string path)
    {
        var (gamma, beta) = (Of(layer, $"{path}.gamma").ToArray(), Of(layer, $"{path}.beta").ToArray());
        return Each(x, (t, c) =>
        {
            var row = Enumerable.Range(0, x.GetLength(1)).Select(i => x[t, i]).ToArray();
            double mean = row.Average();
            double variance = row.Average(its => (its - mean) * (its - mean));
            return (gamma[c] * (x[t, c] - mean) / Math.Sqrt(variance + 1e-5)) + beta[c];
        });
    }

    public static double[,] Sum(double[,] x, double[,] y) => Each(x, (t, c) => x[t, c] + y[t, c]);

    /// <summary>One sequence of a batch.</summary>
    public static double[,] Sequence(Tensor<double> x, int number) => Matrix(x.ToPlain().Slice(0, number..(number + 1)).Squeeze(0));

    /// <summary>Normal numbers for all parameters, so that no bias is 0 and no scale 1.</summary>
    public static TLayer Scrambled<TLayer>(TLayer layer) where TLayer : ILayer<double>
    {
        var random = new Random(23);
        foreach (var parameter in layer.Parameters)
        {
            parameter.Value = Tensor.Normal<double>(parameter.Shape, random);
        }

        return layer;
    }

    private static Tensor<double> Of(ILayer<double> layer, string path) => layer.Parameters.Single(its => its.Path == path).Value;

    private static double[,] Matrix(Tensor<double> x)
    {
        var items = x.ToArray();
        return Each(new double[x.Shape[0], x.Shape[1]], (row, column) => items[(row * x.Shape[1]) + column]);
    }

    private static double[,] Columns(double[,] x, int start, int count) => Each(new double[x.GetLength(0), count], (t, c) => x[t, start + c]);

    private static double[,] Each(double[,] like, Func<int, int, double> number)
    {
        var result = new double[like.GetLength(0), like.GetLength(1)];
        for (int t = 0; t < result.GetLength(0); t++)
        {
            for (int c = 0; c < result.GetLength(1); c++)
            {
                result[t, c] = number(t, c);
            }
        }

        return result;
    }
}

namespace Autodiff.Tests.NN.Layers;

/// <summary>The published formulas of recurrent cells for one example, one number at a time.</summary>
/// <param name="w">W, of [features, gates · units].</param>
/// <param name="u">U, of [units, gates · units].</param>
/// <param name="b">b, of [gates · units].</param>
internal sealed class NaiveRecurrent(double[,] w, double[,] u, double[] b)
{
    private readonly int units = u.GetLength(0);

    public double[] Simple(double[] x, double[] h, Func<double, double> f) => Each(j => f(Input(x, j) + State(h, j)));

    public (double[] H, double[] C) Lstm(double[] x, double[] h, double[] c)
    {
        double Sum(int gate, int j) => Input(x, (gate * units) + j) + State(h, (gate * units) + j);
        double[] next = Each(j => (Sigmoid(Sum(1, j)) * c[j]) + (Sigmoid(Sum(0, j)) * Math.Tanh(Sum(2, j))));
        return (Each(j => Sigmoid(Sum(3, j)) * Math.Tanh(next[j])), next);
    }

    public double[] Gru(double[] x, double[] h, double[] recurrentBias)
    {
        double R(int j) => Sigmoid(Input(x, j) + State(h, j));
        return Mixed(x, h, j => R(j) * (State(h, (2 * units) + j) + recurrentBias[j]));
    }

    public double[] GruResetBefore(double[] x, double[] h)
    {
        double[] reset = Each(j => Sigmoid(Input(x, j) + State(h, j)) * h[j]);
        return Mixed(x, h, j => State(reset, (2 * units) + j));
    }

    private double[] Mixed(double[] x, double[] h, Func<int, double> recurrent) => Each(j =>
    {
        double z = Sigmoid(Input(x, units + j) + State(h, units + j));
        double n = Math.Tanh(Input(x, (2 * units) + j) + recurrent(j));
        return ((1 - z) * n) + (z * h[j]);
    });

    private double Input(double[] x, int column) => b[column] + Sum(x, w, column);

    private double State(double[] h, int column) => Sum(h, u, column);

    private static double Sum(double[] x, double[,] matrix, int column)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * matrix[i, column];
        }

        return sum;
    }

    private double[] Each(Func<int, double> f) => [.. Enumerable.Range(0, units).Select(f)];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}

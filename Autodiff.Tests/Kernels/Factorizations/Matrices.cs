using System.Globalization;
using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

/// <summary>Row-major test matrices, and the naive arithmetic that the residuals are computed with.</summary>
internal static class Matrices
{
    public static T[] As<T>(double[] a) where T : IFloatingPointIeee754<T> => [.. a.Select(T.CreateChecked)];

    public static double[] AsDouble<T>(T[] a) where T : IFloatingPointIeee754<T> => [.. a.Select(double.CreateChecked)];

    /// <summary>Entries uniform in (-1, 1).</summary>
    public static double[] Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return Fill(rows, columns, (_, _) => (2 * random.NextDouble()) - 1);
    }

    public static double[] RandomSymmetric(int n, int seed)
    {
        double[] a = Random(n, n, seed);
        return Fill(n, n, (i, j) => a[(Math.Max(i, j) * n) + Math.Min(i, j)]);
    }

    /// <summary>B Bᵀ + I.</summary>
    public static double[] RandomPositive(int n, int seed)
    {
        double[] b = Random(n, n, seed);
        return Add(Product(b, Transpose(b, n, n), n, n, n), Identity(n));
    }

    public static double[] Hilbert(int n) => Fill(n, n, (i, j) => 1.0 / (i + j + 1));

    public static double[] SecondDifference(int n) => Fill(n, n, (i, j) => i == j ? 2 : Math.Abs(i - j) == 1 ? -1 : 0);

    public static double[] Identity(int n) => Fill(n, n, (i, j) => i == j ? 1 : 0);

    public static double[] Diagonal(double[] d, int rows, int columns) => Fill(rows, columns, (i, j) => i == j ? d[i] : 0);

    public static double[] Fill(int rows, int columns, Func<int, int, double> entry)
    {
        double[] a = new double[rows * columns];
        for (int i = 0; i < a.Length; i++)
        {
            a[i] = entry(i / columns, i % columns);
        }

        return a;
    }

    public static double[] Transpose(double[] a, int rows, int columns) => Fill(columns, rows, (i, j) => a[(j * columns) + i]);

    public static double[] Product(double[] a, double[] b, int m, int k, int n)
    {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int l = 0; l < k; l++)
            {
                for (int j = 0; j < n; j++)
                {
                    c[(i * n) + j] += a[(i * k) + l] * b[(l * n) + j];
                }
            }
        }

        return c;
    }

    public static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    public static double[] LowerTriangle(double[] a, int n) => Fill(n, n, (i, j) => j <= i ? a[(i * n) + j] : 0);

    /// <summary>max |aᵢ - bᵢ|, or NaN.</summary>
    public static double Distance(double[] a, double[] b) => a.Length == 0 && b.Length == 0 ? 0 : a.Zip(b, (x, y) => Math.Abs(x - y)).Aggregate(0.0, Math.Max);

    /// <summary>max |QᵀQ - I| for Q (m, k).</summary>
    public static double Skewness(double[] q, int m, int k) => Distance(Product(Transpose(q, m, k), q, k, m, k), Identity(k));

    /// <summary>What rounding may do to a well-conditioned n by n problem with entries of order 1: n ε, a few times over.</summary>
    public static double Tolerance<T>(int n) where T : IFloatingPointIeee754<T> =>
        10 * Math.Max(n, 4) * double.CreateChecked(T.BitIncrement(T.One) - T.One);

    public static double[] Parse(string numbers) =>
        [.. numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}

using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

public class TriangularTests
{
    [Test]
    public void Solutions_satisfy_their_system(
        [Values(0, 1, 2, 33, 70)] int n, [Values(0, 1, 2, 19)] int columns, [Values] bool upper, [Values] bool transposed, [Values] bool unit)
    {
        Check<double>(n, columns, upper, transposed, unit);
        Check<float>(n, columns, upper, transposed, unit);
        Check<Dual<double>>(n, columns, upper, transposed, unit);
    }

    private static void Check<T>(int n, int columns, bool upper, bool transposed, bool unit) where T : IFloatingPointIeee754<T>
    {
        // What must not be read is NaN.
        double[] entries = Matrices.Random(n, n, 5);
        double[] stored = Matrices.Fill(n, n, (i, j) => i == j ? unit ? double.NaN : 2 + i : (j > i) == upper ? entries[(i * n) + j] / n : double.NaN);
        double[] t = Matrices.Fill(n, n, (i, j) => i == j && unit ? 1 : double.IsNaN(stored[(i * n) + j]) ? 0 : stored[(i * n) + j]);
        double[] b = Matrices.Random(n, columns, 6);
        T[] x = Matrices.As<T>(b);
        Triangular.Solve(Matrices.As<T>(stored), n, x, columns, upper, transposed, unit);
        double[] product = Matrices.Product(transposed ? Matrices.Transpose(t, n, n) : t, Matrices.AsDouble(x), n, n, columns);
        Assert.That(Matrices.Distance(product, b), Is.InRange(0.0, Matrices.Tolerance<T>(n)));
    }
}

using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

public class BlockProductTests
{
    [Test]
    public void Sums_products_of_every_shape([Values(0, 1, 3, 4, 6, 9)] int m, [Values(0, 1, 4, 7, 8, 17, 40)] int n, [Values(0, 1, 5, 300)] int k)
    {
        Check<double>(m, n, k);
        Check<float>(m, n, k);
        Check<Dual<double>>(m, n, k);
    }

    private static void Check<T>(int m, int n, int k) where T : IFloatingPointIeee754<T>
    {
        double[] a = Matrices.Random(m, k + 2, 1);
        double[] b = Matrices.Random(k, n + 3, 2);
        double[] c = Matrices.Random(m, n + 1, 3);
        foreach (bool subtract in new[] { false, true })
        {
            double[] expected = Matrices.Fill(m, n + 1, (i, j) => j == n ? c[(i * (n + 1)) + j] : c[(i * (n + 1)) + j]
                + ((subtract ? -1 : 1) * Enumerable.Range(0, k).Sum(l => a[(i * (k + 2)) + l] * b[(l * (n + 3)) + j])));
            T[] sums = Matrices.As<T>(c);
            BlockProduct.Accumulate(sums, n + 1, Matrices.As<T>(a), k + 2, Matrices.As<T>(b), n + 3, m, n, k, subtract);
            Assert.That(Matrices.Distance(Matrices.AsDouble(sums), expected), Is.InRange(0.0, Matrices.Tolerance<T>(k)));
        }
    }
}

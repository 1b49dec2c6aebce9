using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

public class CholeskyTests
{
    [Test]
    public void The_factor_times_its_transpose_is_the_matrix([Values(0, 1, 2, 3, 63, 64, 65, 150)] int n)
    {
        Check<double>(n);
        Check<float>(n);
        Check<Dual<double>>(n);
    }

    [Test]
    public void Of_halves() => Check<Half>(5);

    private static void Check<T>(int n) where T : IFloatingPointIeee754<T>
    {
        double[] a = Matrices.AsDouble(Matrices.As<T>(Matrices.RandomPositive(n, n)));
        T[] l = Matrices.As<T>(Matrices.Fill(n, n, (i, j) => j > i ? double.NaN : a[(i * n) + j])); // the upper triangle is not read
        Assert.That(Cholesky.Factor(l, n), Is.EqualTo(-1));
        double[] factor = Matrices.AsDouble(l);
        Assert.That(Matrices.LowerTriangle(factor, n), Is.EqualTo(factor));
        double residual = Matrices.Distance(Matrices.Product(factor, Matrices.Transpose(factor, n, n), n, n, n), a);
        Assert.That(residual, Is.InRange(0.0, Matrices.Tolerance<T>(n)));

        T[] x = Matrices.As<T>(Matrices.Random(n, 3, 4));
        double[] b = Matrices.AsDouble(x);
        Cholesky.Solve(l, n, x, 3);
        double[] product = Matrices.Product(a, Matrices.AsDouble(x), n, n, 3);
        Assert.That(Matrices.Distance(product, b), Is.InRange(0.0, (n + 1) * Matrices.Tolerance<T>(n)));
    }

    /// <summary>L of the matrix of the smaller index, min(i, j), is all ones: Σₖ 1 over k ≤ min(i, j).</summary>
    [Test]
    public void The_minimum_matrix_has_a_factor_of_ones()
    {
        double[] a = Matrices.Fill(130, 130, (i, j) => Math.Min(i, j) + 1);
        Assert.That(Cholesky.Factor<double>(a, 130), Is.EqualTo(-1));
        Assert.That(a, Is.EqualTo(Matrices.Fill(130, 130, (i, j) => j <= i ? 1 : 0)));
    }

    /// <summary>L of the Hilbert matrix is √(2j + 1) (i!)² / ((i + j + 1)! (i - j)!), from zero on (Choi, "Tricks or treats with the Hilbert matrix", 1983).</summary>
    [Test]
    public void An_ill_conditioned_matrix_keeps_its_residual_and_most_of_its_digits()
    {
        double[] a = Matrices.Hilbert(8);
        double[] l = [.. a];
        Assert.That(Cholesky.Factor<double>(l, 8), Is.EqualTo(-1));
        Assert.That(Matrices.Distance(Matrices.Product(l, Matrices.Transpose(l, 8, 8), 8, 8, 8), a), Is.InRange(0.0, 1e-15));
        double[] exact = Matrices.Fill(8, 8, (i, j) => j > i ? 0 : Math.Sqrt((2 * j) + 1) * Factorial(i) * Factorial(i) / (Factorial(i + j + 1) * Factorial(i - j)));
        Assert.That(Matrices.Distance(l, exact), Is.InRange(0.0, 1e-8));

        static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(70)]
    [TestCase(99)]
    public void The_first_pivot_that_is_not_positive_is_reported(int index)
    {
        double[] a = Matrices.Identity(100);
        a[(index * 100) + index] = 0;
        Assert.That(Cholesky.Factor<double>(a, 100), Is.EqualTo(index));
        double[] spoilt = Matrices.RandomPositive(100, 3);
        spoilt[(index * 100) + index] = double.NaN;
        Assert.That(Cholesky.Factor<double>(spoilt, 100), Is.EqualTo(index));
    }

    [Test]
    public void An_indefinite_matrix_is_none() => Assert.That(Cholesky.Factor<double>([1, 2, 2, 1], 2), Is.EqualTo(1));
}

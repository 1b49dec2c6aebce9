using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

public class QrTests
{
    [TestCase(0, 0)]
    [TestCase(3, 0)]
    [TestCase(0, 3)]
    [TestCase(1, 1)]
    [TestCase(5, 3)]
    [TestCase(3, 5)]
    [TestCase(33, 33)]
    [TestCase(90, 40)]
    [TestCase(40, 90)]
    [TestCase(1, 4)]
    [TestCase(4, 1)]
    public void The_factors_multiply_to_the_matrix(int m, int n)
    {
        Check<double>(Matrices.Random(m, n, 1), m, n);
        Check<float>(Matrices.Random(m, n, 1), m, n);
        Check<Dual<double>>(Matrices.Random(m, n, 1), m, n);
    }

    [Test]
    public void Rank_deficiency_does_not_bend_the_columns()
    {
        Check<double>(new double[12], 4, 3);
        Check<double>([.. Enumerable.Repeat(1.0, 20)], 5, 4);
        Check<double>(Matrices.Product(Matrices.Random(50, 3, 1), Matrices.Random(3, 40, 2), 50, 3, 40), 50, 40);
        Check<double>(Matrices.Hilbert(12), 12, 12);
    }

    [Test]
    public void Of_halves() => Check<Half>(Matrices.Random(4, 3, 2), 4, 3);

    private static void Check<T>(double[] entries, int m, int n) where T : IFloatingPointIeee754<T>
    {
        int k = Math.Min(m, n);
        double[] a = Matrices.AsDouble(Matrices.As<T>(entries));
        T[] q = new T[m * k];
        T[] r = new T[k * n];
        Qr.Factor(Matrices.As<T>(a), m, n, q, r);
        var (left, right) = (Matrices.AsDouble(q), Matrices.AsDouble(r));
        double tolerance = Matrices.Tolerance<T>(Math.Max(m, n));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Matrices.Distance(Matrices.Product(left, right, m, k, n), a), Is.InRange(0.0, tolerance));
            Assert.That(Matrices.Skewness(left, m, k), Is.InRange(0.0, tolerance));
            Assert.That(Matrices.Fill(k, n, (i, j) => j >= i ? 0 : right[(i * n) + j]), Is.All.Zero);
            Assert.That(Enumerable.Range(0, k).Select(i => right[(i * n) + i]), Is.All.GreaterThanOrEqualTo(0));
        }
    }

    /// <summary>By the Gram-Schmidt process: (3, 4)/5 and (-4, 3)/5.</summary>
    [Test]
    public void Two_by_two_by_hand()
    {
        double[] q = new double[4];
        double[] r = new double[4];
        Qr.Factor<double>([3, 1, 4, 2], 2, 2, q, r);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Matrices.Distance(q, [0.6, -0.8, 0.8, 0.6]), Is.InRange(0.0, 1e-15));
            Assert.That(Matrices.Distance(r, [5, 2.2, 0, 0.4]), Is.InRange(0.0, 1e-15));
        }
    }

    /// <summary>R is the Cholesky factor of AᵀA, transposed.</summary>
    [Test]
    public void The_triangle_is_a_Cholesky_factor()
    {
        double[] a = Matrices.Random(70, 40, 5);
        double[] l = Matrices.Product(Matrices.Transpose(a, 70, 40), a, 40, 70, 40);
        Cholesky.Factor<double>(l, 40);
        double[] r = new double[1600];
        Qr.Factor<double>(a, 70, 40, new double[2800], r);
        Assert.That(Matrices.Distance(Matrices.Transpose(r, 40, 40), l), Is.InRange(0.0, 1e-12));
    }

    [Test]
    public void Sizes_near_the_ends_of_the_range_do_not_overflow_or_vanish([Values(1e300, 1e-300)] double size)
    {
        double[] a = Matrices.Random(6, 4, 1);
        double[] q = new double[24];
        double[] r = new double[16];
        Qr.Factor<double>([.. a.Select(x => x * size)], 6, 4, q, r);
        double[] product = Matrices.Product(q, [.. r.Select(x => x / size)], 6, 4, 4);
        Assert.That(Matrices.Distance(product, a), Is.InRange(0.0, 1e-14));
    }

    /// <summary>A reflection made of subnormal numbers would not be orthogonal.</summary>
    [Test]
    public void Columns_of_subnormal_numbers_have_orthonormal_directions()
    {
        Check<float>([.. Matrices.Random(6, 4, 1).Select(x => 1e-43 * x)], 6, 4);
        Check<double>([.. Matrices.Random(6, 4, 1).Select(x => 1e-322 * x)], 6, 4);
        Check<Half>([.. Matrices.Random(6, 4, 1).Select(x => 1e-6 * x)], 6, 4);
    }

    [Test]
    public void Not_a_number_spreads()
    {
        double[] a = Matrices.Random(40, 35, 1);
        a[0] = double.NaN;
        double[] r = new double[35 * 35];
        Qr.Factor<double>(a, 40, 35, new double[40 * 35], r);
        Assert.That(r[0], Is.NaN);
    }

    /// <summary>The derivative keeps Q orthogonal, R triangular and their product A, which determines it; also where A is triangular itself.</summary>
    [Test]
    public void Dual_numbers_carry_the_derivative([Values] bool triangular)
    {
        const int n = 6;
        double[] a = Matrices.Random(n, n, 3);
        a = triangular ? Matrices.Transpose(Matrices.LowerTriangle(a, n), n, n) : a;
        double[] direction = Matrices.Random(n, n, 4);
        var q = new Dual<double>[n * n];
        var r = new Dual<double>[n * n];
        Qr.Factor<Dual<double>>([.. a.Zip(direction, (x, d) => new Dual<double>(x, d))], n, n, q, r);

        double[] change = Tangents(q);
        double[] product = Matrices.Add(
            Matrices.Product(change, Matrices.AsDouble(r), n, n, n), Matrices.Product(Matrices.AsDouble(q), Tangents(r), n, n, n));
        double[] skew = Matrices.Product(Matrices.Transpose(Matrices.AsDouble(q), n, n), change, n, n, n);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Matrices.Distance(product, direction), Is.InRange(0.0, 1e-12));
            Assert.That(Matrices.Add(skew, Matrices.Transpose(skew, n, n)), Is.All.EqualTo(0).Within(1e-12));
            Assert.That(Matrices.Fill(n, n, (i, j) => j < i ? r[(i * n) + j].Tangent : 0), Is.All.Zero);
        }

        static double[] Tangents(Dual<double>[] x) => [.. x.Select(entry => entry.Tangent)];
    }
}

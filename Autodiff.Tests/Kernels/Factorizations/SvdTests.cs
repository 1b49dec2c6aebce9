using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

public class SvdTests
{
    [TestCase(0, 0)]
    [TestCase(3, 0)]
    [TestCase(0, 3)]
    [TestCase(1, 1)]
    [TestCase(1, 4)]
    [TestCase(4, 1)]
    [TestCase(5, 3)]
    [TestCase(3, 5)]
    [TestCase(33, 33)]
    [TestCase(90, 40)]
    [TestCase(40, 90)]
    [TestCase(300, 9)]
    [TestCase(9, 300)]
    public void The_factors_multiply_to_the_matrix(int m, int n)
    {
        Check<double>(Matrices.Random(m, n, 1), m, n);
        Check<float>(Matrices.Random(m, n, 1), m, n);
        Check<Dual<double>>(Matrices.Random(m, n, 1), m, n);
    }

    [Test]
    public void Of_halves()
    {
        Check<Half>(Matrices.Random(4, 3, 2), 4, 3);
        Check<Half>([.. Matrices.Random(4, 3, 2).Select(x => 3e-5 * x)], 4, 3);
    }

    [Test]
    public void Rank_deficiency_does_not_bend_the_vectors()
    {
        Check<double>(new double[12], 4, 3);
        Check<double>(new double[12], 3, 4);
        Check<double>([.. Enumerable.Repeat(1.0, 20)], 5, 4);
        Check<double>([.. Enumerable.Repeat(1.0, 20)], 4, 5);
        Check<double>(Matrices.Product(Matrices.Random(50, 3, 1), Matrices.Random(3, 40, 2), 50, 3, 40), 50, 40);
        Check<double>(Matrices.Product(Matrices.Random(40, 3, 1), Matrices.Random(3, 50, 2), 40, 3, 50), 40, 50);
        Check<double>([1, 0, 0, 0, 0, 0, 0, 0, 1e-320], 3, 3);
        Check<double>(new double[200], 20, 10);
        Check<double>(Matrices.Product(Matrices.Random(90, 3, 1), Matrices.Random(3, 20, 2), 90, 3, 20), 90, 20);
        Check<double>(Matrices.Product(Matrices.Random(20, 3, 1), Matrices.Random(3, 90, 2), 20, 3, 90), 20, 90);
        Check<double>(Matrices.Hilbert(15), 15, 15);
        Check<float>(Matrices.Hilbert(15), 15, 15);
        Check<Dual<double>>([.. Enumerable.Repeat(1.0, 20)], 5, 4);
    }

    [Test]
    public void Repeated_singular_values()
    {
        Check<double>(Matrices.Identity(7), 7, 7);
        Check<double>([0, 0, 2, 2, 0, 0, 0, -2, 0], 3, 3);
    }

    private static void Check<T>(double[] entries, int m, int n) where T : IFloatingPointIeee754<T>
    {
        int k = Math.Min(m, n);
        double[] a = Matrices.AsDouble(Matrices.As<T>(entries));
        var (success, left, values, right) = Factor(Matrices.As<T>(a), m, n);
        var (u, s, vt) = (Matrices.AsDouble(left), Matrices.AsDouble(values), Matrices.AsDouble(right));
        double tolerance = Matrices.Tolerance<T>(Math.Max(m, n));
        double[] product = Matrices.Product(u, Matrices.Product(Matrices.Diagonal(s, k, k), vt, k, k, n), m, k, n);
        double[] columns = Matrices.Transpose(u, m, k);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(success);
            Assert.That(Matrices.Distance(product, a), Is.InRange(0.0, (1 + s.FirstOrDefault()) * tolerance));
            Assert.That(Matrices.Skewness(u, m, k), Is.InRange(0.0, tolerance));
            Assert.That(Matrices.Skewness(Matrices.Transpose(vt, k, n), n, k), Is.InRange(0.0, tolerance));
            Assert.That(s, Is.Ordered.Descending);
            Assert.That(s, Is.All.GreaterThanOrEqualTo(0));
            Assert.That(Enumerable.Range(0, k).Select(j => columns[(j * m)..((j + 1) * m)].MaxBy(Math.Abs)), Is.All.Positive);
        }
    }

    private static (bool Success, T[] U, T[] S, T[] Vt) Factor<T>(T[] a, int m, int n) where T : IFloatingPointIeee754<T>
    {
        int k = Math.Min(m, n);
        var (u, s, vt) = (new T[m * k], new T[k], new T[k * n]);
        return (Svd.Factor<T>(a, m, n, u, s, vt), u, s, vt);
    }

    /// <summary>s₁² + s₂² = Σ aᵢⱼ² and s₁ s₂ = |det A|.</summary>
    [Test]
    public void Two_by_two_by_formula()
    {
        var (_, _, s, _) = Factor([3.0, 0.0, 4.0, 5.0], 2, 2);
        Assert.That(s, Is.EqualTo(new[] { Math.Sqrt(45), Math.Sqrt(5) }).Within(1e-15));
    }

    /// <summary>mpmath 1.3, svd_r with 40 digits.</summary>
    [Test]
    public void Five_by_four_as_mpmath()
    {
        double[] a = [1, 2, 3, 4, 2, -1, 0.5, 3, 0, 1, -2, 1, 5, 0.25, 1, -1, 1, 1, 1, 7];
        double[] expected = Matrices.Parse("9.3183052491438087718 5.4228279225838702335 2.9708942519232551039 2.0611676180536624849");
        Assert.That(Factor(a, 5, 4).S, Is.EqualTo(expected).Within(1e-14));
        Assert.That(Factor(Matrices.Transpose(a, 5, 4), 4, 5).S, Is.EqualTo(expected).Within(1e-14));
    }

    /// <summary>mpmath 1.3, svd_r with 40 digits: columns of sizes 1, 2⁻⁴⁰, 2⁻⁸⁰, as a matrix and transposed.</summary>
    [Test]
    public void Small_singular_values_of_graded_columns_keep_their_digits([Values(4, 20)] int rows)
    {
        double[] columns = [1, 2, 3, 4, -5, 6, 7, 8, 1, 1, 0, -1];
        double[] a = Matrices.Fill(rows, 3, (i, j) => i < 4 ? Math.ScaleB(columns[(3 * i) + j], -40 * j) : 0);
        double[] expected = Matrices.Parse("8.18535277187244997 7.6876656320381190168e-12 3.0814654087783367111e-24");
        foreach (double[] s in new[] { Factor(a, rows, 3).S, Factor(Matrices.Transpose(a, rows, 3), 3, rows).S })
        {
            Assert.That(s.Zip(expected, (x, y) => x / y), Is.All.EqualTo(1).Within(1e-14));
        }
    }

    [Test]
    public void Sizes_near_the_ends_of_the_range_do_not_overflow_or_vanish([Values(1e300, 1e-300)] double size)
    {
        var (_, _, s, _) = Factor([3 * size, 0.0, 4 * size, 5 * size], 2, 2);
        Assert.That(s.Select(x => x / size), Is.EqualTo(new[] { Math.Sqrt(45), Math.Sqrt(5) }).Within(1e-14));
    }

    [Test]
    public void What_is_not_finite_is_refused([Values(double.NaN, double.PositiveInfinity)] double intruder, [Values(1, 2, 30)] int n)
    {
        double[] a = Matrices.Random(n, 7, 1);
        a[^1] = intruder;
        var (success, u, s, vt) = Factor(a, n, 7);
        Assert.That(success, Is.False);
        Assert.That(u.Concat(s).Concat(vt), Is.All.NaN);
    }

    /// <summary>The derivative keeps U and V orthogonal, their product A and Σ diagonal, which determines it; also where A is diagonal itself.</summary>
    [Test]
    public void Dual_numbers_carry_the_derivative([Values(0.0, 1e-9, 1.0)] double coupling, [Values(4, 6, 13)] int m, [Values(4, 6, 13)] int n)
    {
        int k = Math.Min(m, n);
        double[] a = Matrices.Fill(m, n, (i, j) => i == j ? 1 + (i * i) : coupling / (i + (2 * j) + 1));
        double[] direction = Matrices.Random(m, n, 3);
        var (_, u, s, vt) = Factor<Dual<double>>([.. a.Zip(direction, (x, d) => new Dual<double>(x, d))], m, n);
        double[] change = Matrices.Fill(m, n, (i, j) => Enumerable.Range(0, k).Select(l => u[(i * k) + l] * s[l] * vt[(l * n) + j]).Aggregate((x, y) => x + y).Tangent);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Matrices.Distance(change, direction), Is.InRange(0.0, 1e-12));
            Assert.That(Gram(u, k, m, 1, k), Is.All.EqualTo(0).Within(1e-12));
            Assert.That(Gram(vt, k, n, n, 1), Is.All.EqualTo(0).Within(1e-12));
        }

        // The tangents of the inner products of vectors.
        static IEnumerable<double> Gram(Dual<double>[] x, int vectors, int length, int vectorStride, int stride) =>
            from i in Enumerable.Range(0, vectors)
            from j in Enumerable.Range(0, vectors)
            select Enumerable.Range(0, length).Select(l => x[(i * vectorStride) + (l * stride)] * x[(j * vectorStride) + (l * stride)]).Aggregate((p, q) => p + q).Tangent;
    }
}

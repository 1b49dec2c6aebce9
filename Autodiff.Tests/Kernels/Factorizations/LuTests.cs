using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

public class LuTests
{
    [Test]
    public void Solutions_have_small_residuals([Values(0, 1, 2, 5, 32, 33, 100)] int n, [Values(0, 1, 7)] int columns)
    {
        Check<double>(n, columns);
        Check<float>(n, columns);
        Check<Dual<double>>(n, columns);
    }

    private static void Check<T>(int n, int columns) where T : IFloatingPointIeee754<T>
    {
        double[] a = Matrices.AsDouble(Matrices.As<T>(Matrices.Random(n, n, n + 1)));
        double[] b = Matrices.AsDouble(Matrices.As<T>(Matrices.Random(n, columns, n + 2)));
        T[] lu = Matrices.As<T>(a);
        int[] pivots = new int[n];
        var (_, zeroPivot) = Lu.Factor(lu, n, pivots);
        Assert.That(zeroPivot, Is.EqualTo(-1));

        // Backward stability: the residual is small against |A| |X|, however large the solution is.
        T[] x = Matrices.As<T>(b);
        Lu.Solve(lu, n, pivots, x, columns);
        double[] solution = Matrices.AsDouble(x);
        double scale = 1 + solution.Select(Math.Abs).DefaultIfEmpty().Max();
        Assert.That(Matrices.Distance(Matrices.Product(a, solution, n, n, columns), b), Is.InRange(0.0, Matrices.Tolerance<T>(n) * scale));

        x = Matrices.As<T>(b);
        Lu.SolveTransposed(lu, n, pivots, x, columns);
        solution = Matrices.AsDouble(x);
        scale = 1 + solution.Select(Math.Abs).DefaultIfEmpty().Max();
        double[] product = Matrices.Product(Matrices.Transpose(a, n, n), solution, n, n, columns);
        Assert.That(Matrices.Distance(product, b), Is.InRange(0.0, Matrices.Tolerance<T>(n) * scale));
    }

    [Test]
    public void The_multipliers_do_not_exceed_one()
    {
        double[] lu = Matrices.Random(80, 80, 3);
        Lu.Factor<double>(lu, 80, new int[80]);
        Assert.That(Enumerable.Range(0, 80).SelectMany(i => lu[(i * 80)..((i * 80) + i)]), Is.All.InRange(-1.0, 1.0));
    }

    [TestCase(1, 1)]
    [TestCase(2, 1.0 / 12)]
    [TestCase(3, 1.0 / 2160)]
    [TestCase(4, 1.0 / 6048000)]
    [TestCase(5, 1.0 / 266716800000)]
    [TestCase(6, 1.0 / 186313420339200000)]
    public void Determinants_of_Hilbert_matrices_are_reciprocals_of_OEIS_A005249(int n, double expected)
    {
        // The relative error may grow with the condition, e^(3.5 n).
        double tolerance = expected * 1e-16 * Math.Exp(3.5 * n);
        double[] lu = Matrices.Hilbert(n);
        var (permutation, _) = Lu.Factor<double>(lu, n, new int[n]);
        var (sign, logarithm) = Lu.LogDeterminant<double>(lu, n, permutation);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Lu.Determinant<double>(lu, n, permutation), Is.EqualTo(expected).Within(tolerance));
            Assert.That(sign, Is.EqualTo(1));
            Assert.That(Math.Exp(logarithm), Is.EqualTo(expected).Within(tolerance + (1e-14 * expected)));
        }
    }

    [Test]
    public void Odd_permutations_and_negative_pivots_turn_the_sign()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Signs([0, 1, 1, 0]), Is.EqualTo((-1.0, -1.0)));
            Assert.That(Signs([-2, 0, 0, 3]), Is.EqualTo((-1.0, -6.0)));
            Assert.That(Signs([1, 2, 3, 4]), Is.EqualTo((-1.0, -2.0)));
            Assert.That(Signs([-1, 0, 0, -1]), Is.EqualTo((1.0, 1.0)));
            Assert.That(Signs([]), Is.EqualTo((1.0, 1.0)), "the empty product");
        }

        static (double, double) Signs(double[] a)
        {
            int n = (int)Math.Sqrt(a.Length);
            var (permutation, _) = Lu.Factor<double>(a, n, new int[n]);
            return (Lu.LogDeterminant<double>(a, n, permutation).Sign, Math.Round(Lu.Determinant<double>(a, n, permutation), 12));
        }
    }

    [Test]
    public void Determinants_beyond_the_range_have_logarithms()
    {
        double[] a = Matrices.Diagonal([.. Enumerable.Repeat(-1e-9, 101)], 101, 101);
        var (permutation, _) = Lu.Factor<double>(a, 101, new int[101]);
        var (sign, logarithm) = Lu.LogDeterminant<double>(a, 101, permutation);
        Assert.That((sign, logarithm / 101), Is.EqualTo((-1.0, Math.Log(1e-9))).Using<(double, double)>((x, y) => x.Item1 == y.Item1 && Math.Abs(x.Item2 - y.Item2) < 1e-13));
    }

    [Test]
    public void A_singular_matrix_is_reported_at_its_first_zero_pivot()
    {
        double[] zeros = new double[9];
        double[] rankTwo = [1, 2, 3, 2, 4, 6, 1, 1, 1];
        double[] zeroColumn = [1, 0, 3, 2, 0, 5, 4, 0, 7];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Lu.Factor<double>(zeros, 3, new int[3]).ZeroPivot, Is.Zero);
            Assert.That(Lu.Factor<double>(rankTwo, 3, new int[3]).ZeroPivot, Is.EqualTo(2));
            Assert.That(Lu.Factor<double>(zeroColumn, 3, new int[3]).ZeroPivot, Is.EqualTo(1));
            Assert.That(Lu.LogDeterminant<double>(zeroColumn, 3, 1), Is.EqualTo((0.0, double.NegativeInfinity)));
            Assert.That(Lu.Determinant<double>(zeroColumn, 3, 1), Is.Zero);
        }
    }

    [Test]
    public void Not_a_number_spreads_and_nothing_more([Values(double.NaN, double.PositiveInfinity)] double intruder, [Values(0, 40, 2499)] int where)
    {
        double[] a = Matrices.Random(50, 50, 1);
        a[where] = intruder;
        int[] pivots = new int[50];
        double[] b = Matrices.Random(50, 3, 2);
        var (permutation, _) = Lu.Factor<double>(a, 50, pivots);
        Lu.Solve(a, 50, pivots, b, 3);
        Assert.That(b.Any(x => !double.IsFinite(x)) || intruder > 0);
        Assert.That(double.IsFinite(Lu.Determinant<double>(a, 50, permutation)), Is.False);
    }

    /// <summary>d log |det A| = tr(A⁻¹ dA).</summary>
    [Test]
    public void Dual_numbers_carry_the_derivative_of_the_determinant()
    {
        const int n = 40;
        double[] a = Matrices.Random(n, n, 8);
        double[] direction = Matrices.Random(n, n, 9);
        Dual<double>[] dual = [.. a.Zip(direction, (x, d) => new Dual<double>(x, d))];
        var (permutation, _) = Lu.Factor<Dual<double>>(dual, n, new int[n]);

        int[] pivots = new int[n];
        Lu.Factor<double>(a, n, pivots);
        Lu.Solve(a, n, pivots, direction, n);
        double trace = Enumerable.Range(0, n).Sum(i => direction[(i * n) + i]);
        Assert.That(Lu.LogDeterminant<Dual<double>>(dual, n, permutation).LogAbsolute.Tangent, Is.EqualTo(trace).Within(1e-11 * Math.Abs(trace)));
    }
}

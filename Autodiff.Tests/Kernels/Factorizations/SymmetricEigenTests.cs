using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

public class SymmetricEigenTests
{
    [Test]
    public void Vectors_and_values_multiply_to_the_matrix([Values(0, 1, 2, 3, 10, 61)] int n)
    {
        Check<double>(Matrices.RandomSymmetric(n, n), n);
        Check<float>(Matrices.RandomSymmetric(n, n), n);
        Check<Dual<double>>(Matrices.RandomSymmetric(n, n), n);
    }

    [Test]
    public void Of_halves()
    {
        Check<Half>(Matrices.RandomSymmetric(4, 1), 4);
        Check<Half>(Matrices.Hilbert(10), 10);
        Check<Half>([.. Matrices.RandomSymmetric(4, 1).Select(x => 3e-5 * x)], 4);
    }

    [Test]
    public void Repeated_eigenvalues_and_matrices_that_fall_apart()
    {
        Check<double>(new double[36], 6);
        Check<double>(Matrices.Identity(6), 6);
        Check<double>(Matrices.Fill(20, 20, (_, _) => 1), 20);
        Check<double>(Matrices.Fill(20, 20, (i, j) => i / 5 == j / 5 ? 1 : 0), 20);
        Check<double>(Matrices.Fill(8, 8, (i, j) => i == 7 - j ? 1 : 0), 8);
        Check<double>(Matrices.Hilbert(12), 12);
        Check<double>(Matrices.Fill(9, 9, (i, j) => Math.Pow(10, -3 * (i + j))), 9);
        Check<Dual<double>>(Matrices.Identity(6), 6);
    }

    private static void Check<T>(double[] entries, int n) where T : IFloatingPointIeee754<T>
    {
        double[] a = Matrices.AsDouble(Matrices.As<T>(entries));
        var (success, values, vectors) = Factor(Matrices.As<T>(Matrices.Fill(n, n, (i, j) => j > i ? double.NaN : a[(i * n) + j])), n);
        double[] v = Matrices.AsDouble(vectors);
        double[] transpose = Matrices.Transpose(v, n, n);
        double[] product = Matrices.Product(v, Matrices.Product(Matrices.Diagonal(Matrices.AsDouble(values), n, n), transpose, n, n, n), n, n, n);
        double scale = 1 + a.Select(Math.Abs).DefaultIfEmpty().Max();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(success);
            Assert.That(Matrices.Distance(product, a), Is.InRange(0.0, scale * Matrices.Tolerance<T>(n)));
            Assert.That(Matrices.Skewness(v, n, n), Is.InRange(0.0, Matrices.Tolerance<T>(n)));
            Assert.That(values, Is.Ordered);
            Assert.That(Enumerable.Range(0, n).Select(j => transpose[(j * n)..((j + 1) * n)].MaxBy(Math.Abs)), Is.All.Positive);
        }
    }

    private static (bool Success, T[] Values, T[] Vectors) Factor<T>(T[] a, int n) where T : IFloatingPointIeee754<T>
    {
        var values = new T[n];
        var vectors = new T[n * n];
        return (SymmetricEigen.Factor<T>(a, n, values, vectors), values, vectors);
    }

    /// <summary>λ = (a + c)/2 ± √((a - c)²/4 + b²).</summary>
    [Test]
    public void Two_by_two_by_formula()
    {
        var (_, values, _) = Factor([1.0, 0.0, 2.0, -3.0], 2);
        Assert.That(values, Is.EqualTo(new[] { -1 - Math.Sqrt(8), -1 + Math.Sqrt(8) }).Within(1e-15));
    }

    [Test]
    public void Second_differences_have_cosines([Values(1, 2, 7, 100)] int n)
    {
        var (_, values, _) = Factor(Matrices.SecondDifference(n), n);
        Assert.That(values, Is.EqualTo(Enumerable.Range(1, n).Select(k => 2 - (2 * Math.Cos(k * Math.PI / (n + 1))))).Within(1e-14));
    }

    /// <summary>mpmath 1.3, eigsy with 40 digits.</summary>
    [Test]
    public void Five_by_five_as_mpmath()
    {
        var (_, values, vectors) = Factor([4, 1, -2, 2, 0.5, 1, 2, 0, 1, -1, -2, 0, 3, -2, 0.25, 2, 1, -2, -1, 1.5, 0.5, -1, 0.25, 1.5, -3], 5);
        double[] expected = Matrices.Parse(
            "0.014983245584097802532 0.20927435396797184388 -0.17003158117434982488 -0.53677975354016695672 0.79933503908921867478 "
            + "-0.27589404515760888733 0.021817577455498645659 0.20078151521077664571 0.76008818578973383426 0.55259316149684689407 "
            + "0.61529770379200855548 -0.46883945381293656476 0.59931512376701624095 -0.063870168177630788662 0.19580675753853896629 "
            + "0.1688880592677616931 0.83177194385414892488 0.51502372038287860736 -0.011856978421259841129 -0.11934084112136880374 "
            + "0.7187096335401304442 0.20993627140334562682 -0.55348712218092267736 0.36043509775257406009 0.055872806389557370939");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values, Is.EqualTo(Matrices.Parse("-4.312916618762941722 -1.1350419634918478199 1.2414870907649149532 2.3322688676985868945 6.8742026237912876942")).Within(1e-14));
            Assert.That(Matrices.Distance(Matrices.Transpose(vectors, 5, 5), expected), Is.InRange(0.0, 1e-14));
        }
    }

    [Test]
    public void Sizes_near_the_ends_of_the_range_do_not_overflow_or_vanish([Values(1e300, 1e-300)] double size)
    {
        var (_, values, _) = Factor([.. Matrices.SecondDifference(5).Select(x => size * x)], 5);
        Assert.That(values.Select(x => x / size), Is.EqualTo(Enumerable.Range(1, 5).Select(k => 2 - (2 * Math.Cos(k * Math.PI / 6)))).Within(1e-14));
    }

    [Test]
    public void What_is_not_finite_is_refused([Values(double.NaN, double.PositiveInfinity)] double intruder, [Values(1, 2, 30)] int n)
    {
        double[] a = Matrices.RandomSymmetric(n, 1);
        a[^1] = intruder;
        var (success, values, vectors) = Factor(a, n);
        Assert.That(success, Is.False);
        Assert.That(values.Concat(vectors), Is.All.NaN);
    }

    /// <summary>λᵢ' = vᵢᵀ A' vᵢ and vᵢ' = Σⱼ vⱼ (vⱼᵀ A' vᵢ)/(λᵢ - λⱼ), also where A is diagonal and no iteration is needed.</summary>
    [Test]
    public void Dual_numbers_carry_the_derivative([Values(0.0, 1e-9, 1.0)] double coupling)
    {
        const int n = 7;
        double[] a = Matrices.Fill(n, n, (i, j) => i == j ? i * i : coupling / (i + j + 1));
        double[] direction = Matrices.RandomSymmetric(n, 3);
        var (_, values, vectors) = Factor<Dual<double>>([.. a.Zip(direction, (x, d) => new Dual<double>(x, d))], n);
        double[] v = Matrices.AsDouble(vectors);
        double[] inner = Matrices.Product(Matrices.Transpose(v, n, n), Matrices.Product(direction, v, n, n, n), n, n, n);
        double[] mixing = Matrices.Fill(n, n, (j, i) => i == j ? 0 : inner[(j * n) + i] / (values[i] - values[j]).Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values.Select(x => x.Tangent), Is.EqualTo(Enumerable.Range(0, n).Select(i => inner[(i * n) + i])).Within(1e-12));
            Assert.That(Matrices.Distance([.. vectors.Select(x => x.Tangent)], Matrices.Product(v, mixing, n, n, n)), Is.InRange(0.0, 1e-12));
        }
    }

    [Test]
    public void Values_of_repeated_eigenvalues_have_a_sum_with_a_derivative()
    {
        double[] direction = Matrices.RandomSymmetric(4, 3);
        var (_, values, _) = Factor<Dual<double>>([.. Matrices.Identity(4).Zip(direction, (x, d) => new Dual<double>(x, d))], 4);
        Assert.That(values.Sum(x => x.Tangent), Is.EqualTo(Enumerable.Range(0, 4).Sum(i => direction[5 * i])).Within(1e-14));
    }

    /// <summary>λ = √(x² + 1), of ((x, 1), (1, -x)), has λ'' = (x² + 1)^(-3/2).</summary>
    [Test]
    public void Nested_dual_numbers_carry_second_derivatives([Values(0.0, 0.7)] double x)
    {
        var one = new Dual<Dual<double>>(new Dual<double>(1));
        var variable = new Dual<Dual<double>>(new Dual<double>(x, 1), new Dual<double>(1));
        var (_, values, _) = Factor([variable, one, one, -variable], 2);
        Assert.That(values[1].Tangent.Tangent, Is.EqualTo(Math.Pow((x * x) + 1, -1.5)).Within(1e-14));
    }
}

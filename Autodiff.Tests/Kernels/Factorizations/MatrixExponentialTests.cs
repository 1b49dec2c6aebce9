using System.Numerics;

namespace Autodiff.Tests.Kernels.Factorizations;

public class MatrixExponentialTests
{
    private static double[] Exp(double[] a, int n)
    {
        double[] result = new double[n * n];
        Assert.That(MatrixExponential.Exp<double>(a, n, result));
        return result;
    }

    [Test]
    public void Of_zero_is_one([Values(0, 1, 3, 9)] int n) => Assert.That(Exp(new double[n * n], n), Is.EqualTo(Matrices.Identity(n)));

    /// <summary>To a few ε times the norm, 1000: each squaring doubles the relative error.</summary>
    [Test]
    public void Of_a_diagonal_is_the_diagonal_of_exponentials()
    {
        double[] d = [-1000, -20, -1, 0, 1e-10, 0.5, 3, 20, 700];
        double[] result = Exp(Matrices.Diagonal(d, 9, 9), 9);
        for (int i = 0; i < 9; i++)
        {
            Assert.That(result[10 * i], Is.EqualTo(Math.Exp(d[i])).Within(1e-12 * Math.Exp(d[i])));
        }

        Assert.That(Exp([-1e6], 1), Is.All.Zero);
    }

    /// <summary>exp N = Σ Nᵏ/k!, a finite sum: for the shift by one, t^(j-i)/(j-i)!.</summary>
    [Test]
    public void Of_a_nilpotent_matrix_is_a_polynomial([Values(1e-3, 1.0, 100.0)] double t)
    {
        double[] result = Exp(Matrices.Fill(6, 6, (i, j) => j == i + 1 ? t : 0), 6);
        double[] exact = Matrices.Fill(6, 6, (i, j) => j < i ? 0 : Math.Pow(t, j - i) / Enumerable.Range(1, j - i).Aggregate(1, (x, y) => x * y));
        Assert.That(result.Zip(exact, (x, y) => Math.Abs(x - y) / Math.Max(y, 1e-300)), Is.All.LessThan(1e-14));
        Assert.That(Exp([0, 1e200, 0, 0], 2), Is.EqualTo(new[] { 1, 1e200, 0, 1 }), "no power overflows");
    }

    [Test]
    public void Of_a_rotation_generator_is_the_rotation([Values(1e-8, 0.01, 0.2, 1.0, 3.0, 10.0, 1000.0)] double angle)
    {
        double[] expected = [Math.Cos(angle), -Math.Sin(angle), Math.Sin(angle), Math.Cos(angle)];
        Assert.That(Matrices.Distance(Exp([0, -angle, angle, 0], 2), expected), Is.InRange(0.0, 1e-15 * (2 + angle)));
    }

    /// <summary>exp ((1, b), (0, -1)) = ((e, b sinh 1), (0, 1/e)): far from normal, and scaled too far by its norm (Al-Mohy and Higham 2009, section 1).</summary>
    [Test]
    public void Of_a_matrix_far_from_normal([Values(1.0, 1e3, 1e6, 1e12)] double b)
    {
        double[] result = Exp([1, b, 0, -1], 2);
        double[] expected = [Math.E, b * Math.Sinh(1), 0, 1 / Math.E];
        Assert.That(result.Zip(expected, (x, y) => y == 0 ? x : (x / y) - 1), Is.All.EqualTo(0).Within(5e-15));
    }

    /// <summary>mpmath 1.3, expm with 60 digits, of multiples that take each order and the squaring.</summary>
    [TestCase(0.01, "1.0047399477646737309 -0.0099251996413239952843 0.020073673437556237076 0.0023500362019460862953 0.01515642541456386278 1.0075786250551120858 -0.0049211180887255005303 0.010056285879908020495 -0.01999883114325140044 0.0099935910700690255367 1.0010755780012040459 -0.0099557627863145716127 0.0028258016578188726184 0.029975909133455203869 -0.010029769928615232648 0.99521555645151711117")]
    [TestCase(0.0625, "1.0209594269030675274 -0.059621310236597143264 0.12760128027848101393 0.0097775031705521372833 0.099894240046750016667 1.0500522877056447334 -0.028013000179944824891 0.064705319059597789035 -0.12471196489492307869 0.062217012920854958022 1.0009636329414354429 -0.060671837166825189948 0.028512078869505862441 0.18674918876742171945 -0.063354961653458406309 0.97715502573353902526")]
    [TestCase(0.3, "0.90256194611832615886 -0.23936924099247580744 0.6292472033821464594 -0.057114478855741873811 0.59418997309724903333 1.3110107337001885482 -0.059123307710378069214 0.35125471966929364765 -0.5671451344606274278 0.29018073375361053531 0.879132565708108196 -0.24749551654845828818 0.3866134162062471621 0.90459510656577281922 -0.28573259522506915293 1.0415370951076454828")]
    [TestCase(0.6, "0.29343155015887310801 -0.39893127514695827436 1.1515980584080787434 -0.35085164086356961723 1.4846139745012414189 1.8771051967691159103 0.14403893999225596257 0.80703943104357796935 -0.93374197824369646481 0.54741125684956548689 0.46956066975400197592 -0.34103757874420433922 1.4511679649445881835 1.9526457997669686067 -0.35900517065593019041 1.451179133520950097")]
    [TestCase(1, "-1.1840209175533255726 -0.66381707183798266216 1.2632215960606813522 -0.97852928802948271806 3.1629846012187778254 3.3512079541827000774 1.009831650120040783 1.6027254031142838225 -0.8009860341771237194 0.83963346788164286015 -0.30677464530111077088 -0.13690193612842806089 3.9926221907492715485 4.0705655999419098482 0.36827532416531888664 2.5280586644545090193")]
    [TestCase(20, "-5194898153162.8556221 -7100423538764.7252717 -2916062929180.7385741 -2667007806604.9898224 17595786518575.164497 24050045466554.974966 9877079253632.5305404 9033497601908.354709 3114048914753.9109145 4256304081787.5584517 1748015520556.7684474 1598720999113.6822136 23529709150521.937812 32160572889823.297304 13207980322493.647299 12079913049645.118004")]
    public void Four_by_four_as_mpmath(double scale, string figures)
    {
        double[] m = [0.5, -1, 2, 0.25, 1.5, 0.75, -0.5, 1, -2, 1, 0.125, -1, 0.25, 3, -1, -0.5];
        double[] a = [.. m.Select(x => x * scale)];
        double[] expected = Matrices.Parse(figures);
        double size = expected.Select(Math.Abs).Max();
        Assert.That(Matrices.Distance(Exp(a, 4), expected), Is.InRange(0.0, 1e-14 * (1 + scale) * size));

        float[] single = new float[16];
        Assert.That(MatrixExponential.Exp<float>(Matrices.As<float>(a), 4, single));
        Assert.That(Matrices.Distance(Matrices.AsDouble(single), expected), Is.InRange(0.0, 3e-6 * (1 + scale) * size));
    }

    /// <summary>Ward 1977, test 3, eigenvalues -1, -2, -20; figures of mpmath 1.3 with 60 digits. The condition of the problem takes some digits.</summary>
    [Test]
    public void Of_Wards_third_matrix()
    {
        double[] expected = Matrices.Parse(
            "-1.5096441587960896834 0.36787943911028869916 0.13533528117545906946 -5.632570799902596015 1.4715177585023084191 0.40600584352637720837 "
            + "-4.9349383260981071259 1.1036383173308660975 0.54134112676298990026");
        Assert.That(Matrices.Distance(Exp([-131, 19, 18, -390, 56, 54, -387, 57, 52], 3), expected), Is.InRange(0.0, 1e-11));
    }

    [Test]
    public void Times_the_exponential_of_the_opposite_is_one()
    {
        double[] a = Matrices.Random(50, 50, 3);
        double[] product = Matrices.Product(Exp(a, 50), Exp([.. a.Select(x => -x)], 50), 50, 50, 50);
        Assert.That(Matrices.Distance(product, Matrices.Identity(50)), Is.InRange(0.0, 1e-10));
    }

    [Test]
    public void Of_halves()
    {
        var result = new Half[4];
        Assert.That(MatrixExponential.Exp<Half>([(Half)0, (Half)(-1), (Half)1, (Half)0], 2, result));
        Assert.That(Matrices.Distance(Matrices.AsDouble(result), [Math.Cos(1), -Math.Sin(1), Math.Sin(1), Math.Cos(1)]), Is.InRange(0.0, 5e-3));
    }

    [Test]
    public void What_is_not_finite_is_refused([Values(double.NaN, double.PositiveInfinity)] double intruder)
    {
        double[] result = new double[9];
        Assert.That(MatrixExponential.Exp<double>([1, 2, 3, 4, 5, 6, 7, 8, intruder], 3, result), Is.False);
        Assert.That(result, Is.All.NaN);
    }

    [Test]
    public void Norms_at_the_end_of_the_range_end() => Assert.That(MatrixExponential.Exp<double>([1e308, 1e308, -1e308, 1e308], 2, new double[4]));

    /// <summary>The derivative in the direction E is the upper right block of exp ((A, E), (0, A)) (Higham 2008, theorem 3.6).</summary>
    [Test]
    public void Dual_numbers_carry_the_derivative([Values(0.001, 0.1, 1.0, 5.0)] double scale)
    {
        const int n = 4;
        double[] a = [.. Matrices.Random(n, n, 5).Select(x => x * scale)];
        double[] direction = Matrices.Random(n, n, 6);
        var result = new Dual<double>[n * n];
        MatrixExponential.Exp<Dual<double>>([.. a.Zip(direction, (x, d) => new Dual<double>(x, d))], n, result);
        double[] blocks = Exp(Matrices.Fill(2 * n, 2 * n, (i, j) => i / n == j / n ? a[(i % n * n) + (j % n)] : i < n ? direction[(i * n) + j - n] : 0), 2 * n);
        double[] expected = Matrices.Fill(n, n, (i, j) => blocks[(i * 2 * n) + n + j]);
        double size = expected.Select(Math.Abs).Max();
        Assert.That(Matrices.Distance([.. result.Select(x => x.Tangent)], expected), Is.InRange(0.0, 1e-13 * size));
    }
}

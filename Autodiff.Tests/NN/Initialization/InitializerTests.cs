using Autodiff.NN;

namespace Autodiff.Tests.NN.Initialization;

public sealed class InitializerTests
{
    private static readonly Shape Shape = [InitializerCases.In, InitializerCases.Out];
    private static readonly Fans Fans = new(InitializerCases.In, InitializerCases.Out);

    private static IEnumerable<TestCaseData> Bad =>
    [
        new(() => Initializer.Uniform(1, 0)),
        new(() => Initializer.Uniform(0, double.PositiveInfinity)),
        new(() => Initializer.Normal(0, -1)),
        new(() => Initializer.Normal(double.NaN)),
        new(() => Initializer.TruncatedNormal(0, -1)),
        new(() => Initializer.Orthogonal(double.NaN)),
        new(() => Initializer.Identity(double.PositiveInfinity)),
    ];

    private static IEnumerable<TestCaseData> Suited =>
    [
        new(null, Initializer.GlorotUniform),
        new(new Tanh<double>(), Initializer.GlorotUniform),
        new(new Relu<double>(), Initializer.HeUniform),
        new(new Dense<double>(2, 2, new Random(1)), Initializer.GlorotUniform),
    ];

    [TestCaseSource(typeof(InitializerCases), nameof(InitializerCases.All))]
    public void Moments_are_those_of_the_distribution(InitializerCase its)
    {
        var numbers = Make(its);
        int n = numbers.Shape.ElementCount;
        Assert.That(numbers.Shape, Is.EqualTo(Shape));
        Assert.That(numbers.Mean().Value, Is.EqualTo(its.Mean).Within(3 * Math.Sqrt(its.Variance / n)));
        Assert.That(numbers.Variance().Value, Is.EqualTo(its.Variance).Within(3 * its.Variance * Math.Sqrt((its.Kurtosis - 1) / n)));
    }

    [TestCaseSource(typeof(InitializerCases), nameof(InitializerCases.All))]
    public void Numbers_reach_the_bound_and_keep_it(InitializerCase its)
    {
        double furthest = (Make(its) - its.Mean).Abs().Max().Value;
        Assert.That(furthest, Is.LessThanOrEqualTo(its.Bound * (1 + 1e-15)));
        Assert.That(furthest, double.IsFinite(its.Bound) ? Is.GreaterThanOrEqualTo(0.999 * its.Bound) : Is.GreaterThan(4 * Math.Sqrt(its.Variance)));
    }

    [TestCaseSource(typeof(InitializerCases), nameof(InitializerCases.All))]
    public void The_same_seed_gives_the_same_bits(InitializerCase its)
    {
        var numbers = Make(its);
        Assert.That(Make(its), Is.EqualTo(numbers));
        Assert.That(its.Initializer.Make<double>(Shape, Fans, new Random(8)), its.Variance > 0 ? Is.Not.EqualTo(numbers) : Is.EqualTo(numbers));
    }

    [TestCaseSource(typeof(InitializerCases), nameof(InitializerCases.All))]
    public void Single_precision_has_the_same_numbers_rounded(InitializerCase its)
    {
        var single = its.Initializer.Make<float>(Shape, Fans, new Random(7)).Cast<double>();
        Assert.That((single - Make(its)).Abs().Max().Value, Is.InRange(0.0, 2e-7 * Make(its).Abs().Max().Value));
    }

    [TestCase(5, 5)]
    [TestCase(7, 3)]
    [TestCase(3, 7)]
    [TestCase(100, 40)]
    public void Orthogonal_matrices_are_orthonormal(int rows, int columns)
    {
        var q = Initializer.Orthogonal().Make<double>([rows, columns], default, new Random(3));
        RequireOrthonormal(q);
    }

    [Test]
    public void Orthogonal_kernels_are_orthonormal_rows_times_the_gain()
    {
        var kernel = Initializer.Orthogonal(2).Make<double>([4, 3, 2, 2], default, new Random(3));
        RequireOrthonormal((kernel / 2.0).Reshape(4, 12));
        var single = Initializer.Orthogonal(2).Make<float>([4, 3, 2, 2], default, new Random(3));
        Assert.That(single, Is.EqualTo(kernel.Cast<float>()));
    }

    // Of the uniform distribution over O(n) the trace has mean 0 and variance 1 (Diaconis and Shahshahani 1994); the factor Q of a
    // factorization that does not fix the signs has a negative mean.
    [Test]
    public void Orthogonal_matrices_are_all_equally_likely()
    {
        const int Count = 4000;
        var random = new Random(5);
        double sum = 0, squares = 0;
        for (int i = 0; i < Count; i++)
        {
            double trace = (Initializer.Orthogonal().Make<double>([3, 3], default, random) * Tensor.Identity<double>(3)).Sum().Value;
            sum += trace;
            squares += trace * trace;
        }

        Assert.That(sum / Count, Is.Zero.Within(3 / Math.Sqrt(Count)));
        Assert.That(squares / Count, Is.EqualTo(1).Within(3 * Math.Sqrt(2.0 / Count)), "E t⁴ = 3, so the variance of t² is 2");
    }

    [Test]
    public void The_identity_is_on_the_diagonal() =>
        Assert.That(Initializer.Identity(0.5).Make<double>([2, 3], default, new Random(1)), Is.EqualTo(Tensor.Of([[0.5, 0, 0], [0, 0.5, 0]])));

    [Test]
    public void Shapes_that_are_no_matrices_are_refused()
    {
        Assert.That(() => Initializer.Orthogonal().Make<double>([4], default, new Random(1)), Throws.ArgumentException.With.Message.Contains("[4]"));
        Assert.That(() => Initializer.Identity().Make<double>([4, 3, 2], default, new Random(1)), Throws.ArgumentException.With.Message.Contains("[4, 3, 2]"));
        Assert.That(() => Fans.Of([4]), Throws.ArgumentException.With.Message.Contains("[4]"));
        Assert.That(() => Fans.Of([4, 4], groups: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCaseSource(nameof(Bad))]
    public void Distributions_that_do_not_exist_are_refused(Func<Initializer> make) => Assert.That(() => make(), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(0, 4, 3)]
    [TestCase(-1, 4, 3)]
    [TestCase(1, 0, 0)]
    public void Variances_that_are_not_positive_are_refused(double scale, int inputs, int outputs) => Assert.That(
        () => new VarianceScaling(scale).Make<double>([4, 3], new(inputs, outputs), new Random(1)), Throws.ArgumentException);

    [Test]
    public void Fans_count_the_connections()
    {
        Assert.That(Fans.Of([784, 100]), Is.EqualTo(new Fans(784, 100)));
        Assert.That(Fans.Of([8, 3, 5, 5]), Is.EqualTo(new Fans(75, 200)));
        Assert.That(Fans.Of([8, 2, 3], groups: 4), Is.EqualTo(new Fans(6, 6)));
    }

    [TestCaseSource(nameof(Suited))]
    public void Activations_choose_the_weights_before_them(ILayer<double>? activation, Initializer expected)
    {
        Assert.That(Initializer.For(activation), Is.EqualTo(expected));
        var dense = new Dense<double>(4, 3, new Random(2), activation is Dense<double> ? null : activation);
        Assert.That(dense.Weight.Value, Is.EqualTo(expected.Make<double>([4, 3], new(4, 3), new Random(2))));
    }

    private static Tensor<double> Make(InitializerCase its) => its.Initializer.Make<double>(Shape, Fans, new Random(7));

    private static void RequireOrthonormal(Tensor<double> q)
    {
        var gram = q.Shape[0] >= q.Shape[1] ? q.Transpose().MatMul(q) : q.MatMul(q.Transpose());
        Assert.That((gram - Tensor.Identity<double>(gram.Shape[0])).Abs().Max().Value, Is.InRange(0.0, 1e-12));
    }
}

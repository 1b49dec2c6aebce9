namespace Autodiff.Tests.Tensors;

/// <summary>Matrices whose rank is not full: what has a value there, what has a derivative, and which errors name what to do.</summary>
public class LinearAlgebraRankTests
{
    /// <summary>Figures of NumPy, or by hand: (u vᵀ)⁺ = v uᵀ / (‖u‖² ‖v‖²).</summary>
    [Test]
    public void The_pseudo_inverse_of_matrices_of_low_rank()
    {
        AssertClose(Matrix(2, 1, 2, 2, 4).PseudoInverse(), [0.04, 0.08, 0.08, 0.16], 1e-16);
        AssertClose(Matrix(2, 1, 2, 3, 2, 4, 6).PseudoInverse(), [1.0 / 70, 2.0 / 70, 2.0 / 70, 4.0 / 70, 3.0 / 70, 6.0 / 70], 1e-16);
        AssertClose(Matrix(3, new double[6]).PseudoInverse(), new double[6], 0);
        Assert.That(new Tensor<float>([2, 2], [1, 2, 2, 4]).PseudoInverse().ToArray(), Is.EqualTo(Matrix(2, 0.04, 0.08, 0.08, 0.16).ToArray()).Within(1e-7));
    }

    [Test]
    public void The_tolerance_of_the_pseudo_inverse_is_a_part_of_the_largest_singular_value()
    {
        var a = Matrix(2, 1000, 0, 0, 1);
        AssertClose(a.PseudoInverse(0.9e-3), [1e-3, 0, 0, 1], 1e-15);
        AssertClose(a.PseudoInverse(1.1e-3), [1e-3, 0, 0, 0], 1e-15);
        Assert.That(() => a.PseudoInverse(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartsWith("pseudoInverse: the tolerance NaN"));
        Assert.That(() => a.PseudoInverse(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    /// <summary>A = B C keeps its rank whatever B and C are, so that differences with respect to them are a source for the derivative.</summary>
    [TestCase(4, 2, 3)]
    [TestCase(3, 2, 4)]
    [TestCase(3, 1, 3)]
    [TestCase(4, 3, 3)]
    [TestCase(2, 2, 5)]
    public void The_derivatives_of_the_pseudo_inverse_at_constant_rank(int m, int rank, int n)
    {
        var random = new Random((100 * m) + (10 * rank) + n);
        double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
        int left = 2 * m * rank;
        double[] point = Numbers(left + (2 * rank * n));
        var weight = new Tensor<double>([2, n, m], Numbers(2 * n * m));
        var direction = new Tensor<double>([point.Length], Numbers(point.Length));

        Tensor<double> Function(Tensor<double> x) => (x.Slice(0, ..left).Reshape(2, m, rank).MatMul(x.Slice(0, left..).Reshape(2, rank, n)).PseudoInverse() * weight).Sum();
        double[] Derivative(ReadOnlySpan<double> x)
        {
            var tape = new Tape<double>();
            var input = tape.Input([x.Length], x);
            return tape.Gradient(Function(input))[input].ToArray();
        }

        Assert.That(GradientCheck.Compare(x => Function(new([x.Length], x.ToArray())).ToArray()[0], point, Derivative(point), tolerance: 1e-5).Failures, Is.Empty);

        var second = new Tape<double>();
        var twice = second.Input([point.Length], point);
        var slope = (second.RecordGradient(Function(twice), twice)[0] * direction).Sum();
        Assert.That(GradientCheck.Compare(
            x => Derivative(x).Zip(direction.ToArray(), (g, d) => g * d).Sum(), point, second.Gradient(slope)[twice].ToArray(), tolerance: 1e-4).Failures, Is.Empty);
    }

    [Test]
    public void Least_squares_refuse_columns_that_depend_on_others_but_for_rounding()
    {
        var a = Matrix(3, 0.1, 0.3, 0.2, 0.6, 0.3, 0.9);
        foreach (var matrix in new[] { a, a * 0 })
        {
            Assert.That(() => matrix.LeastSquares(Matrix(3, 1, 2, 3)), Throws.InstanceOf<ArithmeticException>().With.Message.StartsWith("leastSquares: ").And.Message.Contains("PseudoInverse"));
        }

        AssertClose(a.PseudoInverse().MatMul(Matrix(3, 1, 2, 3)), [1, 3], 1e-14); // the shortest solution of x + 3 y = 10
    }

    [Test]
    public void The_remedy_for_a_singular_matrix_works()
    {
        var singular = Matrix(2, 1, 2, 2, 4);
        Assert.That(() => singular.Solve(Matrix(2, 1, 2)), Throws.InstanceOf<ArithmeticException>().With.Message.Contains("PseudoInverse"));
        AssertClose(singular.PseudoInverse().MatMul(Matrix(2, 1, 2)), [0.2, 0.4], 1e-15);
    }

    /// <summary>The factors exist; the sweep says that their derivative does not.</summary>
    [Test]
    public void The_derivative_of_Qr_names_Qr_where_columns_depend_on_others()
    {
        foreach (var a in new[] { Matrix(3, 0.1, 0.3, 0.2, 0.6, 0.3, 0.9), Matrix(2, 1, 2, 5, 2, 4, 6) })
        {
            var tape = new Tape<double>();
            var (q, r) = tape.Input(a).Qr();
            AssertClose(q.MatMul(r), a.ToArray(), 1e-14);
            Assert.That(() => tape.Gradient(r.Sum()), Throws.InstanceOf<ArithmeticException>().With.Message.StartsWith("qr: ").And.Message.Contains("PseudoInverse"));
        }
    }

    private static Tensor<double> Matrix(int rows, params double[] elements) => new([rows, elements.Length / rows], elements);

    private static void AssertClose(Tensor<double> actual, double[] expected, double tolerance) =>
        Assert.That(actual.ToArray(), Is.EqualTo(expected).Within(tolerance));
}

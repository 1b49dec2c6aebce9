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

    /// <summary>det diag(a, b) has the gradient diag(b, a), however small or large a b is.</summary>
    [TestCase(1e-200, 1e-200)]
    [TestCase(1e200, 1e200)]
    [TestCase(1e-155, 3e-155)]
    public void The_gradient_of_a_determinant_that_is_out_of_range(double a, double b)
    {
        var tape = new Tape<double>();
        var x = tape.Input(Matrix(2, a, 0, 0, b));
        Assert.That(tape.Gradient(x.Determinant())[x].ToArray(), Is.EqualTo(Plain(b, 0, 0, a)).Within(1e-15 * b));
    }

    /// <summary>Products of singular values whose parts are out of range, and one that is 0.</summary>
    [Test]
    public void Cofactors_are_in_range_where_their_parts_are_not()
    {
        var tape = new Tape<double>();
        var x = tape.Input(new Tensor<double>([15], [.. Enumerable.Repeat(1e100, 4), .. Enumerable.Repeat(1e-40, 10), 0]).DiagonalMatrix());
        double[] gradient = tape.Gradient(x.Determinant())[x].ToArray();
        Assert.That(gradient[^1], Is.EqualTo(1).Within(1e-13));
        Assert.That(gradient.SkipLast(1), Is.All.EqualTo(0));
    }

    /// <summary>The determinant of order 3 is a polynomial: its second derivative by two elements is, but for the sign, a third one.</summary>
    [Test]
    public void Second_derivatives_of_the_determinant_of_singular_matrices()
    {
        foreach (var a in new[] { Matrix(3, 1, 2, 3, 2, 4, 6, 3, 6, 9), Matrix(3, 1, 2, 3, 4, 5, 6, 7, 8, 9), Matrix(3, new double[9]), Matrix(3, 2, 1, 0, 1, 3, 1, 0, 1, 4) })
        {
            double[] items = a.ToArray();
            var tape = new Tape<double>();
            var x = tape.Input(a);
            var gradient = tape.RecordGradient(x.Determinant(), x)[0];
            for (int i = 0; i < 9; i++)
            {
                double[] unit = new double[9];
                unit[i] = 1;
                double[] row = new double[9];
                for (int j = 0; j < 9; j++)
                {
                    var (p, q, r, s) = (i / 3, i % 3, j / 3, j % 3);
                    row[j] = p == r || q == s ? 0 : ((r - p + 3) % 3 == 1) == ((s - q + 3) % 3 == 1) ? items[((3 - p - r) * 3) + 3 - q - s] : -items[((3 - p - r) * 3) + 3 - q - s];
                }

                AssertClose(tape.Gradient(gradient, Matrix(3, unit))[x], row, 1e-13);
            }
        }
    }

    /// <summary>∂³ det/∂a₀₀∂a₁₁∂a₂₂ = 1, and where the inverse that it is formed with does not exist, the error names the determinant.</summary>
    [Test]
    public void Third_derivatives_of_the_determinant()
    {
        AssertClose(Third(Matrix(3, 2, 1, 0, 1, 3, 1, 0, 1, 4)), [0, 0, 0, 0, 0, 0, 0, 0, 1], 1e-14);
        Assert.That(() => Third(Matrix(3, new double[9])), Throws.InstanceOf<ArithmeticException>().With.Message.Contains("determinant"));

        static Tensor<double> Third(Tensor<double> a)
        {
            var tape = new Tape<double>();
            var x = tape.Input(a);
            var first = tape.RecordGradient(x.Determinant(), x)[0];
            var second = tape.RecordGradient((first * Matrix(3, 1, 0, 0, 0, 0, 0, 0, 0, 0)).Sum(), x)[0];
            return tape.Gradient((second * Matrix(3, 0, 0, 0, 0, 1, 0, 0, 0, 0)).Sum())[x];
        }
    }

    private static double[] Plain(params double[] elements) => elements;

    private static Tensor<double> Matrix(int rows, params double[] elements) => new([rows, elements.Length / rows], elements);

    private static void AssertClose(Tensor<double> actual, double[] expected, double tolerance) =>
        Assert.That(actual.ToArray(), Is.EqualTo(expected).Within(tolerance));
}

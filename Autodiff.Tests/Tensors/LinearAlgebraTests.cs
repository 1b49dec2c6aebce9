namespace Autodiff.Tests.Tensors;

/// <summary>Identities, conventions and errors of linear algebra; values and derivatives row by row are with <see cref="LinearAlgebraCases"/>.</summary>
public class LinearAlgebraTests
{
    private static readonly Tensor<double> Positive = Matrix(3, 4, 1, -2, 1, 5, 0.5, -2, 0.5, 6);

    /// <summary>B = (1, 2; 2, 4), of rank 1: its cofactors are (4, -2; -2, 1).</summary>
    private static readonly Tensor<double> Singular = Matrix(2, 1, 2, 2, 4);

    private static object[] Singulars =>
    [
        new object[] { (Func<Tensor<double>, Tensor<double>>)(x => x.Solve(x)), "solve: the matrix of shape [2, 2] is singular, for pivot 1 is 0" },
        new object[] { (Func<Tensor<double>, Tensor<double>>)(x => x.Inverse()), "inverse: the matrix of shape [2, 2] is singular, for pivot 1 is 0" },
        new object[] { (Func<Tensor<double>, Tensor<double>>)(x => x.MatrixPower(-3)), "matrixPower: the matrix of shape [2, 2] is singular" },
        new object[] { (Func<Tensor<double>, Tensor<double>>)(x => x.Cholesky()), "cholesky: the matrix of shape [2, 2] is not positive definite, for pivot 1 is not positive" },
        new object[] { (Func<Tensor<double>, Tensor<double>>)(x => (x - x).SolveTriangular(x)), "solveTriangular: the matrix of shape [2, 2] is singular, for element 0 of its diagonal is 0" },
    ];

    private static object[] Misfits =>
    [
        new object[] { (Func<Tensor<double>>)(() => Zeros([3]).Inverse()), "inverse: the shape [3] is not that of matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([]).Qr().Q), "qr: the shape [] is not that of matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([]).Svd().U), "svd: the shape [] is not that of matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([4, 2, 3]).Cholesky()), "cholesky: the shape [4, 2, 3] is not that of square matrices, for they have 2 rows and 3 columns" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3]).Determinant()), "determinant: the shape [2, 3] is not that of square matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3]).LogDeterminant().Sign), "logDeterminant: the shape [2, 3] is not that of square matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3]).SymmetricEigen().Values), "symmetricEigen: the shape [2, 3] is not that of square matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3]).MatrixExponential()), "matrixExponential: the shape [2, 3] is not that of square matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3]).MatrixPower(0)), "matrixPower: the shape [2, 3] is not that of square matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3]).Solve(Zeros([2]))), "solve: the shape [2, 3] is not that of square matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([3, 3]).Solve(Zeros([2, 5]))), "solve: the shapes [3, 3] and [2, 5] do not fit, for the matrices are of order 3 and the right-hand sides have 2 rows" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([3, 3]).Solve(Zeros([]))), "solve: the shape [] is not that of matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3, 3]).SolveTriangular(Zeros([4, 3, 1]))), "solveTriangular: the shapes [2, 3, 3] and [4, 3, 1] do not fit, for the lengths 2 and 4 of axis -3" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3]).LeastSquares(Zeros([2]))), "leastSquares: the shapes [2, 3] and [2] do not fit" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([3, 2]).LeastSquares(Zeros([2]))), "leastSquares: the shapes [3, 2] and [2] do not fit" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([2, 3, 2]).LeastSquares(Zeros([4, 3, 1]))), "leastSquares: the shapes [2] and [4]" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([3, 2]).LeastSquares(Zeros([]))), "leastSquares: the shape [] is not that of matrices" },
        new object[] { (Func<Tensor<double>>)(() => Zeros([3]).PseudoInverse()), "pseudoInverse: the shape [3] is not that of matrices" },
    ];

    [Test]
    public void The_logarithm_of_the_determinant_is_twice_that_of_the_diagonal_of_the_factor()
    {
        double[] byFactor = Gradient(Positive, a => a.Cholesky().Diagonal().Log().Sum() * 2, out double logarithm);
        double[] direct = Gradient(Positive, a => a.LogDeterminant().Logarithm, out double expected);
        Assert.That(logarithm, Is.EqualTo(expected).Within(1e-14));
        AssertClose(byFactor, direct, 1e-14);
    }

    /// <summary>d tr exp A = tr(exp A dA), so that the gradient is exp Aᵀ.</summary>
    [Test]
    public void The_gradient_of_the_trace_of_the_exponential_is_the_exponential_of_the_transpose()
    {
        var a = Matrix(3, 0.5, -1, 2, 0, 0.3, 1, -0.7, 0.2, -1);
        AssertClose(Gradient(a, x => x.MatrixExponential().Diagonal().Sum(), out _), a.Transpose().MatrixExponential().ToArray(), 1e-13);
    }

    /// <summary>exp of (0, -t; t, 0) is a rotation by t; its derivative by t is known in closed form.</summary>
    [Test]
    public void The_exponential_of_a_skew_matrix_is_a_rotation()
    {
        var tape = new Tape<double>();
        var t = tape.Input(0.7);
        var rotation = Tensor<double>.Stack([0 * t, -t, t, 0 * t], [2, 2]).MatrixExponential();
        AssertClose(rotation.ToArray(), [Math.Cos(0.7), -Math.Sin(0.7), Math.Sin(0.7), Math.Cos(0.7)], 1e-15);
        Assert.That(tape.Gradient(rotation, Matrix(2, 0, 0, 1, 0))[t], Is.EqualTo(Math.Cos(0.7)).Within(1e-15));
    }

    [Test]
    public void The_determinant_of_a_singular_matrix_has_the_cofactors_for_a_gradient()
    {
        AssertClose(Gradient(Singular, a => a.Determinant(), out double determinant), [4, -2, -2, 1], 1e-15);
        Assert.That(determinant, Is.Zero);
    }

    /// <summary>Of rank 1 and order 3 all cofactors are 0; with one element nearly 0, they are those of exact arithmetic.</summary>
    [Test]
    public void Cofactors_of_matrices_of_low_rank_and_of_nearly_singular_ones()
    {
        AssertClose(Gradient(Matrix(3, 1, 2, 3, 2, 4, 6, 3, 6, 9), a => a.Determinant(), out _), new double[9], 1e-14);
        AssertClose(Gradient(Matrix(3, 1, 0, 0, 0, -2, 0, 0, 0, 1e-200), a => a.Determinant(), out _), [-2e-200, 0, 0, 0, 1e-200, 0, 0, 0, -2], 1e-15);
    }

    [Test]
    public void Second_derivatives_of_the_determinant_are_minors()
    {
        // det = a d - b c
        var tape = new Tape<double>();
        var x = tape.Input(Matrix(2, 3, 1, 2, 5));
        var gradient = tape.RecordGradient(x.Determinant(), x)[0];
        AssertClose(tape.Gradient(gradient, Matrix(2, 1, 0, 0, 0))[x].ToArray(), [0, 0, 0, 1], 1e-15);
        AssertClose(tape.Gradient(gradient, Matrix(2, 0, 1, 0, 0))[x].ToArray(), [0, 0, -1, 0], 1e-15);
    }

    [Test]
    public void Signs_and_logarithms_of_determinants()
    {
        var (sign, logarithm) = new Tensor<double>([3, 2, 2], [0, 1, 1, 0, 2, 0, 0, 2, 1, 2, 2, 4]).LogDeterminant();
        Assert.That(sign.ToArray(), Is.EqualTo(new double[] { -1, 1, 0 }));
        Assert.That(logarithm.ToArray(), Is.EqualTo([0, Math.Log(4), double.NegativeInfinity]).Within(1e-15));
    }

    /// <summary>The derivative is infinite, and what is masked stays masked.</summary>
    [Test]
    public void The_logarithm_of_the_determinant_of_a_singular_matrix_can_be_masked()
    {
        var batch = new Tensor<double>([2, 2, 2], [1, 2, 2, 4, 2, 0, 0, 4]);
        var mask = Plain([2], [0, 1]);
        AssertClose(Gradient(batch, a => Tensor<double>.ChainProduct(a.LogDeterminant().Logarithm, mask).Sum(), out _), [0, 0, 0, 0, 0.5, 0, 0, 0.25], 1e-15);
        Assert.That(Gradient(Singular, a => a.LogDeterminant().Logarithm, out _), Is.All.EqualTo(double.PositiveInfinity));
    }

    /// <summary>Values that leave the range are no reason for a logarithm to do so.</summary>
    [Test]
    public void The_logarithm_of_the_determinant_of_a_large_matrix()
    {
        var diagonal = Plain([400], Enumerable.Repeat(1e-3, 400));
        Assert.That(diagonal.DiagonalMatrix().LogDeterminant().Logarithm.ToArray()[0], Is.EqualTo(400 * Math.Log(1e-3)).Within(1e-10));
        Assert.That(diagonal.DiagonalMatrix().Determinant().ToArray()[0], Is.Zero);
    }

    /// <summary>Only the symmetric part counts: the gradient is symmetric, and a skew part changes nothing.</summary>
    [Test]
    public void Factorizations_of_symmetric_matrices_are_functions_of_the_symmetric_part()
    {
        var skew = Matrix(3, 0, 0.5, -1, -0.5, 0, 0.25, 1, -0.25, 0);
        Assert.That((Positive + skew).Cholesky().ToArray(), Is.EqualTo(Positive.Cholesky().ToArray()));
        Assert.That((Positive + skew).SymmetricEigen().Values.ToArray(), Is.EqualTo(Positive.SymmetricEigen().Values.ToArray()));
        foreach (double[] gradient in new[]
        {
            Gradient(Positive, a => (a.Cholesky() * Matrix(3, 1, 2, 3, 4, 5, 6, 7, 8, 9)).Sum(), out _),
            Gradient(Positive, a => (a.SymmetricEigen().Vectors * Matrix(3, 1, 2, 3, 4, 5, 6, 7, 8, 9)).Sum(), out _),
        })
        {
            Assert.That((gradient[1], gradient[2], gradient[5]), Is.EqualTo((gradient[3], gradient[6], gradient[7])).Using<(double, double, double)>(Close));
        }

        static bool Close((double, double, double) x, (double, double, double) y) =>
            Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) + Math.Abs(x.Item3 - y.Item3) < 1e-14;
    }

    /// <summary>Σ λ² = ‖A‖² and Σ λ³ = tr A³ are smooth, whatever eigenvalues are equal: the gradients are 2 A and 3 A².</summary>
    [Test]
    public void Symmetric_functions_of_repeated_eigenvalues_have_the_right_gradient()
    {
        // Eigenvalues 3, 3, 9: 3 I + 6 v vᵀ with v = (1, 2, 2)/3.
        var repeated = Matrix(3, 11.0 / 3, 4.0 / 3, 4.0 / 3, 4.0 / 3, 17.0 / 3, 8.0 / 3, 4.0 / 3, 8.0 / 3, 17.0 / 3);
        foreach (var a in new[] { repeated, Matrix(2, 1, 0, 0, 1), Zeros([3, 3]) })
        {
            AssertClose(Gradient(a, x => Square(x.SymmetricEigen().Values).Sum(), out _), (a * 2).ToArray(), 1e-13);
            AssertClose(Gradient(a, x => (Square(x.SymmetricEigen().Values) * x.SymmetricEigen().Values).Sum(), out _), (a.MatMul(a) * 3).ToArray(), 1e-12);
            AssertClose(Gradient(a, x => Square(x.SingularValues()).Sum(), out _), (a * 2).ToArray(), 1e-13);
        }
    }

    /// <summary>Vectors of equal eigenvalues have no derivative; that of the eigenvalue 9 turns as it should.</summary>
    [Test]
    public void The_vector_of_a_simple_eigenvalue_beside_a_repeated_one_has_its_derivative()
    {
        // A = diag(3, 3, 9) + t (e₀ e₂ᵀ + e₂ e₀ᵀ): v₂ = e₂ + t e₀ / (9 - 3) + O(t²).
        var a = Matrix(3, 3, 0, 0, 0, 3, 0, 0, 0, 9);
        double[] gradient = Gradient(a, x => (x.SymmetricEigen().Vectors * Matrix(3, 0, 0, 1, 0, 0, 0, 0, 0, 0)).Sum(), out _);
        AssertClose(gradient, [0, 0, 1.0 / 12, 0, 0, 0, 1.0 / 12, 0, 0], 1e-15);
    }

    [Test]
    public void The_factors_of_a_wide_matrix()
    {
        var a = new Tensor<double>([2, 3], [3, 1, 2, 4, 2, 7]);
        var (q, r) = a.Qr();
        AssertClose(q.ToArray(), [0.6, -0.8, 0.8, 0.6], 1e-15);
        AssertClose(r.ToArray(), [5, 2.2, 6.8, 0, 0.4, 2.6], 1e-14);
        AssertClose(a.MatMul(a.PseudoInverse()).ToArray(), [1, 0, 0, 1], 1e-13);
    }

    [TestCase(-3)]
    [TestCase(0)]
    [TestCase(6)]
    public void Powers_of_a_shear(int exponent)
    {
        double[] gradient = Gradient(Matrix(2, 1, 1, 0, 1), a => (a.MatrixPower(exponent) * Matrix(2, 0, 1, 0, 0)).Sum(), out double upper);
        Assert.That(upper, Is.EqualTo(exponent));
        Assert.That(gradient[1], Is.EqualTo(exponent)); // of (1, b; 0, 1) it is (1, k b; 0, 1)
    }

    [Test]
    public void A_power_beyond_all_squarings() =>
        Assert.That(Matrix(1, 1).MatrixPower(int.MinValue).ToArray(), Is.EqualTo(new double[] { 1 }));

    [TestCaseSource(nameof(Singulars))]
    public void A_matrix_that_an_algorithm_cannot_go_on_with_is_named_and_nothing_recorded(Func<Tensor<double>, Tensor<double>> operation, string message)
    {
        var tape = new Tape<double>();
        var x = tape.Input(Singular);
        var twice = x - x;
        long lent = tape.Buffers.Lent;
        int count = tape.Count;
        Assert.That(() => operation(x), Throws.InstanceOf<ArithmeticException>().With.Message.StartsWith(message));
        Assert.That(tape.Count - count, Is.LessThanOrEqualTo(1)); // the difference that one of the operations begins with
        Assert.That(tape.Buffers.Lent - lent, Is.LessThanOrEqualTo(16));
        Assert.That(twice.IsConstant, Is.False);
    }

    [Test]
    public void A_matrix_of_a_batch_is_named_by_its_number()
    {
        var batch = new Tensor<double>([2, 2, 2], [1, 0, 0, 1, 1, 2, 2, 4]);
        Assert.That(() => batch.Inverse(), Throws.InstanceOf<ArithmeticException>().With.Message.StartsWith("inverse: matrix 1 of the batch of shape [2, 2, 2] is singular, for pivot 1 is 0"));
        Assert.That(() => batch.Cholesky(), Throws.InstanceOf<ArithmeticException>().With.Message.StartsWith("cholesky: matrix 1 of the batch"));
    }

    [TestCaseSource(nameof(Misfits))]
    public void Shapes_that_do_not_fit(Func<Tensor<double>> operation, string message) =>
        Assert.That(() => operation(), Throws.ArgumentException.With.Message.StartsWith(message));

    [Test]
    public void Numbers_that_are_not_finite_give_NaN_or_an_error()
    {
        var a = Matrix(2, double.NaN, 1, 1, 2);
        Assert.That(a.SymmetricEigen().Values.ToArray(), Is.All.NaN);
        Assert.That(a.SingularValues().ToArray(), Is.All.NaN);
        Assert.That(a.MatrixExponential().ToArray(), Is.All.NaN);
        Assert.That(a.Inverse().ToArray(), Has.Some.NaN);
        Assert.That(a.LogDeterminant().Logarithm.ToArray(), Is.All.NaN);
        Assert.That(() => a.Cholesky(), Throws.InstanceOf<ArithmeticException>());
    }

    /// <summary>The other triangle and a unit diagonal hold whatever they like.</summary>
    [Test]
    public void A_triangular_system_reads_its_triangle_only()
    {
        var lower = Matrix(2, 2, double.NaN, 3, 4);
        Assert.That(lower.SolveTriangular(Plain([2], [2, 11])).ToArray(), Is.EqualTo(new double[] { 1, 2 }));
        var unit = Matrix(2, 0, 3, double.NaN, 0);
        Assert.That(unit.SolveTriangular(Plain([2], [7, 2]), upper: true, unitDiagonal: true).ToArray(), Is.EqualTo(new double[] { 1, 2 }));
        double[] gradient = Gradient(lower, a => a.SolveTriangular(Plain([2], [2, 11])).Sum(), out _);
        AssertClose(gradient, [-0.125, 0, -0.25, -0.5], 1e-15);
    }

    private static Tensor<double> Square(Tensor<double> x) => x * x;

    private static Tensor<double> Matrix(int n, params double[] elements) => new([n, elements.Length / n], elements);

    private static Tensor<double> Plain(Shape shape, IEnumerable<double> elements) => new(shape, [.. elements]);

    private static Tensor<double> Zeros(Shape shape) => new(shape, new double[shape.ElementCount]);

    private static double[] Gradient(Tensor<double> x, Func<Tensor<double>, Tensor<double>> function, out double value)
    {
        var tape = new Tape<double>();
        var input = tape.Input(x);
        var output = function(input);
        value = output.ToArray()[0];
        return output.IsConstant ? new double[x.Count] : tape.Gradient(output)[input].ToArray();
    }

    private static void AssertClose(double[] actual, double[] expected, double tolerance) =>
        Assert.That(actual, Is.EqualTo(expected).Within(tolerance * Math.Max(1, expected.Max(Math.Abs))));
}

namespace Autodiff.Tests.Tensors;

/// <summary>Repeated eigenvalues and singular values: a gradient is right or NaN, never a wrong number.</summary>
public class LinearAlgebraRepeatedTests
{
    /// <summary>Eigenvalues 3, 3, 9: 3 I + 6 v vᵀ with v = (1, 2, 2)/3.</summary>
    private static readonly Tensor<double> Repeated = Matrix(3, 11.0 / 3, 4.0 / 3, 4.0 / 3, 4.0 / 3, 17.0 / 3, 8.0 / 3, 4.0 / 3, 8.0 / 3, 17.0 / 3);

    private static readonly Tensor<double> Weights = Matrix(3, 1, 2, -1, 2, 5, 3, -1, 3, 2);

    private static Tensor<double>[] Matrices => [Repeated, Matrix(2, 1, 0, 0, 1), Matrix(2, new double[4])];

    /// <summary>d tr(Wᵀ exp A) at A = I is e W; the factors cannot know it, for they do not know that exp′ = exp.</summary>
    [Test]
    public void A_function_of_the_matrix_formed_from_its_factors_has_the_gradient_NaN()
    {
        foreach (var a in Matrices)
        {
            var weights = Weights.Slice(0, ..a.Shape[0]).Slice(1, ..a.Shape[0]);
            Tensor<double> ByFactors(Tensor<double> x)
            {
                var (values, vectors) = x.SymmetricEigen();
                return ((vectors * values.Exp()).MatMul(vectors.Transpose()) * weights).Sum();
            }

            Assert.That(Gradient(a, ByFactors), Has.Some.NaN);
        }

        Assert.That(Gradient(Matrix(2, 1, 0, 0, 1), x => x.MatrixExponential().Sum()), Is.All.EqualTo(Math.E).Within(1e-14));
    }

    [Test]
    public void Functions_of_the_vectors_have_the_gradient_NaN()
    {
        foreach (var a in Matrices)
        {
            var weights = Weights.Slice(0, ..a.Shape[0]).Slice(1, ..a.Shape[0]);
            Assert.That(Gradient(a, x => (x.SymmetricEigen().Vectors * weights).Sum()), Has.Some.NaN);
            Assert.That(Gradient(a, x => (x.Svd().U * weights).Sum()), Has.Some.NaN);
            Assert.That(Gradient(a, x => (x.Svd().Vt * weights).Sum()), Has.Some.NaN);
            Assert.That(Gradient(a, x => x.Svd().U.MatMul(x.Svd().Vt * x.Svd().S.Exp().Unsqueeze(-1)).Sum()), Has.Some.NaN);
        }
    }

    /// <summary>The sum of the squares of orthonormal vectors is a constant: what is left of its adjoint is rounding, and is not divided.</summary>
    [Test]
    public void An_adjoint_that_is_0_but_for_rounding_is_0()
    {
        foreach (var a in Matrices)
        {
            Assert.That(Gradient(a, x => Square(x.SymmetricEigen().Vectors).Sum()), Is.All.EqualTo(0).Within(1e-14));
            Assert.That(Gradient(a, x => Square(x.Svd().Vt).Sum()), Is.All.EqualTo(0).Within(1e-14));
        }
    }

    /// <summary>Of (3; 0; 0 | 0; 0; 0), tall: the vectors of 3 turn as they should, those of 0 have no derivative.</summary>
    [Test]
    public void Vectors_of_singular_values_that_are_0()
    {
        foreach (bool wide in new[] { false, true })
        {
            var a = Matrix(3, 3, 0, 0, 0, 0, 0);
            Tensor<double> Column(Tensor<double> x, int column) => (wide ? x.Transpose().Svd().Vt.Transpose() : x.Svd().U).Slice(1, column..(column + 1));
            // u = (3, t, 0)/√(9 + t²), in sum 1 + t/3 + O(t²)
            Assert.That(Gradient(a, x => Column(x, 0).Sum()), Is.EqualTo(Plain(0, 0, 1.0 / 3, 0, 1.0 / 3, 0)).Within(1e-15));
            Assert.That(Gradient(a, x => Column(x, 1).Sum()), Has.Some.NaN);
        }
    }

    /// <summary>In a batch, only the matrix with repeated values is concerned.</summary>
    [Test]
    public void Other_matrices_of_a_batch_have_their_gradient()
    {
        var batch = new Tensor<double>([2, 2, 2], [1, 0, 0, 1, 1, 0, 0, 2]);
        double[] gradient = Gradient(batch, x => x.SymmetricEigen().Vectors.Sum());
        Assert.That(gradient.Take(4), Has.Some.NaN);
        // v₀ = e₀ - t e₁, v₁ = e₁ + t e₀ along t (e₀ e₁ᵀ + e₁ e₀ᵀ): the sum does not change.
        Assert.That(gradient.Skip(4), Is.All.EqualTo(0).Within(1e-15));
    }

    /// <summary>Hessians need the vectors: of λ₀² + λ₁² it is 2 I, but the factors do not know it; where values differ, they do.</summary>
    [Test]
    public void A_second_derivative_is_right_or_NaN()
    {
        Assert.That(Second(Matrix(2, 1, 0, 0, 1)), Has.Some.NaN);
        Assert.That(Second(Matrix(2, 1, 0.5, 0.5, 3)), Is.EqualTo(Plain(2, 4, 4, 8)).Within(1e-13));

        static double[] Second(Tensor<double> a)
        {
            var tape = new Tape<double>();
            var x = tape.Input(a);
            var gradient = tape.RecordGradient(Square(x.SymmetricEigen().Values).Sum(), x)[0];
            return tape.Gradient(gradient, Matrix(2, 1, 2, 2, 4))[x].ToArray();
        }
    }

    /// <summary>Forward as in reverse: values have their tangents, vectors of repeated values NaN.</summary>
    [Test]
    public void Tangents()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Matrix(3, 3, 0, 0, 0, 3, 0, 0, 0, 9));
        var (values, vectors) = x.SymmetricEigen();
        var (u, s, _) = x.Svd();
        using var tangents = tape.Tangents([x], [Weights]);
        Assert.That(tangents[values].ToArray()[2], Is.EqualTo(2).Within(1e-14));
        Assert.That(tangents[s].ToArray()[0], Is.EqualTo(2).Within(1e-14));
        Assert.That(tangents[vectors].ToArray().Where((_, i) => i % 3 == 2), Is.EqualTo(Plain(-1.0 / 6, 0.5, 0)).Within(1e-14));
        Assert.That(tangents[u].ToArray().Where((_, i) => i % 3 == 0), Is.EqualTo(Plain(-1.0 / 6, 0.5, 0)).Within(1e-14));
        Assert.That(tangents[vectors].ToArray(), Has.Some.NaN);
    }

    private static Tensor<double> Square(Tensor<double> x) => x * x;

    private static double[] Plain(params double[] elements) => elements;

    private static Tensor<double> Matrix(int rows, params double[] elements) => new([rows, elements.Length / rows], elements);

    private static double[] Gradient(Tensor<double> x, Func<Tensor<double>, Tensor<double>> function)
    {
        var tape = new Tape<double>();
        var input = tape.Input(x);
        return tape.Gradient(function(input))[input].ToArray();
    }
}

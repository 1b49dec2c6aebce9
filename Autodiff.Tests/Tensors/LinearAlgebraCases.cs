using Naive = Autodiff.Tests.Tensors.NaiveMatrices;

namespace Autodiff.Tests.Tensors;

/// <summary>Systems and factorizations of well-conditioned matrices.</summary>
internal static class LinearAlgebraCases
{
    public static IEnumerable<TensorCase> All =>
    [
        new Solve([3, 3], [3]),
        new Solve([2, 3, 3], [3]),
        new Solve([3, 3], [3, 2]),
        new Solve([1, 1], [1, 1]),
        new Solve([0, 0], [0, 2]),
        new Solve([2, 2], [2, 0]),
        new Solve([2, 1, 3, 3], [4, 3, 1]),
        new Solve([3, 3], [2, 3, 2]),
        new Solve([0, 2, 2], [2, 2]),
        .. from options in Enumerable.Range(0, 8)
           select new SolveTriangular((options & 1) != 0, (options & 2) != 0, (options & 4) != 0, [3, 3], [2, 3, 2]),
        new SolveTriangular(true, false, false, [2, 3, 3], [3]),
        new SolveTriangular(false, false, false, [1, 1], [1, 1]),
        new SolveTriangular(false, true, false, [0, 0], [0, 1]),
        .. from shape in new Shape[] { [1, 1], [4, 4], [0, 0], [2, 3, 3], [2, 1, 2, 2], [0, 3, 3] }
           from row in new TensorCase[] { new Cholesky(shape), new Inverse(shape), new Determinant(shape), new Logarithm(shape), new Exponential(shape), new Eigen(shape) }
           select row,
        new Qr([3, 3]),
        new Qr([4, 2]),
        new Qr([2, 4]),
        new Qr([1, 1]),
        new Qr([2, 3, 2]),
        new Qr([2, 2, 3]),
        new Qr([3, 0]),
        .. from part in Enumerable.Range(0, 3)
           from shape in new Shape[] { [3, 3], [4, 2], [2, 4], [1, 1], [2, 3, 2], [2, 2, 3], [3, 0] }
           select new Svd(part, shape),
        new SingularValues([3, 2]),
        new SingularValues([2, 2, 2]),
        .. from exponent in new[] { -2, -1, 1, 2, 5 } select new Power(exponent, [2, 3, 3]),
        new LeastSquares([4, 2], [4]),
        new LeastSquares([3, 3], [3, 2]),
        new LeastSquares([2, 4, 2], [4, 3]),
        new PseudoInverse([4, 2]),
        new PseudoInverse([2, 2, 3]),
        new PseudoInverse([3, 0]),
        new PseudoInverse([0, 3]),
        new PseudoInverse([0, 3, 2]),
    ];

    /// <summary>Elements in (-1, 1), with 2, 3, 4, … added on the diagonal.</summary>
    private static double[] WellConditioned(Shape shape)
    {
        var random = new Random(shape.ElementCount);
        return NaiveArray.Make(shape, index => (float)((2 * random.NextDouble()) - 1 + (index[^1] == index[^2] ? 2 + index[^1] : 0))).Items;
    }

    /// <summary>A function of matrices in the last two axes; the first operand is well-conditioned.</summary>
    private abstract class MatrixCase : TensorCase
    {
        protected MatrixCase(string name, params Shape[] shapes) : base(name, shapes)
        {
            Given = [WellConditioned(shapes[0])];
            Tolerance = 1e-12;
        }

        /// <summary>The axes of the result that are not those of the batch.</summary>
        protected virtual int Axes => 2;

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var matrices = Array.ConvertAll(x, operand => operand.Shape.Rank == 1 ? new NaiveArray([operand.Shape[0], 1], operand.Items) : operand);
            var batch = matrices.Select(operand => Shape.Of(operand.Shape.Lengths[..^2])).Aggregate(Shape.Broadcast);
            var results = NaiveArray.IndicesOf(batch).Select(index => Of(Array.ConvertAll(matrices, operand => At(operand, index)))).ToList();
            double[,] sample = results.Count > 0 ? results[0] : Of(Array.ConvertAll(matrices, operand => new double[operand.Shape[-2], operand.Shape[-1]]));
            int[] lengths = [sample.GetLength(0), sample.GetLength(1)];
            int axes = x[^1].Shape.Rank == 1 ? 1 : Axes;
            return new(Shape.Of([.. batch.Lengths, .. lengths[..axes]]), [.. results.SelectMany(result => result.Cast<double>())]);
        }

        protected abstract double[,] Of(double[][,] x);

        private static double[,] At(NaiveArray x, int[] batch)
        {
            int[] own = batch[^(x.Shape.Rank - 2)..];
            return Naive.Make(x.Shape[-2], x.Shape[-1], (i, j) => x[[.. own.Select((index, axis) => x.Shape[axis] == 1 ? 0 : index), i, j]]);
        }
    }

    private sealed class Solve(Shape a, Shape b) : MatrixCase("solve", a, b)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Solve(x[1]);

        protected override double[,] Of(double[][,] x) => Naive.Solve(x[0], x[1]);
    }

    private sealed class SolveTriangular(bool upper, bool transposed, bool unit, Shape a, Shape b)
        : MatrixCase($"solve triangular{(upper ? " upper" : "")}{(transposed ? " transposed" : "")}{(unit ? " unit" : "")}", a, b)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].SolveTriangular(x[1], upper, transposed, unit);

        protected override double[,] Of(double[][,] x)
        {
            double[,] triangle = Naive.Make(x[0].GetLength(0), x[0].GetLength(0), (i, j) => i == j ? (unit ? 1 : x[0][i, j]) : i < j == upper ? x[0][i, j] : 0);
            return Naive.Solve(transposed ? Naive.Transpose(triangle) : triangle, x[1]);
        }
    }

    private sealed class Cholesky(Shape shape) : MatrixCase("cholesky", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Cholesky();

        protected override double[,] Of(double[][,] x) => Naive.Cholesky(Naive.Symmetric(x[0]));
    }

    private sealed class Inverse(Shape shape) : MatrixCase("inverse", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Inverse();

        protected override double[,] Of(double[][,] x) => Naive.Solve(x[0], Naive.Identity(x[0].GetLength(0)));
    }

    private sealed class Determinant(Shape shape) : MatrixCase("determinant", shape)
    {
        protected override int Axes => 0;

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Determinant();

        protected override double[,] Of(double[][,] x) => new[,] { { Naive.Determinant(x[0]) } };
    }

    private sealed class Logarithm(Shape shape) : MatrixCase("log determinant", shape)
    {
        protected override int Axes => 0;

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].LogDeterminant().Logarithm;

        protected override double[,] Of(double[][,] x) => new[,] { { Math.Log(Math.Abs(Naive.Determinant(x[0]))) } };
    }

    private sealed class Exponential : MatrixCase
    {
        public Exponential(Shape shape) : base("matrix exponential", shape) => (Given, Range) = ([], (-1, 1));

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].MatrixExponential();

        protected override double[,] Of(double[][,] x) => Naive.Exponential(x[0]);
    }

    /// <summary>The eigenvalues as a row above the vectors.</summary>
    private sealed class Eigen(Shape shape) : MatrixCase("symmetric eigen", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x)
        {
            var (values, vectors) = x[0].SymmetricEigen();
            return Tensor.Concat(-2, values.Unsqueeze(-2), vectors);
        }

        protected override double[,] Of(double[][,] x)
        {
            var (values, vectors) = Naive.SymmetricEigen(Naive.Symmetric(x[0]));
            return Naive.Make(values.Length + 1, values.Length, (i, j) => i == 0 ? values[j] : vectors[i - 1, j]);
        }
    }

    /// <summary>Q above R, or beside it where the matrix is wide.</summary>
    private sealed class Qr(Shape shape) : MatrixCase("qr", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x)
        {
            var (q, r) = x[0].Qr();
            return Tensor.Concat(x[0].Shape[-2] >= x[0].Shape[-1] ? -2 : -1, q, r);
        }

        protected override double[,] Of(double[][,] x)
        {
            var (m, n) = (x[0].GetLength(0), x[0].GetLength(1));
            var (q, r) = Naive.Qr(x[0]);
            return m >= n
                ? Naive.Make(m + n, n, (i, j) => i < m ? q[i, j] : r[i - m, j])
                : Naive.Make(m, m + n, (i, j) => j < m ? q[i, j] : r[i, j - m]);
        }
    }

    /// <summary>Of two columns: the roots of the eigenvalues of AᵀA, m ± √(m² - det), with m half its trace.</summary>
    private sealed class SingularValues(Shape shape) : MatrixCase("singularValues", shape)
    {
        protected override int Axes => 1;

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].SingularValues();

        protected override double[,] Of(double[][,] x)
        {
            var a = x[0];
            double Dot(int i, int j) => Enumerable.Range(0, a.GetLength(0)).Sum(row => a[row, i] * a[row, j]);
            double mean = (Dot(0, 0) + Dot(1, 1)) / 2;
            double root = Math.Sqrt((mean * mean) - (Dot(0, 0) * Dot(1, 1)) + (Dot(0, 1) * Dot(0, 1)));
            return new[,] { { Math.Sqrt(mean + root) }, { Math.Sqrt(mean - root) } };
        }
    }

    private sealed class Svd(int part, Shape shape) : MatrixCase($"svd {(part == 0 ? "u" : part == 1 ? "values" : "v")}", shape)
    {
        protected override int Axes => part == 1 ? 1 : 2;

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x)
        {
            var (u, s, vt) = x[0].Svd();
            return part == 0 ? u : part == 1 ? s : vt;
        }

        protected override double[,] Of(double[][,] x)
        {
            var (u, s, vt) = Naive.Svd(x[0]);
            return part == 0 ? u : part == 1 ? Naive.Make(s.Length, 1, (i, _) => s[i]) : vt;
        }
    }

    private sealed class Power(int exponent, Shape shape) : MatrixCase($"matrix power {exponent}", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].MatrixPower(exponent);

        protected override double[,] Of(double[][,] x)
        {
            int n = x[0].GetLength(0);
            double[,] factor = exponent < 0 ? Naive.Solve(x[0], Naive.Identity(n)) : x[0];
            return Enumerable.Repeat(factor, Math.Abs(exponent)).Aggregate(Naive.Identity(n), Naive.Product);
        }
    }

    private sealed class LeastSquares(Shape a, Shape b) : MatrixCase("least squares", a, b)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].LeastSquares(x[1]);

        protected override double[,] Of(double[][,] x)
        {
            double[,] transpose = Naive.Transpose(x[0]);
            return Naive.Solve(Naive.Product(transpose, x[0]), Naive.Product(transpose, x[1]));
        }
    }

    private sealed class PseudoInverse(Shape shape) : MatrixCase("pseudo-inverse", shape)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].PseudoInverse();

        protected override double[,] Of(double[][,] x)
        {
            double[,] transpose = Naive.Transpose(x[0]);
            return x[0].GetLength(0) >= x[0].GetLength(1)
                ? Naive.Solve(Naive.Product(transpose, x[0]), transpose)
                : Naive.Transpose(Naive.Solve(Naive.Product(x[0], transpose), x[0]));
        }
    }
}

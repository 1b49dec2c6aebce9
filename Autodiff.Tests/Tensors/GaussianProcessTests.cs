using System.Globalization;
using System.Runtime.CompilerServices;

namespace Autodiff.Tests.Tensors;

/// <summary>
/// The logarithm of the marginal likelihood of a Gaussian process, -½ yᵀ K⁻¹ y - ½ log det K - ½ n log 2π with K = s² exp(-½ ‖xᵢ - xⱼ‖²/l²) + σ² I
/// (Rasmussen and Williams 2006, equation 5.8), for cars: miles per gallon by horsepower and weight.
/// </summary>
public class GaussianProcessTests
{
    private static readonly string[] Columns = ["horsepower", "weight", "mpg"];

    /// <summary>Logarithms of length scale, signal and noise.</summary>
    private static readonly double[] Point = [Math.Log(0.9), Math.Log(1.1), Math.Log(0.5)];

    /// <summary>Horsepower, weight and miles per gallon of some of the cars, which need no file.</summary>
    private static readonly double[] Few =
    [
        130, 3504, 18, 165, 3693, 15, 150, 3436, 18, 150, 3433, 16, 140, 3449, 17, 198, 4341, 15, 220, 4354, 14, 215, 4312, 14,
        95, 2372, 24, 95, 2833, 22, 97, 2774, 18, 85, 2587, 21, 88, 2130, 27, 46, 1835, 26, 87, 2672, 25, 90, 2430, 24,
    ];

    /// <summary>The second case is there only where the file is: it does not pass for it elsewhere.</summary>
    private static IEnumerable<TestCaseData> Data =>
    [
        new TestCaseData(Few).SetArgDisplayNames("16 cars"),
        .. FromFile() is { } cars ? new[] { new TestCaseData(cars).SetArgDisplayNames("mpg.csv") } : [],
    ];

    [TestCaseSource(nameof(Data))]
    public void The_gradient_of_the_marginal_likelihood_is_that_of_differences(double[] cars)
    {
        var (squares, y) = Prepare(cars);
        var (value, gradient) = ValueAndGradient(squares, y, Point);
        Assert.That(value, Is.EqualTo(Naive(squares, y, Point)).Within(1e-10 * Math.Abs(value)));
        var report = GradientCheck.Compare(point => ValueAndGradient(squares, y, point).Value, Point, gradient, tolerance: 1e-6);
        Assert.That(report.Failures, Is.Empty);
        Assert.That(gradient, Has.All.Matches<double>(g => Math.Abs(g) > 1e-3)); // so that the comparison says something
    }

    [Test]
    public void The_Hessian_of_the_marginal_likelihood_is_that_of_differences_of_the_gradient()
    {
        var (squares, y) = Prepare(Few);
        for (int i = 0; i < 3; i++)
        {
            int row = i;
            var tape = new Tape<double>();
            var inputs = Array.ConvertAll(Point, value => tape.Input(new Tensor<double>([], [value])));
            var gradient = tape.RecordGradient(LogLikelihood(tape.Constant(squares), tape.Constant(y), inputs), inputs);
            var second = tape.Gradient(gradient[row]);
            double[] hessian = Array.ConvertAll(inputs, input => second[input].ToArray()[0]);
            var report = GradientCheck.Compare(point => ValueAndGradient(squares, y, point).Gradient[row], Point, hessian, tolerance: 1e-6);
            Assert.That(report.Failures, Is.Empty);
        }
    }

    private static (double Value, double[] Gradient) ValueAndGradient(Tensor<double> squares, Tensor<double> y, ReadOnlySpan<double> point)
    {
        var tape = new Tape<double>();
        Tensor<double>[] inputs = [.. point.ToArray().Select(value => tape.Input(new Tensor<double>([], [value])))];
        var output = LogLikelihood(tape.Constant(squares), tape.Constant(y), inputs);
        var gradient = tape.Gradient(output);
        return (output.ToArray()[0], Array.ConvertAll(inputs, input => gradient[input].ToArray()[0]));
    }

    private static Tensor<double> LogLikelihood(Tensor<double> squares, Tensor<double> y, Tensor<double>[] logarithms)
    {
        var (length, signal, noise) = (logarithms[0].Exp(), logarithms[1].Exp(), logarithms[2].Exp());
        int n = y.Shape[0];
        var kernel = (signal * signal * (squares / (length * length) * -0.5).Exp()) + (noise * noise).BroadcastTo([n]).DiagonalMatrix();
        var factor = kernel.Cholesky();
        var white = factor.SolveTriangular(y);
        return ((white * white).Sum() * -0.5) - factor.Diagonal().Log().Sum() - (0.5 * n * Math.Log(Math.Tau));
    }

    /// <summary>The same by elimination and the pivots, in plain loops.</summary>
    private static double Naive(Tensor<double> squares, Tensor<double> y, double[] point)
    {
        var (s, target) = (squares.ToArray(), y.ToArray());
        int n = target.Length;
        var (length, signal, noise) = (Math.Exp(point[0]), Math.Exp(point[1]), Math.Exp(point[2]));
        double[,] kernel = NaiveMatrices.Make(n, n, (i, j) =>
            (signal * signal * Math.Exp(-0.5 * s[(i * n) + j] / (length * length))) + (i == j ? noise * noise : 0));
        double[,] factor = NaiveMatrices.Cholesky(kernel);
        double[,] solution = NaiveMatrices.Solve(kernel, NaiveMatrices.Make(n, 1, (i, _) => target[i]));
        return Enumerable.Range(0, n).Sum(i => (-0.5 * target[i] * solution[i, 0]) - Math.Log(factor[i, i]) - (0.5 * Math.Log(Math.Tau)));
    }

    /// <summary>Squared distances of the standardised inputs, and standardised targets.</summary>
    private static (Tensor<double> Squares, Tensor<double> Y) Prepare(double[] cars)
    {
        double[] horsepower = Standardised(cars, 0);
        double[] weight = Standardised(cars, 1);
        double[] y = Standardised(cars, 2);
        double[] squares = [.. from i in Enumerable.Range(0, y.Length)
                               from j in Enumerable.Range(0, y.Length)
                               select Math.Pow(horsepower[i] - horsepower[j], 2) + Math.Pow(weight[i] - weight[j], 2)];
        return (new([y.Length, y.Length], squares), new([y.Length], y));
    }

    private static double[] Standardised(double[] cars, int column)
    {
        double[] values = [.. cars.Where((_, i) => i % 3 == column)];
        double mean = values.Average();
        double deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => (value - mean) / deviation)];
    }

    /// <summary>Every fifth car of the file without missing numbers, for the differences of all take some seconds; null when there is no file.</summary>
    private static double[]? FromFile([CallerFilePath] string source = "")
    {
        string? path = Ancestors(new FileInfo(source).Directory)
            .Select(directory => Path.Combine(directory.FullName, "shared", "data", "mpg.csv")).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return null;
        }

        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split(','))];
        int[] columns = [.. Columns.Select(name => Array.IndexOf(rows[0], name))];
        return [.. rows.Skip(1)
            .Select(row => Array.ConvertAll(columns, column => double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN))
            .Where(row => !row.Any(double.IsNaN))
            .Where((_, i) => i % 5 == 0)
            .SelectMany(row => row)];
    }

    private static IEnumerable<DirectoryInfo> Ancestors(DirectoryInfo? directory)
    {
        for (; directory is not null; directory = directory.Parent)
        {
            yield return directory;
        }
    }
}

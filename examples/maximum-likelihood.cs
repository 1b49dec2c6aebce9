#:project ../Autodiff.Core/Autodiff.Core.csproj
#:package MathNet.Numerics

// Maximum likelihood on a column of a CSV file, by Newton's method with gradient and Hessian from this library:
//
//     dotnet run examples/maximum-likelihood.cs -- data.csv column
//
// fits a normal distribution and a mixture of two, and prints the estimates with standard errors. The likelihood is
// written once, over parameters that may take any value (log σ for σ, logit w for w); the natural parameters and, by the
// delta method, their errors come from the Jacobian of the map between the two. Without arguments it fits a sample of its own.

using System.Globalization;
using System.Numerics;
using Autodiff;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Microsoft.VisualBasic.FileIO;
using Matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>;
using Vector = MathNet.Numerics.LinearAlgebra.Vector<double>;

double[] column, data;
try
{
    column = args.Length == 0 ? Sample() : args is [var file, var name] ? Column(file, name)
        : throw new FormatException("usage: dotnet run examples/maximum-likelihood.cs [-- FILE COLUMN]");
    data = [.. column.Where(double.IsFinite).Order()];
    if (data.Length < 10 || data[0] == data[^1])
    {
        throw new FormatException(data.Length < 10
            ? $"Too few observations to fit: there must be ten, and there are {data.Length}."
            : $"No spread to fit: all {data.Length} observations are {data[0]}.");
    }
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or MalformedLineException)
{
    Console.Error.WriteLine(problem.Message.ReplaceLineEndings(" "));
    return 2;
}

// What is fitted is z = (y / unit - centre) / spread, so that no unit of measurement and no offset makes a difference.
// The unit, a power of two, takes the squares in the spread out of the reach of overflow, and rounds nothing.
double unit = Math.ScaleB(1, Math.ILogB(Math.Max(Math.Abs(data[0]), Math.Abs(data[^1]))));
double centre = data[data.Length / 2] / unit;
double[] z = [.. data.Select(y => (y / unit) - centre)];
double mean = z.Average();
double spread = Math.Sqrt(z.Average(d => (d - mean) * (d - mean)));
z = [.. z.Select(d => d / spread)];
double gap = z.Zip(z.Skip(1), (left, right) => right - left).Where(difference => difference > 0).Min();

string skipped = (column.Length - data.Length) switch { 0 => "", 1 => " (1 row without a value skipped)", var n => $" ({n} rows without a value skipped)" };
string average = Digits(unit * (centre + mean), unit * (spread / Math.Sqrt(data.Length)));
Console.WriteLine($"{data.Length} observations{skipped}, mean {average}, standard deviation {unit * spread:G6}");

// The likelihood of a mixture has several maxima, and none at its supremum, where one component shrinks onto a single
// observation. So: a start at each of several splits of the sorted data, and the best maximum that is no such collapse.
Report("one normal distribution", ["μ", "σ"], [[0, Math.Log(z[^1] - z[0])]]);
int[] splits = [.. new[] { 0.15, 0.3, 0.5, 0.7, 0.85 }.Select(share => (int)(share * z.Length))];
Report("a mixture of two", ["μ₁", "σ₁", "μ₂", "σ₂", "weight"], [.. splits.Select(count =>
    new[] { z[..count].Average(), Math.Log(0.5), z[count..].Average(), Math.Log(0.5), Math.Log((double)count / (z.Length - count)) })]);
return 0;

// Of one normal distribution, x = (μ, log σ), or of two, x = (μ₁, log σ₁, μ₂, log σ₂, logit w) with the weight w of the first.
static T LogLikelihood<T>(double[] z, ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
{
    var first = LogDensity(x[0], x[1], x.Length == 2 ? T.Zero : Functions.LogSigmoid(x[4]));
    var second = x.Length == 2 ? null : LogDensity(x[2], x[3], Functions.LogSigmoid(-x[4]));
    return z.Aggregate(T.Zero, (sum, y) => sum + (second is null ? first(y) : Functions.LogAddExp(first(y), second(y))));
}

// The logarithm of w times a normal density; what does not depend on y is computed once.
static Func<double, T> LogDensity<T>(T mu, T logSigma, T logWeight) where T : IFloatingPointIeee754<T>
{
    T scale = T.Exp(-logSigma), peak = logWeight - logSigma - T.CreateChecked(0.5 * Math.Log(Math.Tau));
    return y => peak - (T.CreateChecked(0.5) * Functions.Square((T.CreateChecked(y) - mu) * scale));
}

static T[] Natural<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> =>
    x.Length == 2 ? [x[0], T.Exp(x[1])] : [x[0], T.Exp(x[1]), x[2], T.Exp(x[3]), Functions.Sigmoid(x[4])];

void Report(string title, string[] names, double[][] starts)
{
    var best = starts.Select(start => Maximise(DenseVector.OfArray(start))).MaxBy(fit => fit?.Value);
    if (best is not var (x, value, covariance, steps))
    {
        Console.WriteLine($"\n{title}: no proper maximum found");
        return;
    }

    value -= z.Length * (Math.Log(spread) + Math.Log(unit));
    Console.WriteLine($"\n{title}: log-likelihood {value:F4}, AIC {2 * (names.Length - value):F4}, {steps} Newton steps");
    double[] estimates = Natural<double>(x);
    var jacobian = DenseMatrix.OfArray(Differentiate.Jacobian<double>(Natural, x));
    var errors = (jacobian * covariance * jacobian.Transpose()).Diagonal().PointwiseSqrt();
    for (int i = 0; i < names.Length; i++)
    {
        // Back from z to y: locations are shifted and scaled, standard deviations scaled; the weight remains.
        var (scale, factor, origin) = names[i] == "weight" ? (1, 1, 0) : (unit, spread, names[i][0] == 'μ' ? centre : 0);
        double estimate = scale * ((factor * estimates[i]) + origin), error = scale * (factor * errors[i]);
        Console.WriteLine($"  {names[i],-6} {Digits(estimate, error),18} ± {error:G6}");
    }
}

// Six digits, or as many as it takes to show the first three of the error.
static string Digits(double value, double error) =>
    value.ToString($"G{(int)Math.Clamp(3 + Math.Log10(Math.Abs(value) / error), 6, 15)}", null);

// Newton's method, damped as by Levenberg and Marquardt: (λI - H) step = gradient, with λ raised until the step ascends.
// It ends with an undamped step that promises no more than the sum's own rounding; or with null, where it gets nowhere.
(double[] X, double Value, Matrix Covariance, int Steps)? Maximise(Vector x)
{
    double value = LogLikelihood<double>(z, x.ToArray()), damping = 1e-3;
    var (gradient, curvature) = Derivatives(x);
    for (int steps = 1; steps < 200 && damping < 1e12 && !Collapsed(Natural<double>(x.ToArray()));)
    {
        double rounding = 1e-13 * (z.Length + Math.Abs(value));
        if (Solver(curvature, 0) is { } newton && newton.Solve(gradient) is var last && gradient * last < rounding)
        {
            return ([.. x + last], value, newton.Solve(DenseMatrix.CreateIdentity(x.Count)), steps);
        }

        // Plain numbers tell whether a step ascends; derivatives are for the point that it leads to.
        var trial = Solver(curvature, damping) is { } damped ? x + damped.Solve(gradient) : x;
        double next = LogLikelihood<double>(z, trial.ToArray());
        damping *= next > value ? 0.1 : 10;
        if (next > value)
        {
            (x, value, steps) = (trial, next, steps + 1);
            (gradient, curvature) = Derivatives(x);
        }
    }

    return null;
}

// A component of fewer than three observations, or too narrow to hold two that differ, is none.
bool Collapsed(double[] natural) => natural.Where((_, i) => i is 1 or 3).Min() < gap / 100
    || (natural.Length == 5 && Math.Min(natural[4], 1 - natural[4]) * z.Length < 2.5);

// The gradient and, with its sign changed, the Hessian of the log-likelihood. The derivatives of a sum are sums of
// derivatives: a thousand observations at a time keep the tapes short, and all processors busy.
(Vector Gradient, Matrix Curvature) Derivatives(Vector x)
{
    Vector gradient = new DenseVector(x.Count);
    Matrix curvature = new DenseMatrix(x.Count);
    foreach (var (_, slope, hessian) in z.Chunk(1000).AsParallel().AsOrdered().Select(part =>
        Differentiate.ValueGradientAndHessian<double>(parameters => LogLikelihood(part, parameters), x.ToArray())))
    {
        gradient += DenseVector.OfArray(slope);
        curvature -= DenseMatrix.OfArray(hessian);
    }

    return (gradient, curvature);
}

// Cholesky's factors of the curvature + λI, or null where that is not positive definite.
static Cholesky<double>? Solver(Matrix curvature, double damping)
{
    try
    {
        return (curvature + (damping * DenseMatrix.CreateIdentity(curvature.RowCount))).Cholesky();
    }
    catch (ArgumentException)
    {
        return null;
    }
}

// The numbers of a column, with NaN for an empty cell.
static double[] Column(string file, string column)
{
    if (!File.Exists(file))
    {
        throw new IOException(Directory.Exists(file) ? $"{file} is a directory, not a file." : $"There is no file '{file}'.");
    }

    // With an empty line at the end, the parser always knows which line comes after the one that it has read.
    using var parser = new TextFieldParser(new StringReader(File.ReadAllText(file) + "\n\n")) { Delimiters = [","] };
    var header = parser.ReadFields() ?? throw new FormatException($"{file} is empty.");
    string hint = header.Length == 1 ? " (fields are separated by commas)" : "";
    int index = Array.IndexOf(header, column) is >= 0 and var found
        ? found
        : throw new FormatException($"{file} has no column '{column}'; it has {string.Join(", ", header)}{hint}.");
    var values = new List<double>();
    while (parser.ReadFields() is { } fields)
    {
        string cell = index < fields.Length ? fields[index] : "";
        bool number = double.TryParse(cell, NumberStyles.Float, null, out double value) && double.IsFinite(value);
        values.Add(number ? value : cell == "" ? double.NaN : throw new FormatException(
            $"{file}, line {parser.LineNumber - 1}: '{cell}' in column '{column}' is not a number."));
    }

    return [.. values];
}

static double[] Sample()
{
    var random = new Random(1);
    double Gaussian() => Functions.NormalQuantile(random.NextDouble());
    return [.. Enumerable.Range(0, 200).Select(i => i % 10 < 3 ? 1 + (0.5 * Gaussian()) : 4 + Gaussian())];
}

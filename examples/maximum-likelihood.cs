#:project ../Autodiff.Core/Autodiff.Core.csproj
#:package MathNet.Numerics

// Maximum likelihood on a column of a CSV file, by Newton's method with gradient and Hessian from this library:
//
//     dotnet run examples/maximum-likelihood.cs -- data.csv column
//
// fits a normal distribution and a mixture of two, and prints the estimates with standard errors. Both likelihoods are
// written once, over parameters that may take any value (log σ for σ, logit w for w); the natural parameters and, by the
// delta method, their errors come from the Jacobian of the map between the two. Without arguments it fits a sample of its own.

using System.Globalization;
using System.Numerics;
using Autodiff;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Microsoft.VisualBasic.FileIO;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length is not (0 or 2))
{
    return Refuse("usage: dotnet run examples/maximum-likelihood.cs [-- FILE COLUMN]");
}

double[] data;
try
{
    data = args is [var file, var column] ? Column(file, column) : Sample();
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException or MalformedLineException)
{
    return Refuse(problem.Message);
}

Array.Sort(data);
double mean = data.Average();
double deviation = Math.Sqrt(data.Average(y => (y - mean) * (y - mean)));
if (data.Length < 10 || deviation == 0)
{
    return Refuse($"{data.Length} observations with standard deviation {deviation} are too few or too equal to fit: there must be ten, not all the same.");
}

Console.WriteLine($"{data.Length} observations, mean {mean:G6}, standard deviation {deviation:G6}");

Report("one normal distribution", ["μ", "σ"], x => Normal<Scalar<Dual<double>>>(x), x => Natural<Scalar<double>>(x), [[data[data.Length / 2], Math.Log(data[^1] - data[0])]]);

// The likelihood of a mixture has several maxima, and none at its supremum, where one component shrinks onto a single
// observation. So: a start at each of several splits of the sorted data, and the best maximum that is no such collapse.
double[][] starts = [.. new[] { 0.15, 0.3, 0.5, 0.7, 0.85 }.Select(Split)];
Report("a mixture of two", ["weight", "μ₁", "σ₁", "μ₂", "σ₂"], x => Mixture<Scalar<Dual<double>>>(x), x => NaturalMixture<Scalar<double>>(x), starts);
return 0;

T Normal<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
{
    T sum = T.Zero;
    foreach (double y in data)
    {
        sum += LogDensity(y, x[0], x[1]);
    }

    return -sum;
}

T Mixture<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
{
    T sum = T.Zero;
    T logWeight = Functions.LogSigmoid(x[0]), logRest = Functions.LogSigmoid(-x[0]);
    foreach (double y in data)
    {
        sum += Functions.LogAddExp(logWeight + LogDensity(y, x[1], x[2]), logRest + LogDensity(y, x[3], x[4]));
    }

    return -sum;
}

static T LogDensity<T>(double y, T mu, T logSigma) where T : IFloatingPointIeee754<T>
{
    T z = (T.CreateChecked(y) - mu) * T.Exp(-logSigma);
    return T.CreateChecked(-0.5) * (z * z) - logSigma - T.CreateChecked(0.5 * Math.Log(Math.Tau));
}

static T[] Natural<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => [x[0], T.Exp(x[1])];

static T[] NaturalMixture<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> =>
    [Functions.Sigmoid(x[0]), x[1], T.Exp(x[2]), x[3], T.Exp(x[4])];

double[] Split(double share)
{
    var (low, high) = (data[..(int)(share * data.Length)], data[(int)(share * data.Length)..]);
    double spread = Math.Log(deviation / 2);
    return [Math.Log(share / (1 - share)), low.Average(), spread, high.Average(), spread];
}

void Report(
    string title,
    string[] names,
    Func<ReadOnlySpan<Scalar<Dual<double>>>, Scalar<Dual<double>>> negativeLogLikelihood,
    Func<ReadOnlySpan<Scalar<double>>, Scalar<double>[]> natural,
    double[][] starts)
{
    var best = starts.Select(start => Minimise(negativeLogLikelihood, start)).Where(fit => fit.Covariance is not null && !Collapsed(fit.X)).MinBy(fit => fit.Value);
    Console.WriteLine();
    if (best.X is null)
    {
        Console.WriteLine($"{title}: no proper maximum found");
        return;
    }

    Console.WriteLine($"{title}: log-likelihood {-best.Value:F4}, AIC {2 * (best.Value + names.Length):F4}, {best.Steps} Newton steps");
    var jacobian = DenseMatrix.OfArray(Differentiate.Jacobian(natural, best.X));
    var errors = (jacobian * best.Covariance! * jacobian.Transpose()).Diagonal().PointwiseSqrt();
    for (int i = 0; i < names.Length; i++)
    {
        double estimate = natural([.. best.X.Select(value => new Scalar<double>(value))])[i].Value;
        Console.WriteLine($"  {names[i],-6} {estimate,12:F5} ± {errors[i]:F5}");
    }
}

// A standard deviation far below the spacing of the data belongs to one observation, not to a component.
bool Collapsed(double[] x) => Math.Min(x[^1], x.Length > 2 ? x[2] : x[^1]) < Math.Log(deviation * 0.01);

// Newton's method, damped as by Levenberg and Marquardt: (H + λI) step = -g, with λ raised until the step descends.
static (double[] X, double Value, Matrix<double>? Covariance, int Steps) Minimise(
    Func<ReadOnlySpan<Scalar<Dual<double>>>, Scalar<Dual<double>>> function, double[] x)
{
    double damping = 1e-3;
    var (value, gradient, hessian) = Differentiate.ValueGradientAndHessian(function, x);
    int steps = 0;
    while (steps < 500 && gradient.Max(Math.Abs) > 1e-9 * (1 + Math.Abs(value)) && damping < 1e12)
    {
        double[]? trial = Solver(hessian, damping) is { } solver ? [.. DenseVector.OfArray(x) - solver.Solve(DenseVector.OfArray(gradient))] : null;
        if (trial is not null && Differentiate.ValueGradientAndHessian(function, trial) is var next && next.Value <= value)
        {
            (x, (value, gradient, hessian)) = (trial, next);
            (damping, steps) = (damping / 10, steps + 1);
        }
        else
        {
            damping *= 10;
        }
    }

    return (x, value, Solver(hessian, 0)?.Solve(DenseMatrix.CreateIdentity(x.Length)), steps);
}

// Cholesky's factors of H + λI, or null where that is not positive definite.
static Cholesky<double>? Solver(double[,] hessian, double damping)
{
    try
    {
        return (DenseMatrix.OfArray(hessian) + (damping * DenseMatrix.CreateIdentity(hessian.GetLength(0)))).Cholesky();
    }
    catch (ArgumentException)
    {
        return null;
    }
}

static double[] Column(string file, string column)
{
    using var parser = new TextFieldParser(file) { TextFieldType = FieldType.Delimited, Delimiters = [","] };
    var header = parser.ReadFields() ?? throw new FormatException($"{file} is empty.");
    int index = Array.IndexOf(header, column);
    if (index < 0)
    {
        throw new FormatException($"{file} has no column '{column}'; it has {string.Join(", ", header)}.");
    }

    var values = new List<double>();
    while (!parser.EndOfData)
    {
        long line = parser.LineNumber;
        var fields = parser.ReadFields()!;
        string field = index < fields.Length ? fields[index] : "";
        if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            throw new FormatException($"{file}, line {line}: '{field}' in column '{column}' is not a number.");
        }

        values.Add(value);
    }

    return [.. values];
}

static double[] Sample()
{
    var random = new Random(1);
    double Gaussian() => Functions.NormalQuantile(random.NextDouble());
    return [.. Enumerable.Range(0, 200).Select(i => i % 10 < 3 ? 1 + (0.5 * Gaussian()) : 4 + Gaussian())];
}

static int Refuse(string reason)
{
    Console.Error.WriteLine(reason);
    return 2;
}

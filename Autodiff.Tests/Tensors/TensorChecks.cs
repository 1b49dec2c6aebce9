namespace Autodiff.Tests.Tensors;

/// <summary>
/// What must hold of every row of <see cref="TensorCases"/>. Each check returns its failures as texts, so that a test can also
/// assert that a wrong operation is caught.
/// </summary>
internal static partial class TensorChecks
{
    /// <summary>The relative error allowed in the value in single precision, about 30 roundings; derivatives are allowed ten times that. No row needs more.</summary>
    private const double SingleTolerance = 2e-6;

    private static readonly (string Name, Func<TensorCase, IEnumerable<string>> Check)[] All =
    [
        ("value", Value<double>),
        ("value in single precision", Value<float>),
        ("recorded", IsRecorded),
        ("adjoint identity", AdjointIdentity<double>),
        ("adjoint identity in single precision", AdjointIdentity<float>),
        ("views", ViewsChangeNoDerivative),
        ("differences", Differences),
        ("jacobian", Jacobian),
        ("second order", SecondOrder),
        ("single precision", SinglePrecision),
        ("reads", ReadsAreTrue),
        ("memory", MemoryComesBack),
    ];

    /// <summary>Every failure, as row, check and what was found.</summary>
    public static IEnumerable<string> Failures(TensorCase row) =>
        All.SelectMany(check => Texts(row, check.Check).Select(failure => $"{row}: {check.Name}: {failure}"));

    /// <summary>The operands: those given, and random ones, which are numbers of single precision so that both precisions have the same.</summary>
    public static NaiveArray[] Operands(TensorCase row)
    {
        var random = Randomness(row, "operands");
        var (least, greatest) = row.Range;
        return [.. row.Shapes.Select((shape, k) => k < row.Given.Length && row.Given[k] is { } given
            ? new NaiveArray(shape, given)
            : NaiveArray.Make(shape, _ => (float)(least + ((greatest - least) * random.NextDouble()))))];
    }

    private static NaiveArray[] Differentiable(TensorCase row, NaiveArray[] x) => [.. x.Where((_, k) => row.IsDifferentiable(k))];

    private static NaiveArray Direction(Shape shape, Random random) => NaiveArray.Make(shape, _ => (float)((2 * random.NextDouble()) - 1));

    /// <summary>The same numbers at each run, whatever other rows there are.</summary>
    private static Random Randomness(TensorCase row, string purpose) =>
        new($"{row} {purpose}".Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));

    private static double Tolerance<T>(TensorCase row) => typeof(T) == typeof(float) ? SingleTolerance : row.Tolerance;

    /// <summary>The first element that differs by more than a part of the greatest, or of 1.</summary>
    private static string? Difference(string what, NaiveArray expected, NaiveArray actual, double tolerance)
    {
        if (expected.Shape != actual.Shape)
        {
            return $"{what}: expected the shape {expected.Shape}, actual {actual.Shape}";
        }

        double scale = expected.Items.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
        int place = Enumerable.Range(0, expected.Items.Length).FirstOrDefault(i => !Close(expected.Items[i], actual.Items[i], tolerance * scale), -1);
        return place < 0 ? null : $"{what}: element {place}: expected {expected.Items[place]:r}, actual {actual.Items[place]:r}";
    }

    private static bool Close(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance;

    private static double Dot(NaiveArray x, NaiveArray y) => x.Items.Zip(y.Items, (a, b) => a * b).Sum();

    private static double[] Flat(IEnumerable<NaiveArray> arrays) => [.. arrays.SelectMany(array => array.Items)];

    private static string[] Texts(TensorCase row, Func<TensorCase, IEnumerable<string>> check)
    {
        try
        {
            return [.. check(row)];
        }
        catch (Exception exception)
        {
            return [$"threw {exception}"];
        }
    }
}

namespace Autodiff.Tests.Operations;

/// <summary>
/// What must hold of every row, built in or a user's own. Each check returns its failures as texts, so that a test can also
/// assert that a wrong row is caught.
/// </summary>
internal static partial class OperationChecks
{
    /// <summary>These operands are whole numbers (an order, a root), by which no difference can be taken.</summary>
    private static readonly HashSet<(string Row, int Operand)> WholeOperands = [("rootN", 1), ("polygamma", 0)];

    /// <summary>No row rounds more often than this on the way to a result; in units of half a unit in the last place.</summary>
    private const double FewRoundings = 24;
    private const double DoubleRounding = 1.1e-16;
    private const double SingleRounding = 6e-8;

    /// <summary>The checks that need no table, under the names by which tests report them.</summary>
    public static IReadOnlyDictionary<string, Func<Operation, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<Operation, IEnumerable<string>>>
    {
        [nameof(ThereAreSamples)] = ThereAreSamples,
        [nameof(EveryReadingAgrees)] = EveryReadingAgrees,
        [nameof(PartialsAgreeWithDifferences)] = PartialsAgreeWithDifferences,
        [nameof(SecondDerivativesAgreeWithDifferences)] = SecondDerivativesAgreeWithDifferences,
        [nameof(SinglePrecisionAgrees)] = SinglePrecisionAgrees,
        [nameof(ConstantsChangeNothing)] = ConstantsChangeNothing,
        [nameof(KinksAreAsTheRowSays)] = KinksAreAsTheRowSays,
        [nameof(HessiansAreSymmetricAtKinks)] = HessiansAreSymmetricAtKinks,
    };

    public static bool IsWhole(Operation row, int operand) => WholeOperands.Contains((row.Name, operand));

    /// <summary>All other checks walk the samples, and would find nothing wrong with a row that has none.</summary>
    public static IEnumerable<string> ThereAreSamples(Operation row)
    {
        if (row.Samples.Count == 0)
        {
            yield return $"{row.Name}: no samples, so that nothing would be tested";
        }

        foreach (var sample in row.Samples.Where(sample => sample.Length == 0 || (row.Arity != Operation.AnyArity && sample.Length != row.Arity)))
        {
            yield return $"{At(row, sample)}: a sample of {sample.Length} operands";
        }
    }

    private static double[] Partials(Operation row, double[] x)
    {
        var partials = new double[x.Length];
        row.Partials<double>(x, row.Apply<double>(x), partials);
        return partials;
    }

    /// <summary>
    /// How much of a relative rounding of an operand or an intermediate result reaches the value and each partial:
    /// |f| + Σ|xⱼ ∂f/∂xⱼ|. The 1e-20 is for zeros that stand for the rounding of π.
    /// </summary>
    private static (double Value, double[] Partials) Conditioning(Operation row, double[] x)
    {
        var partials = Partials(row, x);
        var second = Readings.ForwardOverReverse(new OperationFormula(row), x);
        double Of(double result, Func<int, double> slope) =>
            1e-20 + Math.Abs(result) + x.Select((xj, j) => Math.Abs(xj * slope(j))).Where(double.IsFinite).Sum();
        return (Of(row.Apply<double>(x), j => partials[j]), [.. partials.Select((partial, i) => Of(partial, j => second[j][i]))]);
    }

    private static bool Same(double expected, double actual) => expected.Equals(actual) || expected == actual; // NaN is NaN, and -0 is 0

    private static bool Close(double expected, double actual, double tolerance) =>
        Same(expected, actual) || Math.Abs(expected - actual) <= tolerance;

    private static string At(Operation row, double[] x) => $"{row.Name}({string.Join(", ", x)})";

    private static string Failure(Operation row, double[] at, string what, double expected, double actual) =>
        $"{At(row, at)}: {what}: expected {expected}, actual {actual}";
}

using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Operations;

/// <summary>The decided derivatives where mathematics leaves a choice or plain arithmetic would make NaN, as seen through a tape.</summary>
public class ConventionTests
{
    private const double Infinity = double.PositiveInfinity;

    // e⁻⁴⁰ and e⁻⁷⁴⁵ in double; the latter is the smallest number above 0.
    private const double Tail40 = 4.248354255291589e-18;
    private const double Tail745 = double.Epsilon;

    private static readonly object[] OneVariable =
    [
        Case("relu at 0", 0, Functions.Relu, 0, 0),
        Case("abs at 0", 0, Real.Abs, 0, 0),
        Case("max of a tie with a constant", 1, x => Real.Max(x, 1.0), 1, 0.5),
        Case("min of a tie with a constant", 1, x => Real.Min(x, 1.0), 1, 0.5),
        Case("max of itself", 1, x => Real.Max(x, x), 1, 1),
        Case("clamp below", -1, x => Real.Clamp(x, 0.0, 1.0), 0, 0),
        Case("clamp on the lower boundary", 0, x => Real.Clamp(x, 0.0, 1.0), 0, 1),
        Case("clamp inside", 0.5, x => Real.Clamp(x, 0.0, 1.0), 0.5, 1),
        Case("clamp on the upper boundary", 1, x => Real.Clamp(x, 0.0, 1.0), 1, 1),
        Case("clamp above", 2, x => Real.Clamp(x, 0.0, 1.0), 1, 0),
        Case("clamp between bounds that cross", 1.5, x => Clamped(x, 2, 1), 1, 0),
        Case("the upper of bounds that cross", 1, x => Clamped(1.5, 2, x), 1, 1),
        Case("the lower of bounds that cross", 2, x => Clamped(1.5, x, 1), 1, 0),

        Case("sqrt at 0", 0, Real.Sqrt, 0, Infinity),
        Case("sqrt at 0, times 0", 0, x => 0 * Real.Sqrt(x), 0, 0),
        Case("sqrt of relu below 0", -1, x => Real.Sqrt(Functions.Relu(x)), 0, 0),
        Case("acos of clamp outside", 1.5, x => Real.Acos(Real.Clamp(x, -1.0, 1.0)), 0, 0),
        Case("sqrt of a square at 0", 0, x => Real.Sqrt(x * x), 0, 0),
        Case("sqrt at 0, masked by a step", 0, x => Functions.UnitStep(x) * Real.Sqrt(x), 0, 0),
        Case("log at 0, clamped away", 0, x => Real.Max(Real.Log(x), -5.0), -5, 0),
        Case("sqrt at 0, chosen away", 0, x => (x > 0 ? Real.Sqrt(x) : 0) + (3 * x), 0, 3),

        Case("x^0 at 0", 0, x => Real.Pow(x, 0), 1, 0),
        Case("x^0", 2, x => Real.Pow(x, 0), 1, 0),
        Case("x^1 at 0", 0, x => Real.Pow(x, 1), 0, 1),
        Case("x^2 at 0", 0, x => Real.Pow(x, 2), 0, 0),
        Case("x^½ at 0", 0, x => Real.Pow(x, 0.5), 0, Infinity),
        Case("x^3 at -2", -2, x => Real.Pow(x, 3), -8, 12),
        Case("0^x", 2, x => Real.Pow(0, x), 0, 0),
        Case("0^x below 0", -1, x => Real.Pow(0, x), Infinity, -Infinity),
        Case("0^x at 0", 0, x => Real.Pow(0, x), 1, 0),
        Case("x^x at 0", 0, x => Real.Pow(x, x), 1, 0),

        Case("0 log x at 0", 0, x => Functions.XLogY(0, x), 0, 0),
        Case("0 log x", 2, x => Functions.XLogY(0, x), 0, 0),
        Case("x log 0 at 0", 0, x => Functions.XLogY(x, 0), 0, -Infinity),
        Case("hypot(x, 0) at 0", 0, x => Real.Hypot(x, 0), 0, 0),
        Case("norm of one 0", 0, x => Functions.Norm<Real>([x]), 0, 0),
        Case("norm of zeros", 0, x => Functions.Norm<Real>([x, 0, x]), 0, 0),
        Case("atan2 at the origin", 0, x => Real.Atan2(x, 0), 0, 0),

        Case("logAddExp of -∞ twice", -Infinity, x => Functions.LogAddExp(x, -Infinity), -Infinity, 0.5),
        Case("logSumExp of -∞ four times", -Infinity, x => Functions.LogSumExp<Real>([x, -Infinity, -Infinity, -Infinity]), -Infinity, 0.25),
        Case("logSumExp of -∞ beside a number", -Infinity, x => Functions.LogSumExp<Real>([x, 2]), 2, 0),

        Case("sigmoid at -745", -745, Functions.Sigmoid, Tail745, Tail745),
        Case("sigmoid at -40", -40, Functions.Sigmoid, Tail40, Tail40),
        Case("sigmoid at 40", 40, Functions.Sigmoid, 1, Tail40),
        Case("sigmoid at 745", 745, Functions.Sigmoid, 1, Tail745),
        Case("softplus at -745", -745, Functions.Softplus, Tail745, Tail745),
        Case("softplus at -40", -40, Functions.Softplus, Tail40, Tail40),
        Case("softplus at 40", 40, Functions.Softplus, 40, 1),
        Case("softplus at 745", 745, Functions.Softplus, 745, 1),
        Case("logSigmoid at -745", -745, Functions.LogSigmoid, -745, 1),
        Case("logSigmoid at 40", 40, Functions.LogSigmoid, -Tail40, Tail40),
    ];

    [TestCaseSource(nameof(OneVariable))]
    public void Derivative(double at, Func<Real, Real> f, double value, double derivative)
    {
        var x = new Tape<double>().Input(at);
        var y = f(x);
        Assert.Multiple(() =>
        {
            // One rounding more or less in the exponential tails.
            Assert.That(y.Value, Is.EqualTo(value).Within(1).Ulps, "value");
            Assert.That(y.Tape is null ? 0 : y.Tape.Gradient(y)[x], Is.EqualTo(derivative).Within(1).Ulps, "derivative");
            Assert.That(y.Tape is null ? 0 : y.Tape.Tangents([x], [1])[y], Is.EqualTo(derivative).Within(2).Ulps, "forward");
            Assert.That(y.Tape is null ? 0 : y.Tape.RecordGradient(y, x)[0].Value, Is.EqualTo(derivative).Within(2).Ulps, "recorded");
        });
    }

    [Test]
    public void Ties_are_shared_half_and_half()
    {
        var tape = new Tape<double>();
        var (x, y) = (tape.Input(2), tape.Input(2));
        Assert.Multiple(() =>
        {
            Assert.That(tape.Gradient(Real.Max(x, y)).Of([x, y]), Is.EqualTo([0.5, 0.5]));
            Assert.That(tape.Gradient(Real.Min(x, y)).Of([x, y]), Is.EqualTo([0.5, 0.5]));
        });
    }

    [Test]
    public void The_second_derivative_of_x_squared_by_pow_at_0_is_2()
    {
        var x = new Tape<Dual<double>>().Input(new Dual<double>(0, 1));
        Assert.That(x.Tape!.Gradient(Scalar<Dual<double>>.Pow(x, new Dual<double>(2)))[x].Tangent, Is.EqualTo(2));
    }

    /// <summary>Constants on a tape of duals carry tangents: the row has to be applied, not its expression differentiated.</summary>
    [Test]
    public void A_constant_of_duals_keeps_the_conventions_of_the_row()
    {
        var minusInfinity = new Scalar<Dual<double>>(new Dual<double>(-Infinity, 1));
        Assert.That(Functions.LogSumExp<Scalar<Dual<double>>>([minusInfinity, minusInfinity]).Value.Tangent, Is.EqualTo(1));
    }

    /// <summary>The row itself: where bounds cross, Clamp of generic math throws for every type of number, as its contract says.</summary>
    private static Real Clamped(Real x, Real least, Real greatest) => Catalog.Find("clamp").Apply([x, least, greatest]);

    private static TestCaseData Case(string name, double at, Func<Real, Real> f, double value, double derivative) =>
        new TestCaseData(at, f, value, derivative).SetArgDisplayNames(name);
}

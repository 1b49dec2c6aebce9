using System.Numerics;

namespace Autodiff.Tests;

public class GradientCheckTests
{
    [TestCaseSource(typeof(Catalog), nameof(Catalog.All))]
    public void Every_row_of_the_catalog_passes(Operation operation) => Assert.That(GradientCheck.Compare(operation).Failures, Is.Empty);

    [Test]
    public void A_sabotaged_row_is_named_with_operand_and_figures()
    {
        var report = GradientCheck.Compare(Operation.Unary<Sabotaged>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Passed, Is.False);
            Assert.That(report.ToString(), Does.Contain("FAIL sabotaged square, operand 0 of (3): expected 6"));
            Assert.That(report.ToString(), Does.Contain("actual 6.003").And.Contain("relative error 0.0005"));
            Assert.That(report.ThrowIfFailed, Throws.InvalidOperationException.With.Message.Contains("1 of 2"));
        }
    }

    [Test]
    public void The_gradient_of_a_function_passes_and_a_wrong_one_fails()
    {
        double[] x = [1.2, 1.0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(GradientCheck.Compare(Product, x).Passed);
            Assert.That(GradientCheck.CompareAlong(Product, x, new Random(1)).Passed);
            var wrong = GradientCheck.Compare(p => Product(p), x, [1.0, 1.2 + 1e-5]);
            Assert.That(wrong.Failures.Select(failure => failure.Operand), Is.EqualTo(["x[1] = 1"]));
            Assert.That(GradientCheck.CompareAlong(p => Product(p), x, [1.0, 1.2 + 1e-4], new Random(1)).Passed, Is.False);
        }
    }

    [Test]
    public void A_gradient_of_the_wrong_length_is_refused() =>
        Assert.That(
            () => GradientCheck.Compare(p => Product(p), [1, 2], [1.0]),
            Throws.ArgumentException.With.Message.Contains("2 variables and 1 components"));

    [Test]
    public void A_derivative_of_zero_and_one_beside_the_edge_of_the_domain_pass()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(GradientCheck.Compare(x => Scalar<double>.Cos(x[0]), [0.0]).Passed);
            Assert.That(GradientCheck.Compare(x => Scalar<double>.Log(x[0]), [1e-6]).Passed);
            Assert.That(GradientCheck.Compare(x => 1e8 * x[0] * x[0], [1e-3]).Passed);
        }
    }

    // |x| at 0 has no derivative that differences could confirm: the convention 0 agrees with the central quotient, 1 does not.
    [Test]
    public void A_slope_claimed_at_a_kink_fails() =>
        Assert.That(GradientCheck.Compare(x => Math.Abs(x[0]), [0.0], [1.0]).Passed, Is.False);

    private static T Product<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => x[0] * x[1];

    private readonly struct Sabotaged : IUnaryOperation
    {
        public static string Name => "sabotaged square";

        public static (string Value, string Derivative) Formula => ("x²", "2x");

        public static ReadOnlySpan<double> Samples => [0, 3];

        public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => x * x;

        public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(2.001) * x;
    }

    // Steps that span a wave in whole periods, a large constant beside a small slope, a step of the size of the wave, a kink or
    // a pole close by, the edge of the domain just beyond the smallest steps.
    private static readonly TestCaseData[] Hard =
    [
        Case("wave of whole periods", x => Math.Sin(16 * Math.PI * x), 1, 16 * Math.PI),
        Case("large constant", x => 1e8 + x, 0, 1),
        Case("larger constant", x => 1e6 + (x * x) + x, 0, 1),
        Case("wave far out", Math.Sin, 1e5, Math.Cos(1e5)),
        Case("wave farther out", Math.Sin, 1e6, Math.Cos(1e6)),
        Case("kink close by", x => Math.Max(0, x - 0.999999), 1, 1),
        Case("pole close by", x => 1 / (x - 1e-4), 0, -1e8),
        Case("edge close by", x => Math.Log(x + 1e-6), 0, 1e6),
        Case("tiny argument", Math.Log, 1e-20, 1e20),
        Case("constant", _ => 7, 3, 0),
    ];

    [TestCaseSource(nameof(Hard))]
    public void Right_derivatives_pass_and_wrong_ones_fail(Func<double, double> function, double x, double derivative)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(GradientCheck.Compare(p => function(p[0]), [x], [derivative]).ToString(), Does.StartWith("All 1"));
            Assert.That(GradientCheck.CompareAlong(p => function(p[0]), [x], [derivative], new Random(1)).ToString(), Does.StartWith("All 5"));
            foreach (double wrong in new[] { derivative + (1e-3 * Math.Max(1, Math.Abs(derivative))), double.NaN, double.PositiveInfinity })
            {
                Assert.That(GradientCheck.Compare(p => function(p[0]), [x], [wrong]).Passed, Is.False, $"{wrong}");
            }
        }
    }

    [Test]
    public void Nothing_compared_is_no_pass()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(GradientCheck.Compare(_ => 1.0, [], []).Passed, Is.False);
            Assert.That(() => GradientCheck.CompareAlong(_ => 1.0, [1], [0], new Random(1), directions: 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => GradientCheck.Compare(Operation.Unary<Unsampled>()), Throws.ArgumentException.With.Message.Contains("'unsampled'"));
        }
    }

    private static TestCaseData Case(string name, Func<double, double> function, double x, double derivative) =>
        new TestCaseData(function, x, derivative).SetArgDisplayNames(name);

    private readonly struct Unsampled : IUnaryOperation
    {
        public static string Name => "unsampled";

        public static (string Value, string Derivative) Formula => ("x", "7");

        public static ReadOnlySpan<double> Samples => [];

        public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => x;

        public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(7);
    }
}

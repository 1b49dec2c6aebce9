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
}

using System.Numerics;

namespace Autodiff.Tests;

public class DifferentiateTests
{
    private static T Rosenbrock<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        T bend = x[1] - (x[0] * x[0]);
        T slope = T.One - x[0];
        return (T.CreateChecked(100) * (bend * bend)) + (slope * slope);
    }

    private static T Wave<T>(T x) where T : IFloatingPointIeee754<T> => T.Exp(x) * T.Sin(x);

    private static T[] Polar<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => [x[0] * T.Cos(x[1]), x[0] * T.Sin(x[1])];

    [Test]
    public void Derivative_of_one_variable()
    {
        var (value, derivative) = Differentiate.ValueAndDerivative(Wave, 0.7);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value, Is.EqualTo(Math.Exp(0.7) * Math.Sin(0.7)));
            Assert.That(derivative, Is.EqualTo(Math.Exp(0.7) * (Math.Sin(0.7) + Math.Cos(0.7))).Within(1e-15));
            Assert.That(Differentiate.Derivative(Wave, 0.7f), Is.EqualTo((float)derivative).Within(1e-6f));
        }
    }

    // The n-th derivative of e^x sin x is 2^(n/2) e^x sin(x + nπ/4).
    [Test]
    public void Derivatives_of_any_order()
    {
        var derivatives = Differentiate.Derivatives(Wave, 0.7, 8);
        var expected = Enumerable.Range(0, 9).Select(n => Math.Pow(2, n / 2.0) * Math.Exp(0.7) * Math.Sin(0.7 + (n * Math.PI / 4)));
        Assert.That(derivatives, Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Derivatives_of_a_polynomial_end_in_zeros() =>
        Assert.That(Differentiate.Derivatives(x => (x * x * x) + (2 * x), 3.0, 6), Is.EqualTo([33.0, 29, 18, 6, 0, 0, 0]));

    [Test]
    public void Gradient_and_value()
    {
        var (value, gradient) = Differentiate.ValueAndGradient(Rosenbrock, [1.2, 1.0]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value, Is.EqualTo(100 * 0.44 * 0.44 + 0.04).Within(1e-13));
            Assert.That(gradient, Is.EqualTo([(-400 * 1.2 * -0.44) + 0.4, 200 * -0.44]).Within(1e-12));
        }
    }

    [Test]
    public void Hessian_is_exact_and_symmetric()
    {
        var hessian = Differentiate.Hessian(Rosenbrock, [1.2, 1.0]);
        Assert.That(hessian, Is.EqualTo(new[,] { { (1200 * 1.44) - 400 + 2, -400 * 1.2 }, { -400 * 1.2, 200 } }).Within(1e-12));
        Assert.That(hessian[0, 1], Is.EqualTo(hessian[1, 0]));
    }

    [Test]
    public void Hessian_vector_product_is_the_product() =>
        Assert.That(Differentiate.HessianVector(Rosenbrock, [1.2, 1.0], [0.5, -2]), Is.EqualTo([(1330 * 0.5) + 960, (-480 * 0.5) - 400]).Within(1e-10));

    [Test]
    public void Directional_derivative_is_the_product_with_the_gradient()
    {
        var gradient = Differentiate.Gradient(Rosenbrock, [1.2, 1.0]);
        Assert.That(Differentiate.Directional(Rosenbrock, [1.2, 1.0], [0.3, -0.4]), Is.EqualTo((0.3 * gradient[0]) - (0.4 * gradient[1])).Within(1e-12));
    }

    [Test]
    public void Jacobian_by_reverse_and_by_forward_sweeps()
    {
        // As many outputs as inputs: reverse. More outputs than inputs: forward, here over an n-ary entry too.
        var square = Differentiate.Jacobian(Polar, [2.0, 0.5]);
        var tall = Differentiate.Jacobian(x => [.. Polar(x), Functions.Norm(x), 3], [2.0, 0.5]);
        var rows = new[,] { { Math.Cos(0.5), -2 * Math.Sin(0.5) }, { Math.Sin(0.5), 2 * Math.Cos(0.5) }, { 2 / Math.Sqrt(4.25), 0.5 / Math.Sqrt(4.25) }, { 0, 0 } };
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                Assert.That(tall[i, j], Is.EqualTo(rows[i, j]).Within(1e-15), $"tall [{i}, {j}]");
                if (i < 2)
                {
                    Assert.That(square[i, j], Is.EqualTo(rows[i, j]).Within(1e-15), $"square [{i}, {j}]");
                }
            }
        }
    }

    // Siskind and Pearlmutter 2005: a system that confuses the two perturbations answers 2.
    [Test]
    public void Nested_derivatives_do_not_confuse_perturbations()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differentiate.Derivative(x => x * Differentiate.Derivative(y => x + y, Scalar<double>.One), 1.0), Is.EqualTo(1));
            Assert.That(
                () => Differentiate.Derivative(x => x * Differentiate.Derivative(y => x + y, 1.0), 3.0),
                Throws.InvalidOperationException.With.Message.Contains("two different tapes"),
                "of one kind: refused, not confused");
            Assert.That(Differentiate.Gradient<double>(Nested, [1.0]), Is.EqualTo([1.0]));
        }

        static Scalar<double> Nested(ReadOnlySpan<Scalar<double>> x)
        {
            var outer = x[0];
            return outer * Differentiate.Gradient<Scalar<double>>(y => outer + y[0], [Scalar<double>.One])[0];
        }
    }

    [Test]
    public void Reverse_over_reverse_gives_second_derivatives()
    {
        // d/dx of the inner gradient of x² y³ with respect to y, at x = 2, y = 3: 2x · 3y².
        double mixed = Differentiate.Gradient<double>(
            x =>
            {
                var outer = x[0];
                return Differentiate.Gradient<Scalar<double>>(y => outer * outer * y[0] * y[0] * y[0], [new Scalar<double>(3)])[0];
            },
            [2.0])[0];
        Assert.That(mixed, Is.EqualTo(2 * 2 * 3 * 9));
    }

    [Test]
    public void A_result_that_does_not_depend_on_the_variables_has_derivative_zero()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differentiate.Gradient<double>(_ => 5, [1.0, 2]), Is.EqualTo([0.0, 0]));
            Assert.That(Differentiate.Derivative<double>(_ => 5, 1.0), Is.Zero);
            Assert.That(Differentiate.Hessian<double>(x => 3 * x[0], [1.0]), Is.EqualTo(new[,] { { 0.0 } }));
        }
    }

    [Test]
    public void Directions_of_another_length_are_refused() =>
        Assert.That(
            () => Differentiate.HessianVector(Rosenbrock, [1.0, 2], [1.0]),
            Throws.ArgumentException.With.Message.Contains("2 variables and 1 components"));

    [Test]
    public void Mixing_the_tapes_of_nested_gradients_is_refused() =>
        Assert.That(
            () => Differentiate.Gradient<double>(
                x =>
                {
                    var outer = x[0];
                    return Differentiate.Gradient<double>(y => outer * y[0], [1.0])[0] * outer;
                },
                [2.0]),
            Throws.InvalidOperationException.With.Message.Contains("two different tapes"));
}

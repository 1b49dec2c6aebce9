using Autodiff.Operations;
using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests;

/// <summary>Derivatives of functions over tensors, plain and inside of each other.</summary>
public class DifferentiateTensorTests
{
    private static readonly Real X = Vector(0.5, -1, 2);

    private static Real Vector(params double[] items) => new([items.Length], items);

    private static Real Cubes(Real x) => (x * x * x).Sum();

    [Test]
    public void Gradient_and_value_are_plain()
    {
        var (value, gradient) = Differentiate.ValueAndGradient(x => (x * x * x).Sum(), X);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.ToArray(), Is.EqualTo([0.125 - 1 + 8]));
            Assert.That(gradient.ToArray(), Is.EqualTo([0.75, 3, 12]));
            Assert.That(value.Tape, Is.Null);
            Assert.That(gradient.Tape, Is.Null);
            Assert.That(Differentiate.Gradient(x => (x * x).Sum(), X).ToArray(), Is.EqualTo([1.0, -2, 4]), "without casts");
            Assert.That(Differentiate.Gradient(Cubes, X).ToArray(), Is.EqualTo([0.75, 3, 12]), "a method group");
        }
    }

    [Test]
    public void A_function_to_a_scalar()
    {
        var (value, gradient) = Differentiate.ValueAndGradient(x => Scalar<double>.Exp(x.Sum().ToScalar()), Vector(1, 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.ToArray(), Is.EqualTo([Math.Exp(3)]));
            Assert.That(gradient.ToArray(), Is.EqualTo([Math.Exp(3), Math.Exp(3)]));
            Assert.That(Differentiate.Gradient(x => x.Sum().ToScalar() * 2, Vector(1, 2)).ToArray(), Is.EqualTo([2.0, 2]));
        }
    }

    [Test]
    public void Several_variables()
    {
        var (value, gradient) = Differentiate.ValueAndGradient(x => (x[0] * x[0] * x[1]).Sum(), [X, Vector(3)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(value.ToArray(), Is.EqualTo([3 * 5.25]));
            Assert.That(gradient[0].ToArray(), Is.EqualTo([3.0, -6, 12]));
            Assert.That(gradient[1].ToArray(), Is.EqualTo([5.25]));
            Assert.That(Differentiate.Gradient(x => (x[0] * x[1]).Sum(), [X, X])[1].ToArray(), Is.EqualTo(X.ToArray()), "one tensor twice is two variables");
        }
    }

    // f(x) = (x₀ x₁, x₁ x₂, x₂ x₀) by its Jacobian, written down.
    [Test]
    public void Products_with_the_Jacobian_from_either_side()
    {
        static Real F(Real x) => x * Rotated(x);
        var (v, w) = (Vector(1, -2, 3), Vector(0.5, 4, -1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differentiate.Jacobian(F, X).ToArray(), Is.EqualTo([-1.0, 0.5, 0, 0, 2, -1, 2, 0, 0.5]));
            Assert.That(Differentiate.Jacobian(F, X).Shape, Is.EqualTo(Shape.Of(3, 3)));
            Assert.That(Differentiate.VectorJacobian(F, X, v).ToArray(), Is.EqualTo([-1 + 6, 0.5 - 4, 2 + 1.5]));
            Assert.That(Differentiate.JacobianVector(F, X, w).ToArray(), Is.EqualTo([-0.5 + 2, 8 + 1, 1 - 0.5]));
        }
    }

    [Test]
    public void A_Jacobian_has_the_shapes_of_result_and_variable_by_either_mode()
    {
        var wide = Differentiate.Jacobian(x => x.Sum(0), new Real([2, 2], [1, 2, 3, 4]));
        var tall = Differentiate.Jacobian(x => x.Reshape(1, 2) * new Real([2, 1], [3, 5]), Vector(1, 2));
        var column = Differentiate.Jacobian(x => Real.Apply(new TangentlessSquare(), x).BroadcastTo([2, 1]), Vector(3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(wide.Shape, Is.EqualTo(Shape.Of(2, 2, 2)));
            Assert.That(wide.ToArray(), Is.EqualTo([1.0, 0, 1, 0, 0, 1, 0, 1]));
            Assert.That(tall.Shape, Is.EqualTo(Shape.Of(2, 2, 2)));
            Assert.That(tall.ToArray(), Is.EqualTo([3.0, 0, 0, 3, 5, 0, 0, 5]));
            Assert.That(column.ToArray(), Is.EqualTo([6.0, 6]), "in reverse where no tangent is stated");
        }
    }

    // f = (Σ x²)²: ∇f = 4 s x, H = 4 s I + 8 x xᵀ.
    [Test]
    public void Hessian_and_its_product_with_a_vector()
    {
        static Real F(Real x) => (x * x).Sum() * (x * x).Sum();
        var (x, v) = (Vector(1, 2), Vector(3, -1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differentiate.Hessian(F, x).ToArray(), Is.EqualTo([28.0, 16, 16, 52]));
            Assert.That(Differentiate.HessianVector(F, x, v).ToArray(), Is.EqualTo([(28.0 * 3) - 16, (16.0 * 3) - 52]));
            Assert.That(Differentiate.Hessian(y => y.Sum(), x).ToArray(), Is.EqualTo(new double[4]), "linear");
        }
    }

    [Test]
    public void A_third_derivative_and_on()
    {
        static Real Third(Real x) => Differentiate.Gradient(y => Differentiate.Gradient(z => Differentiate.Gradient(u => (u * u * u * u).Sum(), z).Sum(), y).Sum(), x);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Third(X).ToArray(), Is.EqualTo([12.0, -24, 48]));
            Assert.That(Differentiate.Gradient(x => Third(x).Sum(), X).ToArray(), Is.EqualTo([24.0, 24, 24]));
            Assert.That(
                Differentiate.Gradient(x => Differentiate.Gradient(y => Differentiate.Gradient(z => Real.Lift<Tanh>(z).Sum(), y).Sum(), x).Sum(), Vector(0.3)).ToArray(),
                Is.EqualTo([TanhThird(0.3)]).Within(1e-14));
        }

        // (tanh)''' = -2 (1 - t²) (1 - 3 t²).
        static double TanhThird(double x)
        {
            double t = Math.Tanh(x);
            return -2 * (1 - (t * t)) * (1 - (3 * t * t));
        }
    }

    // The gradient penalty of Gulrajani et al. 2017: ∇ₓ ‖∇f‖² = 2 H ∇f, of f = Σ x³: 2 · 6x · 3x².
    [Test]
    public void A_gradient_penalty()
    {
        var penalty = Differentiate.Gradient(
            x =>
            {
                var gradient = Differentiate.Gradient(Cubes, x);
                return (gradient * gradient).Sum();
            },
            X);
        Assert.That(penalty.ToArray(), Is.EqualTo([36 * 0.125, -36.0, 36 * 8]));
    }

    // Siskind and Pearlmutter 2005: d/dx x · (d/dy (x + y)) = 1, and d/dx x · (d/dy x y) at y = x is 2 x, not more.
    [Test]
    public void Nested_derivatives_do_not_confuse_variables()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Differentiate.Gradient(x => (x * Differentiate.Gradient(y => (x + y).Sum(), x.Tape!.Constant(Vector(1)))).Sum(), Vector(3)).ToArray(),
                Is.EqualTo([1.0]));
            Assert.That(
                Differentiate.Gradient(x => (x * Differentiate.Gradient(y => (x * y).Sum(), x)).Sum(), Vector(3)).ToArray(),
                Is.EqualTo([6.0]),
                "the variable of the inner one is not that of the outer one, though it has its value");
            Assert.That(
                Differentiate.Gradient(x => (x * Differentiate.Gradient(y => (x * y).Sum(), x.Detach())).Sum(), Vector(3)).ToArray(),
                Is.EqualTo([6.0]),
                "at a constant");
            Assert.That(
                () => Differentiate.Gradient(x => (x * Differentiate.Gradient(y => (x + y).Sum(), Vector(1))).Sum(), Vector(3)),
                Throws.InvalidOperationException.With.Message.Contains("two different tapes"),
                "a plain point inside: refused, not confused");
        }
    }

    // d/dx of J(x) w, vᵀ J(x), J(x) and H(x) v, for f = x³ elementwise: all diagonal.
    [Test]
    public void Every_derivative_nests()
    {
        static Real F(Real x) => x * x * x;
        var (x, v) = (Vector(2, -1), Vector(3, 5));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differentiate.Gradient(y => Differentiate.JacobianVector(F, y, v).Sum(), x).ToArray(), Is.EqualTo([36.0, -30]));
            Assert.That(Differentiate.Gradient(y => Differentiate.VectorJacobian(F, y, v).Sum(), x).ToArray(), Is.EqualTo([36.0, -30]));
            Assert.That(Differentiate.Gradient(y => Differentiate.Jacobian(F, y).Sum(), x).ToArray(), Is.EqualTo([12.0, -6]));
            Assert.That(Differentiate.Gradient(y => Differentiate.HessianVector(Cubes, y, v).Sum(), x).ToArray(), Is.EqualTo([18.0, 30]));
            Assert.That(Differentiate.Gradient(y => Differentiate.Hessian(Cubes, y).Sum(), x).ToArray(), Is.EqualTo([6.0, 6]));
            Assert.That(Differentiate.Gradient(w => (Differentiate.VectorJacobian(F, x, w) * w).Sum(), v).ToArray(), Is.EqualTo([72.0, 30]), "by the vector: 2 · 3x² w");
            Assert.That(Differentiate.Gradient(w => (Differentiate.JacobianVector(F, x, w) * w).Sum(), v).ToArray(), Is.EqualTo([72.0, 30]));
            Assert.That(Differentiate.Gradient(y => Differentiate.ValueAndGradient(Cubes, y).Value, x).ToArray(), Is.EqualTo([12.0, 3]));
        }
    }

    [Test]
    public void On_a_tape_of_the_caller_the_gradient_is_recorded_there()
    {
        var tape = new Tape<double>();
        var x = tape.Input(X);
        var gradient = Differentiate.Gradient(Cubes, x);
        using var second = tape.Gradient(gradient.Sum());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gradient.Tape, Is.SameAs(tape));
            Assert.That(second[x].ToArray(), Is.EqualTo([3.0, -6, 12]));
        }
    }

    [Test]
    public void A_recorded_gradient_of_one_input_computes_none_of_another()
    {
        var tape = new Tape<double>();
        var (x, weight) = (tape.Input(X), tape.Input(X));
        var output = (Real.Lift<Tanh>(Real.Lift<Tanh>(Real.Lift<Tanh>(weight))) * x).Sum();
        int before = tape.Count;
        var gradient = tape.RecordGradient(output, x)[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tape.Count - before, Is.LessThanOrEqualTo(2));
            Assert.That(gradient.ToArray(), Is.EqualTo(X.ToArray().Select(t => Math.Tanh(Math.Tanh(Math.Tanh(t))))).Within(1e-15));
        }
    }

    [Test]
    public void A_result_that_does_not_depend_on_the_variables_has_derivative_zero()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differentiate.Gradient(_ => Vector(5), X).ToArray(), Is.EqualTo(new double[3]));
            Assert.That(Differentiate.Gradient(x => x.Detach().Sum(), X).ToArray(), Is.EqualTo(new double[3]));
            Assert.That(Differentiate.Jacobian(_ => Vector(5, 6), X).ToArray(), Is.EqualTo(new double[6]));
            Assert.That(Differentiate.JacobianVector(_ => Vector(5, 6), X, X).ToArray(), Is.EqualTo(new double[2]));
            Assert.That(Differentiate.Gradient(x => (x * Differentiate.JacobianVector(_ => x, x, X)).Sum(), X).ToArray(), Is.EqualTo(new double[3]));
            Assert.That(Differentiate.Hessian(_ => Vector(5), X).ToArray(), Is.EqualTo(new double[9]));
        }
    }

    [Test]
    public void The_result_is_the_variable_itself()
    {
        var (value, gradient) = Differentiate.ValueAndGradient(x => x, Vector(4));
        Assert.That((value.ToArray()[0], gradient.ToArray()[0], value.Tape), Is.EqualTo((4.0, 1.0, (Tape<double>?)null)));
        Assert.That(Differentiate.Jacobian(x => x, X).ToArray(), Is.EqualTo([1.0, 0, 0, 0, 1, 0, 0, 0, 1]));
    }

    [Test]
    public void Views_and_empty_tensors_serve_as_points()
    {
        Assert.That(Differentiate.Gradient(x => (x * x).Sum(), Vector(3).BroadcastTo([2, 1])).ToArray(), Is.EqualTo([6.0, 6]));
        Assert.That(Differentiate.Gradient(x => x.Sum(), new Real([0, 2], [])).Shape, Is.EqualTo(Shape.Of(0, 2)));
    }

    [Test]
    public void What_does_not_fit_is_refused_with_both_shapes()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Differentiate.Gradient(x => x * x, X), Throws.ArgumentException.With.Message.Contains("[3] has 3"));
            Assert.That(() => Differentiate.Gradient(_ => X, X), Throws.ArgumentException, "a constant too");
            Assert.That(() => Differentiate.VectorJacobian(x => x.Sum(), X, X), Throws.ArgumentException.With.Message.Contains("shape [], the seed [3]"));
            Assert.That(() => Differentiate.JacobianVector(x => x, X, Vector(1)), Throws.ArgumentException.With.Message.Contains("[3], the direction's [1]"));
            Assert.That(() => Differentiate.Gradient((Func<Real, Real>)null!, X), Throws.ArgumentNullException);
            Assert.That(() => Differentiate.Gradient(x => (x[0] * x[1]).Sum(), [new Tape<double>().Input(X), new Tape<double>().Input(X)]), Throws.InvalidOperationException);
        }
    }

    private static Real Rotated(Real x)
    {
        var (a, b, c) = (x.ElementAt(0), x.ElementAt(1), x.ElementAt(2));
        return Real.Stack([b, c, a]);
    }

    private readonly record struct TangentlessSquare : ITensorOperation<double>
    {
        public string Name => "square";

        public Shape ShapeOf(ReadOnlySpan<Real> x) => x[0].Shape;

        public void Value(ReadOnlySpan<Real> x, Memory<double> y)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y.Span[i] = x[0].Span[i] * x[0].Span[i];
            }
        }

        public Real Pullback(int operand, ReadOnlySpan<Real> x, Real y, Real adjoint) => 2 * x[0] * adjoint;
    }
}

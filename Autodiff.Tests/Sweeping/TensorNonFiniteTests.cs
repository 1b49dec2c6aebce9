using Autodiff.Operations;

namespace Autodiff.Tests.Sweeping;

public class TensorNonFiniteTests
{
    [Test]
    public void Finite_tensors_have_none()
    {
        var tape = new Tape<double>();
        var y = (tape.Input(Tensor.Of(1.0, 2)) * 3).Sum();
        Assert.Multiple(() =>
        {
            Assert.That(tape.FindNonFinite(), Is.Null);
            Assert.That(tape.FindNonFinite(tape.Gradient(y)), Is.Null);
        });
    }

    [Test]
    public void The_first_element_of_the_first_entry_is_found()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(new[,] { { 1.0, -1 }, { 2, 0 } }), "x");
        _ = Tensor<double>.Lift<Log>(x) * 2;
        var found = tape.FindNonFinite();
        Assert.Multiple(() =>
        {
            Assert.That(found?.Kind, Is.EqualTo(NonFiniteKind.Value));
            Assert.That(found?.Element, Is.EqualTo(Shape.Of(0, 1)));
            Assert.That(found?.Number, Is.NaN);
            Assert.That(found?.ToString(), Is.EqualTo("The element [0, 1] of v2 = log x is NaN at x[0, 1] = -1, where x is double[2, 2]."));
        });
    }

    [Test]
    public void A_group_with_a_NaN_has_no_gradient_even_where_its_exponentials_vanish(
        [Values(4, 8, 33)] int length, [Values(0, 1)] int axis, [Values(double.NegativeInfinity, 1, double.PositiveInfinity)] double other)
    {
        double[] numbers = new double[length * 20];
        (numbers[0], numbers[axis == 1 ? 2 : 2 * 20]) = (double.NaN, other);
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(numbers).Reshape(axis == 1 ? [20, length] : [length, 20]));
        var gradient = tape.Gradient((x.LogSumExp(axis) * 2.0).Sum())[x];
        Assert.That((axis == 1 ? gradient[0, ..] : gradient[.., 0]).ToArray(), Is.All.NaN);
        Assert.That((axis == 1 ? gradient[1, ..] : gradient[.., 1]).ToArray(), Is.All.EqualTo(2.0 / length).Within(1e-15));
    }

    [Test]
    public void Of_broadcast_operands_the_elements_met_are_told()
    {
        var tape = new Tape<float>();
        var x = tape.Input(Tensor.Ones<float>([2, 3]), "x");
        var column = tape.Input(Tensor.Of([2, 1], [1f, 0]), "c");
        _ = x / column;
        Assert.That(tape.FindNonFinite()?.ToString(), Is.EqualTo("The element [1, 0] of v3 = x / c is ∞ at x[1, 0] = 1, c[1, 0] = 0, where x is float[2, 3], c is float[2, 1]."));
    }

    [Test]
    public void Of_other_operations_the_types_are_told()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(new[,] { { 1e308, 1 }, { 1e308, 1 } }), "x");
        _ = x.Sum(0);
        Assert.That(tape.FindNonFinite()?.ToString(), Is.EqualTo("The element [0] of v2 = sum(x, axes [0]) is ∞, where x is double[2, 2]."));
    }

    [Test]
    public void An_input() => Assert.That(
        WithInput(Tensor.Of(1, double.NaN)).FindNonFinite()?.ToString(), Is.EqualTo("The element [1] of the input x is NaN."));

    [Test]
    public void An_input_without_axes() => Assert.That(
        WithInput(Tensor.Scalar(double.NaN)).FindNonFinite()?.ToString(), Is.EqualTo("The value of the input x is NaN."));

    [Test]
    public void A_tensor_of_scalars()
    {
        var tape = new Tape<double>();
        var a = tape.Input(2, "a");
        Tensor<double>.Stack([a, double.PositiveInfinity]);
        Assert.That(tape.FindNonFinite()?.ToString(), Is.EqualTo("The element [1] of v2 = stack(a, ∞) is ∞, where a = 2."));
    }

    [Test]
    public void An_adjoint_overflows_though_every_value_is_finite()
    {
        var tape = new Tape<double> { KeepsAdjoints = true };
        var x = tape.Input(Tensor.Of(1, 1e-250), "x");
        var z = (x * 2).Named("z");
        var y = (z * tape.Constant(Tensor.Of(1, 1e200)) * 1e200).Sum();
        var found = tape.FindNonFinite(tape.Gradient(y));
        Assert.Multiple(() =>
        {
            Assert.That(tape.FindNonFinite(), Is.Null);
            Assert.That(found?.Kind, Is.EqualTo(NonFiniteKind.Adjoint));
            Assert.That(found?.ToString(), Is.EqualTo("The element [1] of the adjoint of z = x · 2 is ∞ at x[1] = 1e-250, where x is double[2]."));
        });
    }

    [Test]
    public void The_root_of_zero_has_an_infinite_partial()
    {
        var tape = new Tape<double>();
        _ = tape.Input(Tensor.Of(4.0, 0), "x").Sqrt();
        var found = tape.FindNonFinite();
        Assert.Multiple(() =>
        {
            Assert.That(found?.Kind, Is.EqualTo(NonFiniteKind.LocalPartial));
            Assert.That(found?.Operand?.Name, Is.EqualTo("x"));
            Assert.That(found?.Element, Is.EqualTo(Shape.Of(1)));
            Assert.That(found?.Number, Is.EqualTo(double.PositiveInfinity));
            Assert.That(found?.ToString(), Is.EqualTo("The partial with respect to x of the element [1] of v2 = √x is ∞ at x[1] = 0, where x is double[2]."));
        });
    }

    [Test]
    public void A_partial_by_the_second_operand_where_it_was_broadcast()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(new[,] { { 1.0, 2 }, { 3, 4 } }), "x");
        _ = x / tape.Input(Tensor.Of([2, 1], [1, 1e-200]), "c");
        Assert.That(tape.FindNonFinite()?.ToString(), Is.EqualTo(
            "The partial with respect to c of the element [1, 0] of v3 = x / c is -∞ at x[1, 0] = 3, c[1, 0] = 1e-200, where x is double[2, 2], c is double[2, 1]."));
    }

    [Test]
    public void A_partial_by_a_constant_does_not_count()
    {
        var tape = new Tape<double>();
        _ = tape.Input(Tensor.Of(-2.0)).Pow(3); // by the exponent it is NaN
        Assert.That(tape.FindNonFinite(), Is.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_partial_that_the_adjoint_masks_did_no_harm(bool keepsAdjoints)
    {
        var tape = new Tape<double> { KeepsAdjoints = keepsAdjoints };
        var x = tape.Input(Tensor.Of(4.0, 0), "x");
        var y = Tensor<double>.Where(x > 0, x.Sqrt(), 0).Sum();
        Assert.That(tape.FindNonFinite(tape.Gradient(y)), Is.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_partial_made_the_adjoint_infinite(bool keepsAdjoints)
    {
        var tape = new Tape<double> { KeepsAdjoints = keepsAdjoints };
        var y = tape.Input(Tensor.Of(4.0, 0), "x").Sqrt().Sum();
        Assert.That(tape.FindNonFinite(tape.Gradient(y))?.ToString(), Does.StartWith("The partial with respect to x of the element [1] of v2 = √x is ∞"));
    }

    [Test]
    public void Of_adjoints_given_back_the_first_kept_is_found()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(1, 1e-250), "x");
        var y = (x * 2 * tape.Constant(Tensor.Of(1, 1e200)) * 1e200).Sum();
        Assert.That(tape.FindNonFinite(tape.Gradient(y))?.ToString(), Is.EqualTo("The element [1] of the adjoint of the input x is ∞."));
    }

    [Test]
    public void The_adjoint_of_an_element()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(1, 1e-250), "x");
        var y = x.ElementAt(1) * 1e200 * 1e200;
        Assert.That(tape.FindNonFinite(tape.Gradient(y))?.ToString(), Is.EqualTo("The adjoint of v2 = x[1] is ∞, where x is double[2]."));
    }

    private static Tape<double> WithInput(Tensor<double> value)
    {
        var tape = new Tape<double>();
        _ = tape.Input(value, "x") * 2;
        return tape;
    }
}

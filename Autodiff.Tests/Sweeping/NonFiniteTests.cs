namespace Autodiff.Tests.Sweeping;

public class NonFiniteTests
{
    [Test]
    public void Finite_numbers_all_over_are_nothing_to_find()
    {
        var tape = new Tape<double>();
        var x = tape.Input(2);
        var y = x * x;
        Assert.That(tape.FindNonFinite(), Is.Null);
        Assert.That(tape.FindNonFinite(tape.Gradient(y)), Is.Null);
    }

    [Test]
    public void The_logarithm_of_a_negative_number_has_no_value()
    {
        var tape = new Tape<double>();
        _ = Scalar<double>.Log(tape.Input(-1, "x")) + 1;
        Assert.That(tape.FindNonFinite()?.ToString(), Is.EqualTo("The value of v2 = log x is NaN at x = -1."));
    }

    [Test]
    public void Zero_divided_by_zero_has_no_value()
    {
        var tape = new Tape<double>();
        var x = tape.Input(0, "x");
        _ = x / (x * 3).Named("three x");
        Assert.That(tape.FindNonFinite()?.ToString(), Is.EqualTo("The value of v3 = x / v2 is NaN at x = 0, v2 = 0."));
    }

    [Test]
    public void The_root_of_zero_has_an_infinite_partial()
    {
        var tape = new Tape<double>();
        Scalar<double>.Sqrt(tape.Input(0));
        var found = tape.FindNonFinite();
        Assert.That(found?.Kind, Is.EqualTo(NonFiniteKind.LocalPartial));
        Assert.That(found?.ToString(), Is.EqualTo("The partial with respect to v1 of v2 = √v1 is ∞ at v1 = 0."));
    }

    [Test]
    public void An_input_may_be_the_culprit()
    {
        var tape = new Tape<double>();
        _ = tape.Input(double.NaN, "y") * 2;
        Assert.That(tape.FindNonFinite()?.ToString(), Is.EqualTo("The value of the input y is NaN."));
    }

    [Test]
    public void A_partial_with_respect_to_a_constant_does_not_count()
    {
        var tape = new Tape<double>();
        Scalar<double>.Pow(tape.Input(-2), 3); // by the exponent it is NaN
        Assert.That(tape.FindNonFinite(), Is.Null);
    }

    [Test]
    public void What_the_sweep_passed_over_did_no_harm()
    {
        var tape = new Tape<double>();
        var x = tape.Input(0);
        _ = Scalar<double>.Sqrt(x);
        Assert.That(tape.FindNonFinite(tape.Gradient(x * x)), Is.Null);
    }

    [Test]
    public void An_adjoint_overflows_though_every_partial_is_finite()
    {
        var tape = new Tape<double>();
        var x = tape.Input(1e-250, "x");
        var y = x * 1e200 * 1e200;
        Assert.That(tape.FindNonFinite(), Is.Null);
        var found = tape.FindNonFinite(tape.Gradient(y));
        Assert.That(found?.Kind, Is.EqualTo(NonFiniteKind.Adjoint));
        Assert.That(found?.ToString(), Is.EqualTo("The adjoint of the input x is ∞."));
    }

    [Test]
    public void The_first_adjoint_of_the_sweep_is_the_one_found()
    {
        var tape = new Tape<double>();
        var x = tape.Input(1e-250, "x");
        var z = (x * 2).Named("z");
        var found = tape.FindNonFinite(tape.Gradient(z * 1e200 * 1e200));
        Assert.That(found?.ToString(), Is.EqualTo("The adjoint of z = x · 2 is ∞ at x = 1e-250."));
    }

    [Test]
    public void Of_many_operands_a_few_are_told()
    {
        var tape = new Tape<double>();
        double[] values = [1, 2, 3, 4, 5, 6, 7];
        tape.Record(double.NaN, tape.Inputs(values), values, "mine");
        Assert.That(tape.FindNonFinite()?.ToString(), Is.EqualTo("The value of v8 = mine(v1, v2, …, v7) is NaN at v1 = 1, v2 = 2, …, v7 = 7."));
    }
}

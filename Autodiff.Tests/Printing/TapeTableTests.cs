using Autodiff.Operations;
using VerifyNUnit;

namespace Autodiff.Tests.Printing;

public class TapeTableTests
{
    [Test]
    public Task Log_normal_density()
    {
        var (tape, output) = Tapes.LogNormalDensity();
        return Verifier.Verify(TapeTable.Of(tape, tape.Gradient(output)));
    }

    [Test]
    public void Log_normal_density_has_the_figures_of_the_lecture()
    {
        var (tape, output) = Tapes.LogNormalDensity();
        double[] values = [1.3, 0.4, 1.7, 0.9, 0.52941176470588235, 0.28027681660899654, -0.14013840830449827, 0.5306282510621704, -0.67076665936666867, -1.5897051925713414];
        double[] adjoints = [-0.31141868512110727, 0.31141868512110727, -0.42336657846529615, -0.31141868512110727, -0.52941176470588235, -0.5, 1, -1, 1, 1];
        Assert.Multiple(() =>
        {
            Assert.That(tape.Read().Select(entry => entry.Value), Is.EqualTo(values).Within(1e-13).Percent);
            Assert.That(tape.Gradient(output).Values.ToArray(), Is.EqualTo(adjoints).Within(1e-13).Percent);
        });
    }

    [Test]
    public Task Two_paths()
    {
        var (tape, output) = Tapes.TwoPaths();
        return Verifier.Verify(TapeTable.Of(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Wide()
    {
        var (tape, output) = Tapes.Wide();
        return Verifier.Verify(TapeTable.Of(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Thousand_steps()
    {
        var (tape, _) = Tapes.ThousandSteps();
        return Verifier.Verify(TapeTable.Of(tape, new PrintOptions { MaxRows = 8, Digits = 3 }));
    }

    [Test]
    public Task Repeated_operands()
    {
        var (tape, output) = Tapes.Repeated();
        return Verifier.Verify(TapeTable.Of(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Long_formulas() => Verifier.Verify(TapeTable.Of(Tapes.Long().Tape, new PrintOptions { Digits = 4 }));

    [Test]
    public void Entries_recorded_after_the_sweep_have_no_adjoint()
    {
        var tape = new Tape<float>();
        var x = tape.Input(2, "x");
        var gradients = tape.Gradient(x * x);
        Functions.Apply<Exp, Scalar<float>>(x);
        Assert.That(TapeTable.Of(tape, gradients).Split('\n')[^1], Is.EqualTo("v3   = exp v1  7.38906  ∂v3/∂v1 = v3 = 7.38906"));
    }

    [Test]
    public void Numbers_of_any_type_are_printed()
    {
        var tape = new Tape<Dual<double>>();
        _ = tape.Input(new Dual<double>(0.1, 1)) * 3;
        Assert.That(TapeTable.Of(tape).Split('\n')[^1], Is.EqualTo("v2   = v1 · 3  0.3  ∂v2/∂v1 = 3"));
    }

    [Test]
    public void A_row_whose_formulas_cannot_be_read_is_printed_by_name()
    {
        var tape = new Tape<double>();
        Scalar<double>.Apply<Sloppy>(tape.Input(3));
        Assert.That(TapeTable.Of(tape).Split('\n')[^1], Is.EqualTo("v2   = sloppy(v1)  6  ∂v2/∂v1 = 2"));
    }

    [Test]
    public void Gradients_of_another_tape_are_refused()
    {
        var (tape, output) = Tapes.TwoPaths();
        var (other, _) = Tapes.TwoPaths();
        Assert.That(() => TapeTable.Of(other, tape.Gradient(output)), Throws.InvalidOperationException.With.Message.Contains("another tape"));
    }

    [Test]
    public void An_empty_tape_is_an_empty_table() => Assert.That(TapeTable.Of(new Tape<double>()), Does.StartWith("var  value"));

    readonly struct Sloppy : IUnaryOperation
    {
        public static string Name => "sloppy";
        public static (string Value, string Derivative) Formula => ("2*x", "two");
        public static ReadOnlySpan<double> Samples => [1];
        public static T Value<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x + x;
        public static T Derivative<T>(T x, T y) where T : System.Numerics.IFloatingPointIeee754<T> => T.One + T.One;
    }
}

using VerifyNUnit;

namespace Autodiff.Tests.Printing;

public class TapeLatexTests
{
    [Test]
    public Task Log_normal_density()
    {
        var (tape, output) = Tapes.LogNormalDensity();
        return Verifier.Verify(TapeLatex.Of(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Wide()
    {
        var (tape, output) = Tapes.Wide();
        return Verifier.Verify(TapeLatex.Of(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Thousand_steps() => Verifier.Verify(TapeLatex.Of(Tapes.ThousandSteps().Tape, new PrintOptions { MaxRows = 8 }));

    [Test]
    public Task Repeated_operands()
    {
        var (tape, output) = Tapes.Repeated();
        return Verifier.Verify(TapeLatex.Of(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Long_formulas() => Verifier.Verify(TapeLatex.Of(Tapes.Long().Tape, new PrintOptions { Digits = 4 }));
}

using VerifyNUnit;

namespace Autodiff.Tests.Printing;

public class TapeTraceTests
{
    [Test]
    public Task Log_normal_density() => VerifyTrace(Tapes.LogNormalDensity());

    [Test]
    public Task Two_paths() => VerifyTrace(Tapes.TwoPaths());

    [Test]
    public Task Wide() => VerifyTrace(Tapes.Wide());

    [Test]
    public Task Thousand_steps() => VerifyTrace(Tapes.ThousandSteps(), new PrintOptions { MaxRows = 8 });

    [Test]
    public Task Used_twice()
    {
        var tape = new Tape<double>();
        var x = tape.Input(3);
        return VerifyTrace((tape, x * x + (x + x)));
    }

    [Test]
    public Task Repeated_operands() => VerifyTrace(Tapes.Repeated());

    [Test]
    public Task Long_formulas() => VerifyTrace(Tapes.Long(), new PrintOptions { Digits = 4 });

    static Task VerifyTrace((Tape<double> Tape, Scalar<double> Output) recording, PrintOptions? options = null) =>
        Verifier.Verify(TapeTrace.Of(recording.Tape, recording.Output, options));
}

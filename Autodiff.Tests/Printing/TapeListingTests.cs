using VerifyNUnit;

namespace Autodiff.Tests.Printing;

public class TapeListingTests
{
    [Test]
    public Task Log_normal_density() => Verifier.Verify(TapeListing.Of(Tapes.LogNormalDensity().Tape));

    [Test]
    public Task Two_paths() => Verifier.Verify(TapeListing.Of(Tapes.TwoPaths().Tape));

    [Test]
    public Task Wide() => Verifier.Verify(TapeListing.Of(Tapes.Wide().Tape));

    [Test]
    public Task Thousand_steps() => Verifier.Verify(TapeListing.Of(Tapes.ThousandSteps().Tape, new PrintOptions { MaxRows = 8 }));

    [Test]
    public Task Long_formulas() => Verifier.Verify(TapeListing.Of(Tapes.Long().Tape, new PrintOptions { Digits = 4 }));

    [Test]
    public void Names_that_would_mislead_are_put_beside_the_number()
    {
        var tape = new Tape<double>();
        _ = tape.Input(1, "v2") + tape.Input(2, "x") + tape.Input(3, "x");
        Assert.That(TapeListing.Of(tape), Is.EqualTo(
            """
            input v1 "v2"     --  1
            input x           --  2
            let v3 = v1 + x   --  3
            input v4 "x"      --  3
            let v5 = v3 + v4  --  6
            in v5
            """));
    }
}

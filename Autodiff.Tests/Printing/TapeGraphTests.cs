using VerifyNUnit;

namespace Autodiff.Tests.Printing;

public class TapeGraphTests
{
    static readonly PrintOptions Short = new() { MaxRows = 8 };

    [Test]
    public Task Mermaid_of_log_normal_density()
    {
        var (tape, output) = Tapes.LogNormalDensity();
        return Verifier.Verify(TapeGraph.Mermaid(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Mermaid_of_wide()
    {
        var (tape, output) = Tapes.Wide();
        return Verifier.Verify(TapeGraph.Mermaid(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Mermaid_of_thousand_steps() => Verifier.Verify(TapeGraph.Mermaid(Tapes.ThousandSteps().Tape, Short));

    [Test]
    public Task Dot_of_log_normal_density()
    {
        var (tape, output) = Tapes.LogNormalDensity();
        return Verifier.Verify(TapeGraph.Dot(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Dot_of_wide()
    {
        var (tape, output) = Tapes.Wide();
        return Verifier.Verify(TapeGraph.Dot(tape, tape.Gradient(output)));
    }

    [Test]
    public Task Dot_of_thousand_steps() => Verifier.Verify(TapeGraph.Dot(Tapes.ThousandSteps().Tape, Short));

    [Test]
    public Task Mermaid_of_repeated_operands() => Verifier.Verify(TapeGraph.Mermaid(Tapes.Repeated().Tape));

    [Test]
    public Task Mermaid_of_long_formulas() => Verifier.Verify(TapeGraph.Mermaid(Tapes.Long().Tape, new PrintOptions { Digits = 4 }));

    [TestCase("say \"hi\"", "#34;hi#34;", "\\\"hi\\\"")]
    [TestCase("a|b", "a#124;b", "a|b")]
    [TestCase("a\nb", "a b", "a b")]
    [TestCase(@"a\b", "a#92;b", @"a\\b")]
    [TestCase("<b>#1;`", "#60;b#62;#35;1#59;#96;", "<b>#1;`")]
    public void Names_are_escaped(string name, string mermaid, string dot)
    {
        var tape = new Tape<double>();
        tape.Input(1, name);
        Assert.Multiple(() =>
        {
            Assert.That(TapeGraph.Mermaid(tape), Does.Contain(mermaid));
            Assert.That(TapeGraph.Dot(tape), Does.Contain(dot));
        });
    }
}

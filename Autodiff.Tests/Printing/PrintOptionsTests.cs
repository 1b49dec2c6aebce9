namespace Autodiff.Tests.Printing;

public class PrintOptionsTests
{
    [Test]
    public void Nothing_can_be_printed_in_no_digits_or_no_rows()
    {
        Assert.That(() => new PrintOptions { Digits = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PrintOptions { MaxRows = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Digits_are_significant_digits()
    {
        var tape = new Tape<double>();
        tape.Inputs([Math.PI * 1e9, double.NegativeInfinity, double.NaN, -0.0, 1e-20]);
        string[] numbers = [.. TapeListing.Of(tape, new PrintOptions { Digits = 3 }).Split('\n').Select(line => line.Split("--  ")[1].Trim())];
        Assert.That(numbers, Is.EqualTo(["3.14e9", "-∞", "NaN", "-0", "1e-20"]));
    }
}

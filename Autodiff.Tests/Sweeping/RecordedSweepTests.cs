namespace Autodiff.Tests.Sweeping;

public class RecordedSweepTests
{
    // A recorded gradient is the same number as a swept one, for every row at every sample.
    [TestCaseSource(typeof(Catalog), nameof(Catalog.All))]
    public void Equals_the_plain_sweep(Operation operation)
    {
        foreach (var sample in operation.Samples)
        {
            var tape = new Tape<double>();
            var inputs = tape.Inputs(sample);
            var output = operation.Apply<Scalar<double>>(inputs);
            var swept = tape.Gradient(output).Of(inputs);
            var recorded = tape.RecordGradient(output, inputs);
            Assert.That(recorded.Select(scalar => scalar.Value), Is.EqualTo(swept).Within(4).Ulps, $"{operation} at ({string.Join(", ", sample)})");
        }
    }

    [Test]
    public void Can_be_differentiated_again_with_respect_to_anything_on_the_tape()
    {
        var tape = new Tape<double>();
        var (x, y) = (tape.Input(2), tape.Input(3));
        var byX = tape.RecordGradient(x * x * Scalar<double>.Pow(y, 3), x)[0];
        var gradient = tape.Gradient(byX);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byX.Value, Is.EqualTo(2 * 2 * 27));
            Assert.That(gradient[x], Is.EqualTo(2 * 27));
            Assert.That(gradient[y], Is.EqualTo(2 * 2 * 3 * 9));
        }
    }

    [Test]
    public void A_masked_infinite_slope_stays_masked()
    {
        var tape = new Tape<double>();
        var x = tape.Input(0);
        var root = Scalar<double>.Sqrt(x);
        var output = Functions.Relu(root) + (Functions.UnitStep(x) * root) + x;
        Assert.That(tape.RecordGradient(output, x)[0].Value, Is.EqualTo(1));
    }

    [Test]
    public void Of_an_independent_input_is_the_constant_zero()
    {
        var tape = new Tape<double>();
        var (x, y) = (tape.Input(2), tape.Input(3));
        var derivatives = tape.RecordGradient(x * x, x, y);
        Assert.That(derivatives[1].IsConstant && derivatives[1].Value == 0);
    }

    [Test]
    public void Partials_given_as_numbers_cannot_be_differentiated_again()
    {
        var tape = new Tape<double>();
        var x = tape.Input(2);
        var spline = tape.Record(4, [x], [2], "spline");
        var output = spline * x;
        int count = tape.Count;
        Assert.That(() => tape.RecordGradient(output, x), Throws.InvalidOperationException.With.Message.Contains("'spline'").And.Message.Contains("Give it a row"));
        Assert.That(tape.Count, Is.EqualTo(count), "nothing is recorded by a call that throws");
    }

    [Test]
    public void Linear_operations_without_a_row_can_be()
    {
        var derivatives = Differentiate.Derivatives(
            x => Scalar<double>.ScaleB(x, 1) * Scalar<double>.BitIncrement(x) * (1 + Scalar<double>.Round(x, 1, MidpointRounding.ToEven)), 3.0, 3);
        Assert.That(derivatives, Is.EqualTo([2 * 9 * 4, 2 * 6 * 4, 2 * 2 * 4, 0.0]).Within(1e-13));
        Assert.That(Differentiate.Derivatives(x => Functions.Dot<double>([x * x, x], [2.0, 1]), 3.0, 2), Is.EqualTo([21.0, 13, 4]));
    }
}

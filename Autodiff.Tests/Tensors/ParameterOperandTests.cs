namespace Autodiff.Tests.Tensors;

/// <summary>Parameters among the operands of an operation, and what was computed from them off the tape.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ParameterOperandTests
{
    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Of(1.0, -2, 3));

    private static IEnumerable<TestCaseData> Mixtures =>
        from row in TensorCases.All
        where row.Shapes.Length > 1
        from taped in Enumerable.Range(0, row.Shapes.Length)
        select new TestCaseData(row, taped).SetArgDisplayNames($"{row}, operand {taped} on the tape");

    [Test]
    public void Beside_plain_operands_nothing_is_recorded()
    {
        var y = Tensor.Of(4.0, 5, 6) * weight;
        Assert.That(y.Tape, Is.Null);
        Assert.That(y.ToArray(), Is.EqualTo([4.0, -10, 18]));
    }

    /// <summary>
    /// Whichever operand brings the tape, parameters in the places of the others have the values and gradients of inputs, to the last bit;
    /// a formula that computes something from a parameter alone refuses, and loses no gradient.
    /// </summary>
    [TestCaseSource(nameof(Mixtures))]
    public void In_every_place_of_every_operation_it_is_as_good_as_an_input(object of, int taped)
    {
        var row = (TensorCase)of;
        var operands = TensorChecks.Operands(row);
        var expected = new TensorRecording<double>(row, operands);
        var parameters = operands.Select((x, k) => new Parameter<double>($"p{k}", TensorViews.Plain<double>(x))).ToArray();
        Tensor<double>[] mixed = [.. parameters.Select((parameter, k) =>
            k != taped && row.IsDifferentiable(k) ? (Tensor<double>)parameter
            : row.IsDifferentiable(k) ? tape.Input(parameter.Value)
            : tape.Constant(parameter.Value))];
        if (row.IsComposed)
        {
            Assert.That(() => row.Apply<double>(mixed), Throws.InvalidOperationException.With.Message.Contains("off the tape"));
            return;
        }

        var y = row.Apply<double>(mixed);
        Assert.That(y, Is.EqualTo(expected.Y));
        Assert.That(y.IsRecorded, Is.EqualTo(expected.Y.IsRecorded));
        if (!y.IsRecorded)
        {
            return;
        }

        var (gradient, truth) = (tape.Gradient(y.Sum()), expected.Tape.Gradient(expected.Y.Sum()));
        for (int k = 0; k < mixed.Length; k++)
        {
            if (row.IsDifferentiable(k))
            {
                Assert.That(k == taped ? gradient[mixed[k]] : gradient[parameters[k]], Is.EqualTo(truth[expected.X[k]]), $"operand {k}");
            }
        }
    }

    [Test]
    public void What_was_computed_of_it_off_the_tape_meets_none_and_nothing_is_recorded()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        Tensor<double> handle = weight;
        var off = (handle * 2.0).Sin();
        int count = tape.Count;
        Assert.That(() => x * off, Throws.InvalidOperationException.With.Message.Contains("the parameter weight off the tape"));
        Assert.That(() => off - x, Throws.InvalidOperationException);
        Assert.That(tape.Count, Is.EqualTo(count));
        Assert.That((x * off.Detach()).Tape, Is.SameAs(tape));
        Assert.That((weight.Beside(x) * 2.0).IsRecorded);
    }

    [Test]
    public void The_numbers_of_a_parameter_do_not_slip_onto_a_tape()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var x = tape.Constant(Tensor.Of(1.0));
        Assert.That(() => x + w.Value.Square(), Throws.InvalidOperationException.With.Message.Contains("parameter w off the tape"));
        Assert.That((x + w.Value.Detach()).ToArray(), Is.EqualTo(new[] { 4.0 }));
        Assert.That(tape.Constant(w.Value).ToArray(), Is.EqualTo(new[] { 3.0 }));
    }

    [Test]
    public void A_derivative_that_parameters_have_a_part_in_does_not_slip_onto_a_tape()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var slope = Differentiate.Gradient(x => (x * w).Square().Sum(), Tensor.Of(2.0));
        Assert.That(slope.ToArray(), Is.EqualTo(new[] { 36.0 }));
        Assert.That(() => tape.Constant(Tensor.Of(1.0)) * slope, Throws.InvalidOperationException.With.Message.Contains("parameter w off the tape"));

        // On the tape of the loss it is recorded: d/dw (2 x w²)² = 16 x² w³.
        var inner = Differentiate.Gradient(x => (x * w).Square().Sum(), tape.Constant(Tensor.Of(2.0)));
        Assert.That(tape.Gradient(inner.Square().Sum())[w].ToArray(), Is.EqualTo(new[] { 1728.0 }));
    }
}

namespace Autodiff.Tests.Tensors;

/// <summary>How parameters join tapes, and what they refuse.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ParameterTests
{
    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Of(1.0, -2, 3));

    private static IEnumerable<TestCaseData> Mixtures =>
        from row in TensorCases.All
        where row.Shapes.Length > 1
        from taped in Enumerable.Range(0, row.Shapes.Length)
        select new TestCaseData(row, taped).SetArgDisplayNames($"{row}, operand {taped} on the tape");

    [Test]
    public void Joins_once_under_its_name()
    {
        var x = tape.Constant(Tensor.Of(4.0, 5, 6));
        var y = (x * weight) + (weight * x) + weight;
        Assert.That(tape.Read().Count(entry => entry.Name == "weight"), Is.EqualTo(1));
        Assert.That(tape.Gradient(y.Sum())[weight].ToArray(), Is.EqualTo([9.0, 11, 13]));
    }

    [Test]
    public void Beside_plain_operands_nothing_is_recorded()
    {
        var y = Tensor.Of(4.0, 5, 6) * weight;
        Assert.That(y.Tape, Is.Null);
        Assert.That(y.ToArray(), Is.EqualTo([4.0, -10, 18]));
    }

    [Test]
    public void Stands_on_two_tapes_at_once()
    {
        var other = new Tape<double>();
        var (here, there) = (tape.Constant(Tensor.Of(1.0, 2, 3)) * weight, other.Constant(Tensor.Of(7.0, 8, 9)) * weight);
        Assert.That(tape.Gradient(here.Sum())[weight].ToArray(), Is.EqualTo([1.0, 2, 3]));
        Assert.That(other.Gradient(there.Sum())[weight].ToArray(), Is.EqualTo([7.0, 8, 9]));
    }

    [Test]
    public void Joins_anew_once_it_has_changed()
    {
        var x = tape.Constant(Tensor.Of(1.0, 1, 1));
        var before = x * weight;
        weight.Value = Tensor.Of(10.0, 20, 30);
        var after = x * weight;
        Assert.That(before.ToArray(), Is.EqualTo([1.0, -2, 3]), "the tape keeps the numbers that it had");
        Assert.That(after.ToArray(), Is.EqualTo([10.0, 20, 30]));
    }

    [Test]
    public void Joins_anew_after_a_reset()
    {
        for (int turn = 1; turn < 4; turn++)
        {
            tape.Reset();
            var y = tape.Constant(Tensor.Full([3], (double)turn)) * weight;
            Assert.That(tape.Gradient(y.Sum())[weight].ToArray(), Is.All.EqualTo(turn));
        }
    }

    [Test]
    public void Joins_anew_after_a_rewind_to_before_it_joined()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var mark = tape.Mark();
        _ = x * weight;
        tape.Rewind(mark);
        Assert.That(tape.Gradient((x * 2.0).Sum()).Has(weight), Is.False);
        var y = x * weight;
        Assert.That(tape.Gradient(y.Sum())[weight].ToArray(), Is.EqualTo([1.0, 2, 3]));
    }

    [Test]
    public void Stays_joined_after_a_rewind_to_after_it_joined()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var joined = tape.Input(weight);
        var mark = tape.Mark();
        _ = x * weight;
        tape.Rewind(mark);
        Assert.That(tape.Gradient((x * weight).Sum())[joined].ToArray(), Is.EqualTo([1.0, 2, 3]));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Has_its_gradient_through_a_checkpoint(bool joinedBefore)
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        if (joinedBefore)
        {
            _ = tape.Input(weight);
        }

        var y = tape.Checkpoint((Tensor<double> z) => (z * weight).Sin() * weight, x);
        y += x * weight;
        double[] w = weight.Value.ToArray(), expected = [.. w.Select((a, i) => Math.Sin((i + 1) * a) + ((i + 1) * a * Math.Cos((i + 1) * a)) + i + 1)];
        Assert.That(tape.Gradient(y.Sum())[weight].ToArray(), Is.EqualTo(expected).Within(1e-14));
    }

    [Test]
    public void Frozen_it_joins_as_a_constant()
    {
        weight.IsFrozen = true;
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var gradient = tape.Gradient((x * weight).Sum());
        Assert.That(tape.Input(weight).IsConstant);
        Assert.That(gradient.Has(weight), Is.False);
        Assert.That(gradient[weight].ToArray(), Is.All.Zero);
        Assert.That(gradient[x].ToArray(), Is.EqualTo([1.0, -2, 3]));
        weight.IsFrozen = false;
        Assert.That(tape.Gradient((x * weight).Sum())[weight].ToArray(), Is.EqualTo([1.0, 2, 3]));
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
    public void Detached_it_is_a_constant()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        var gradient = tape.Gradient((x * ((Tensor<double>)weight).Detach()).Sum());
        Assert.That(gradient.Has(weight), Is.False);
        Assert.That(gradient[x].ToArray(), Is.EqualTo([1.0, -2, 3]));
    }

    [Test]
    public void A_tensor_of_it_is_stale_once_it_was_edited()
    {
        Tensor<double> handle = weight;
        weight.Edit()[0] = 9;
        Assert.That(() => handle + 1.0, Throws.InvalidOperationException.With.Message.Contains("weight has changed"));
        Assert.That(() => handle.ToArray(), Throws.InvalidOperationException);
        Assert.That((weight + Tensor.Of(0.0)).ToArray(), Is.EqualTo([9.0, -2, 3]));
    }

    [Test]
    public void Its_value_is_a_copy()
    {
        var copy = weight.Value;
        weight.Edit()[0] = 9;
        Assert.That(copy.ToArray(), Is.EqualTo([1.0, -2, 3]));
        var start = Tensor.Of(1.0);
        var other = new Parameter<double>("other", start);
        other.Edit()[0] = 5;
        Assert.That(start.ToArray(), Is.EqualTo([1.0]));
    }

    [Test]
    public void Takes_numbers_of_its_shape_alone() =>
        Assert.That(() => weight.Value = Tensor.Of(1.0), Throws.ArgumentException.With.Message.Contains("[3]").And.Message.Contains("[1]"));

    [Test]
    public void Assigned_from_a_tape_it_allocates_nothing()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        weight.Assign(x * 2.0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        weight.Assign(x);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(weight.Value.ToArray(), Is.EqualTo([1.0, 2, 3]));
    }

    [Test]
    public void Under_a_prefix_it_is_the_same_array_with_a_longer_name()
    {
        var listed = weight.Under("hidden");
        Assert.That(listed, Is.EqualTo(weight));
        Assert.That(listed.GetHashCode(), Is.EqualTo(weight.GetHashCode()));
        Assert.That(listed.Path, Is.EqualTo("hidden.weight"));
        _ = tape.Constant(Tensor.Of(1.0, 1, 1)) * weight;
        Assert.That(tape.Read().Count(entry => entry.Name == "hidden.weight"), Is.EqualTo(1));
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
    public void Of_numbers_before_and_after_a_change_the_gradient_is_the_sum()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var first = tape.Constant(Tensor.Of(1.0)) * w;
        w.Value = Tensor.Of(10.0);
        var second = tape.Constant(Tensor.Of(4.0)) * w;
        Assert.That(tape.Gradient((first + second).Sum())[w].ToArray(), Is.EqualTo(new[] { 5.0 }));
        Assert.That(tape.Gradient(first.Square().Sum())[w].ToArray(), Is.EqualTo(new[] { 6.0 }), "of what was recorded before the change");
        Assert.That(() => tape.RecordGradient(first.Sum(), w), Throws.InvalidOperationException.With.Message.Contains("w").And.Message.Contains("more than once"));
    }

    [Test]
    public void A_change_after_the_recording_takes_no_gradient_away()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var loss = (tape.Constant(Tensor.Of(1.0)) * w).Square().Sum();
        w.Value = Tensor.Of(10.0);
        Assert.That(tape.RecordGradient(loss, w)[0].ToArray(), Is.EqualTo(new[] { 6.0 }));
        tape.Trim();
        Assert.That(tape.Gradient(loss)[w].ToArray(), Is.EqualTo(new[] { 6.0 }));
        Assert.Catch(() => Tensor.Concat(0, tape.Constant(Tensor.Ones<double>(2, 2)), w));
        Assert.That(tape.Gradient(loss)[w].ToArray(), Is.EqualTo(new[] { 6.0 }), "nothing of what threw is left");
    }

    [Test]
    public void Trimming_the_tape_lets_no_parameter_join_again()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var x = tape.Constant(Tensor.Of(1.0));
        var first = x * w;
        tape.Trim();
        Assert.That(tape.Gradient((first + (x * w)).Square().Sum())[w].ToArray(), Is.EqualTo(new[] { 24.0 }));
    }

    [Test]
    public void A_trial_that_is_rewound_leaves_the_parameter_joined()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var loss = (tape.Constant(Tensor.Of(1.0)) * w).Square().Sum();
        var mark = tape.Mark();
        w.Value = Tensor.Of(10.0);
        _ = tape.Constant(Tensor.Of(1.0)) * w;
        tape.Rewind(mark);
        w.Value = Tensor.Of(3.0);
        Assert.That(tape.Gradient(loss)[w].ToArray(), Is.EqualTo(new[] { 6.0 }));
    }

    [Test]
    public void Frozen_after_it_was_used_it_has_the_gradient_of_that_use()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        var x = tape.Constant(Tensor.Of(1.0));
        var first = x * w;
        w.IsFrozen = true;
        var second = x * w;
        w.IsFrozen = false;
        Assert.That(tape.Gradient((first * second).Sum())[w].ToArray(), Is.EqualTo(new[] { 3.0 }));
        Tensor<double> handle = w;
        w.IsFrozen = false;
        Assert.That(handle.ToArray(), Is.EqualTo(new[] { 3.0 }), "nothing changed");
    }

    [Test]
    public void A_reset_tape_holds_no_parameter()
    {
        var parameters = Enumerable.Range(0, 5).Select(_ => Joined()).ToArray();
        tape.Reset();
        GC.Collect();
        Assert.That(parameters.Count(its => its.IsAlive), Is.Zero);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference Joined()
        {
            var w = new Parameter<double>("w", Tensor.Of(3.0));
            _ = tape.Constant(Tensor.Of(1.0)) * w;
            return new(w.Array);
        }
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

    [Test]
    public void A_derivative_at_a_parameter_is_one_of_the_argument_alone()
    {
        var w = new Parameter<double>("w", Tensor.Of(3.0));
        Assert.That(Differentiate.Gradient(x => (x * w).Sum(), (Tensor<double>)w).ToArray(), Is.EqualTo(new[] { 3.0 }));
    }
}

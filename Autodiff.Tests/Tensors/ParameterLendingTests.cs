using NUnit.Framework.Constraints;

namespace Autodiff.Tests.Tensors;

/// <summary>A tape that a parameter joins keeps the numbers of that time without copying them, whatever changes the parameter afterwards.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable] // one test sets the number of threads of the process
public sealed class ParameterLendingTests
{
    private const int Large = 300_000;

    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Of(1.0, -2, 3));

    private static IEnumerable<TestCaseData> Changes =>
    [
        new TestCaseData((Action<Parameter<double>>)(its => its.Assign(Tensor.Of(10.0, 20, 30)))).SetArgDisplayNames("an assignment"),
        new TestCaseData((Action<Parameter<double>>)(its => its.Assign(Tensor.Of(1.0, 1, 1) * its))).SetArgDisplayNames("an assignment of itself"),
        new TestCaseData((Action<Parameter<double>>)(its => Pointwise.Change(default(Descent), Tensor.Of(1.0, 2, 3), its))).SetArgDisplayNames("a formula"),
        new TestCaseData((Action<Parameter<double>>)(its => its.Edit().Fill(7))).SetArgDisplayNames("an edit"),
    ];

    [TestCaseSource(nameof(Changes))]
    public void What_was_recorded_before_a_change_stays_as_it_was(object how)
    {
        var change = (Action<Parameter<double>>)how;
        var other = new Tape<double>();
        var x = tape.Input(Tensor.Of(4.0, 5, 6));
        var joined = tape.Input(weight);
        var y = (x * weight).Square().Sum();
        for (int turn = 0; turn < 4; turn++)
        {
            double[] before = weight.Span.ToArray();
            other.Reset();
            var z = other.Constant(Tensor.Of(1.0, 1, 1)) * weight;
            change(weight);
            Assert.That(z.ToArray(), Is.EqualTo(before), "of a tape that is reset at each turn");
            Assert.That(other.Input(weight).ToArray(), Is.EqualTo(weight.Span.ToArray()));
        }

        Assert.That(joined.ToArray(), Is.EqualTo([1.0, -2, 3]));
        Assert.That(tape.Gradient(y)[x].ToArray(), Is.EqualTo([8.0, 40, 108]), "2 x w²");
    }

    [Test]
    public void A_formula_reads_the_numbers_that_the_tape_borrows_and_writes_others()
    {
        _ = tape.Input(weight);
        Pointwise.Change(default(Descent), Tensor.Of(1.0, 2, 3), weight);
        Assert.That(weight.Span.ToArray(), Is.EqualTo([0.5, -3, 1.5]));
    }

    [Test]
    public void A_formula_that_throws_leaves_the_numbers_as_they_were()
    {
        tape.Input(weight);
        Assert.That(() => Pointwise.Change(default(Throwing), Tensor.Of(1.0, 2, 3), weight), Throws.InvalidOperationException);
        Assert.That(weight.Span.ToArray(), Is.EqualTo([1.0, -2, 3]));
    }

    [Test]
    public void What_is_given_to_a_formula_may_be_the_parameter_itself()
    {
        _ = tape.Input(weight);
        Pointwise.Change(default(Descent), weight, weight);
        Assert.That(weight.Span.ToArray(), Is.EqualTo([0.5, -1, 1.5]));
    }

    [Test]
    public void As_a_weight_of_gradients_it_may_change_while_they_are_read()
    {
        var x = tape.Input(Tensor.Of(1.0, 1, 1));
        var gradients = tape.Gradient(x + 1, weight);
        weight.Assign(Tensor.Of(7.0, 8, 9));
        Assert.That(gradients[x].ToArray(), Is.EqualTo([1.0, -2, 3]));
    }

    [Test]
    public void Of_no_numbers_it_is_assigned_and_changed()
    {
        var empty = new Parameter<double>("empty", Tensor.Zeros<double>(0, 3));
        empty.Assign(tape.Input(empty));
        Pointwise.Change(default(Descent), tape.Input(empty), empty);
        Assert.That(empty.Span.IsEmpty);
    }

    [Test]
    public void What_is_written_late_to_an_edited_parameter_changes_nothing_on_a_tape()
    {
        var numbers = weight.Edit();
        var y = tape.Input(Tensor.Of(1.0, 1, 1)) * weight;
        numbers.Fill(99);
        Assert.That(tape.Input(weight).ToArray(), Is.EqualTo([1.0, -2, 3]));
        Assert.That(y.ToArray(), Is.EqualTo([1.0, -2, 3]));
    }

    [Test]
    public void What_an_edit_leaves_out_and_a_formula_reads_beside_stay_when_a_tape_borrows_them()
    {
        tape.Input(weight);
        weight.Edit()[1] = 7;
        Assert.That(weight.Span.ToArray(), Is.EqualTo([1.0, 7, 3]));
        var inertia = new Parameter<double>("inertia", Tensor.Of(10.0, 20, 30));
        tape.Input(inertia);
        Pointwise.Change(default(Inertia), Tensor.Of(1.0, 2, 3), weight, inertia);
        Assert.That(inertia.Span.ToArray(), Is.EqualTo([10.0, 20, 30]).Within(1e-14));
    }

    [Test]
    public void Frozen_it_is_not_copied_either_and_stays_as_it_was()
    {
        weight.IsFrozen = true;
        var y = tape.Input(Tensor.Of(1.0, 1, 1)) * weight;
        weight.Assign(Tensor.Of(5.0, 5, 5));
        Assert.That(y.Square().ToArray(), Is.EqualTo([1.0, 4, 9]));
        Assert.That((tape.Constant(1.0) * weight).ToArray(), Is.EqualTo([5.0, 5, 5]));
    }

    [Test]
    public void Rewound_the_tape_gives_back_what_it_borrowed()
    {
        var large = new Parameter<double>("w", Tensor.Ones<double>(Large));
        var x = tape.Input(Tensor.Of(1.0));
        var mark = tape.Mark();
        for (int turn = 0; turn < 3; turn++)
        {
            tape.Rewind(mark);
            _ = tape.Input(large);
            tape.Rewind(mark);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Pointwise.Change(default(Descent), large.Value, large);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(sizeof(double) * Large * 3 / 2), "the copy that Value is, and no other");
        }

        Assert.That(tape.Gradient((x * x).Sum())[x].ToArray(), Is.EqualTo([2.0]));
    }

    [Test]
    public void A_warm_loop_allocates_nothing_and_its_tape_holds_no_copy()
    {
        var large = new Parameter<double>("w", Tensor.Ones<double>(Large));
        for (int turn = 0; turn < 6; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            var gradient = tape.Gradient((tape.Constant(1.0) * large).Sum());
            Pointwise.Change(default(Descent), gradient[large], large);
            if (turn > 2)
            {
                Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
            }
        }

        Assert.That(large.Span.ToArray(), Is.All.EqualTo(1 - (6 * 0.5)));
        Assert.That(tape.TensorBytes, Is.LessThan(3 * sizeof(double) * Large), "the product and its adjoints");
    }

    [Test]
    public void Bits_of_a_change_do_not_depend_on_the_number_of_threads()
    {
        int threads = Parallelism.Threads;
        var random = new Random(1);
        var (start, given) = (Tensor.Normal<float>([257, 1031], random), Tensor.Normal<float>([1031, 257], random).Transpose());
        try
        {
            float[][] results = [.. new[] { 1, 2, 5 }.Select(number =>
            {
                Parallelism.Threads = number;
                var (a, b) = (new Parameter<float>("a", start), new Parameter<float>("b", start * 0.5f));
                Pointwise.Change(default(Inertia), given, a, b);
                return a.Span.ToArray().Concat(b.Span.ToArray()).ToArray();
            })];
            Assert.That(results[1].AsSpan().SequenceEqual(results[0]));
            Assert.That(results[2].AsSpan().SequenceEqual(results[0]));
            float[] g = given.ToArray();
            Assert.That(results[0][257 * 1031 * 2 - 1], Is.EqualTo((start.Span[^1] * 0.5f * 0.9f) + g[^1]).Within(1e-6f));
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Test]
    public void Parameters_of_other_shapes_are_refused_and_unchanged()
    {
        Assert.That(() => Pointwise.Change(default(Descent), Tensor.Of(1.0, 2), weight), Throws.ArgumentException.With.Message.Contains("weight"));
        Assert.That(weight.Span.ToArray(), Is.EqualTo([1.0, -2, 3]));
    }

    [Test]
    public void A_parameter_that_stands_in_two_places_of_a_formula_is_refused_and_unchanged()
    {
        tape.Input(weight);
        var inertia = new Parameter<double>("inertia", Tensor.Of(10.0, 20, 30));
        Assert.That(() => Pointwise.Change(default(Inertia), Tensor.Of(1.0, 2, 3), weight, weight.Under("model")), Refused());
        Assert.That(() => Pointwise.Change(default(Inertia), Tensor.Of(1.0, 2, 3), weight, inertia, null, inertia), Refused());
        Assert.That(weight.Span.ToArray(), Is.EqualTo([1.0, -2, 3]));
        Assert.That(inertia.Span.ToArray(), Is.EqualTo([10.0, 20, 30]));

        static Constraint Refused() => Throws.ArgumentException.With.Message.Contains("twice");
    }

    [Test]
    public void A_method_that_throws_gives_back_what_a_frozen_one_lent_though_nothing_was_recorded()
    {
        weight.IsFrozen = true;
        Assert.That(() => tape.Constant(Tensor.Of(1.0, 2)) * weight, Throws.ArgumentException);
        Assert.That(tape.JoiningCount, Is.Zero);
        Assert.That(weight.Array.Node.Buffer!.Users, Is.Zero);
        Assert.That((tape.Constant(2.0) * weight).ToArray(), Is.EqualTo([2.0, -4, 6]));
    }

    private readonly struct Descent : IPointwiseChange
    {
        public void Change<TNumber>(TNumber given, ref TNumber a, ref TNumber b, ref TNumber c, ref TNumber d) where TNumber : struct, IPointwise<TNumber> => a -= 0.5 * given;
    }

    private readonly struct Inertia : IPointwiseChange
    {
        public void Change<TNumber>(TNumber given, ref TNumber a, ref TNumber b, ref TNumber c, ref TNumber d) where TNumber : struct, IPointwise<TNumber>
        {
            b = (0.9 * b) + given;
            a -= 0.01 * b;
        }
    }

    private readonly struct Throwing : IPointwiseChange
    {
        public void Change<TNumber>(TNumber given, ref TNumber a, ref TNumber b, ref TNumber c, ref TNumber d) where TNumber : struct, IPointwise<TNumber> =>
            throw new InvalidOperationException();
    }
}

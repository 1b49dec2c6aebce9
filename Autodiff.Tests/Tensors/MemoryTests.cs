namespace Autodiff.Tests.Tensors;

using Real = Tensor<double>;

/// <summary>What a tape gives back, what it keeps, and that nobody notices but by memory.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class MemoryTests
{
    private const int Large = 20_000; // beyond what is worth giving back

    private readonly Tape<double> tape = new();

    [Test]
    public void Elements_that_the_user_looks_at_stay_after_a_checkpoint()
    {
        var x = tape.Input(Tensor.Of(1.0, 2, 3));
        Real inner = default;
        var y = tape.Checkpoint(
            (Real z) =>
            {
                inner = z * 10.0;
                return inner.Tanh() * inner;
            },
            x);
        var seen = inner.Span;
        tape.Gradient(y.Sum());
        _ = (x * -7.0) + (x * -8.0);
        Assert.That(seen.ToArray(), Is.EqualTo([10.0, 20, 30]));
    }

    [Test]
    public void Elements_that_the_user_looks_at_stay_when_memory_is_short()
    {
        var x = tape.Input(Tensor.Ones<double>([Large]));
        var y = x + 1.0;
        var seen = y.Span;
        for (int i = 0; i < 10; i++)
        {
            y = (y * 3.0) + 1.0;
        }

        Assert.That(seen.IndexOfAnyExcept(2.0), Is.Negative);
    }

    /// <summary>Memory for a result is never taken from what it is just being computed from: that would be computed a second time.</summary>
    [Test]
    public void An_operand_stays_while_it_is_read()
    {
        var counting = new CountedSquare();
        var x = tape.Input(Tensor.Ones<double>([Large]));
        var y = Real.Apply(counting, x);
        var sum = (y * 2.0) + (y * 3.0);
        Assert.That(sum.ValueAt(0), Is.EqualTo(5));
        Assert.That(counting.Evaluations, Is.EqualTo(1));
    }

    [Test]
    public void An_adjoint_that_was_recorded_outlives_its_gradients()
    {
        var x = tape.Input(Tensor.Of(1.0, 2));
        Real y;
        using (var gradient = tape.Gradient((x * x).Sum()))
        {
            y = (x * gradient[x]).Sum();
        }

        _ = x * 5.0 * 7.0;
        Assert.That(tape.Gradient(y)[x].ToArray(), Is.EqualTo([2.0, 4]));
        Assert.That(() => TapeTable.Of(tape), Throws.Nothing);
    }

    [Test]
    public void A_filling_of_minus_zero_is_not_one_of_zero()
    {
        _ = Tensor.Of(1.0).Pad(0, 1, 1, 0.0);
        Assert.That(double.IsNegative(Tensor.Of(1.0).Pad(0, 1, 1, -0.0).Span[0]));
    }

    [Test]
    public void A_trimmed_tape_sweeps_what_is_recorded()
    {
        for (int i = 0; i < 6; i++)
        {
            _ = Real.Stack(tape.Inputs(1.0, 2.0, 3.0));
        }

        tape.Reset();
        var x = tape.Input(Tensor.Of(1.0, 2));
        var y = x.Tanh().Tanh().Sum();
        double[] expected = tape.Gradient(y)[x].ToArray();
        tape.Trim();
        Assert.That(tape.RecordGradient(y, x)[0].ToArray(), Is.EqualTo(expected).Within(1e-15));
    }

    [Test]
    public void A_checkpoint_once_does_not_keep_later_chains()
    {
        Record(20, 1);
        long fresh = new MemoryTests().Record(Large, 0);
        Assert.That(Record(Large, 0), Is.LessThanOrEqualTo(fresh));
    }

    [Test]
    public void Memory_of_changing_shapes_goes_back()
    {
        var random = new Random(1);
        long largest = 0;
        for (int turn = 0; turn < 400; turn++)
        {
            tape.Reset();
            var x = tape.Input(Tensor.Ones<double>([random.Next(1_000, 64_000)]));
            var y = x;
            for (int i = 0; i < 8; i++)
            {
                y = y.Tanh();
            }

            tape.Gradient(y.Sum());
            largest = Math.Max(largest, tape.Buffers.Lent);
        }

        Assert.That(tape.Buffers.Held, Is.LessThan(6 * largest));
    }

    [Test]
    public void Rewinding_leaves_no_queue_behind()
    {
        var x = tape.Input(Tensor.Ones<double>([Large]));
        var mark = tape.Mark();
        for (int turn = 0; turn < 1_000; turn++)
        {
            _ = x + 1.0 + 2.0 + 3.0;
            tape.Rewind(mark);
        }

        Assert.That(tape.SpareCount, Is.LessThan(20));
    }

    [Test]
    public void Zeros_for_independent_tensors_go_back_with_the_gradients()
    {
        var (x, y) = (tape.Input(Tensor.Ones<double>([1_000])), tape.Input(Tensor.Ones<double>([2])));
        var sum = y.Sum();
        for (int turn = 0; turn < 3; turn++)
        {
            using var gradient = tape.Gradient(sum);
            Assert.That(gradient[x].ToArray(), Is.All.Zero);
        }

        Assert.That(tape.Buffers.Held, Is.LessThan(3_000));
    }

    [Test]
    public void Nodes_change_roles_without_garbage()
    {
        var values = Tensor.Ones<double>([5]);
        var settled = new Tape<double>();
        _ = Allocated(settled, operands: 3);
        _ = Allocated(tape, operands: 1);
        Assert.That(Allocated(tape, operands: 3), Is.EqualTo(Allocated(settled, operands: 3)));

        long Allocated(Tape<double> on, int operands)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            on.Reset();
            var x = on.Input(values);
            for (int i = 0; i < 10; i++)
            {
                x = operands == 1 ? x.Square() : x.MultiplyAdd(x, x);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [TestCase(20)]
    [TestCase(5_000)]
    public void Rows_of_a_matrix_allocate_nothing_once_warm(int rows)
    {
        long least = long.MaxValue;
        var values = Tensor.Ones<double>([rows, 2]);
        for (int turn = 0; turn < 6; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            var x = tape.Input(values);
            var sum = x[0, ..];
            for (int i = 1; i < rows; i++)
            {
                sum += x[i, ..];
            }

            tape.Gradient(sum.Sum());
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    private sealed class CountedSquare : ITensorOperation<double>
    {
        public int Evaluations { get; private set; }

        public string Name => "counted";

        public Shape ShapeOf(ReadOnlySpan<Real> x) => x[0].Shape;

        public void Value(ReadOnlySpan<Real> x, Memory<double> y)
        {
            Evaluations++;
            x[0].Square().CopyTo(y.Span);
        }

        public Real Pullback(int operand, ReadOnlySpan<Real> x, Real y, Real adjoint) => 2 * x[0] * adjoint;

        public Reads Reads(int operand) => Autodiff.Reads.Operand;
    }

    /// <summary>The most elements lent while a chain is recorded and swept.</summary>
    private long Record(int count, int checkpoints)
    {
        tape.Reset();
        tape.Trim();
        var x = tape.Input(Tensor.Ones<double>([count]));
        var y = checkpoints > 0 ? tape.Checkpoint((Real z) => Chain(z), x) : Chain(x);
        tape.Gradient(y.Sum());
        return tape.Buffers.MostLent;

        static Real Chain(Real z)
        {
            for (int i = 0; i < 50; i++)
            {
                z = (z + 1.0) * 0.5;
            }

            return z;
        }
    }
}

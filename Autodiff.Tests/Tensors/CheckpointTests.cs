using Autodiff.Operations;
using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests.Tensors;

/// <summary>Checkpoints and the early give-back save memory and change no bit of a result.</summary>
public class CheckpointTests
{
    private static readonly double[] Start = [.. Enumerable.Range(0, 64).Select(i => (i - 31.5) / 40)];

    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    private static Real Layer(Real x, Real w) => Real.Lift<Tanh>(x * w);

    private static Real Layers(Real x, Real w, int count)
    {
        for (int i = 0; i < count; i++)
        {
            x = Layer(x, w);
        }

        return x;
    }

    private static Real Plain(Tape<double> tape, Real x, Real w) => Layers(x, w, 6);

    private static Real Chain(Tape<double> tape, Real x, Real w)
    {
        for (int i = 0; i < 3; i++)
        {
            x = tape.Checkpoint(y => Layers(y, w, 2), x);
        }

        return x;
    }

    private static Real Nested(Tape<double> tape, Real x, Real w) =>
        tape.Checkpoint(y => Layers(tape.Checkpoint(z => Layers(z, w, 3), Layers(y, w, 1)), w, 2), x);

    private static Real Several(Tape<double> tape, Real x, Real w) =>
        Layers(tape.Checkpoint(y => Layers(y[0], y[1], 4), x, w), w, 2);

    private static Real Views(Tape<double> tape, Real x, Real w) =>
        tape.Checkpoint(y => Layers(y.Reshape(8, 8), w.Reshape(8, 8), 6).Reshape(64), x);

    private static readonly TestCaseData[] Ways =
    [
        Way("chain", Chain), Way("nested", Nested), Way("several inputs", Several), Way("views", Views),
    ];

    [TestCaseSource(nameof(Ways))]
    public void Derivatives_are_the_same_to_the_last_bit(Func<Tape<double>, Real, Real, Real> way)
    {
        var (plain, checkpointed) = (Derivatives(Plain), Derivatives(way));
        for (int i = 0; i < plain.Length; i++)
        {
            Assert.That(checkpointed[i], Is.EqualTo(plain[i]), $"{i}");
        }
    }

    /// <summary>The value, both gradients twice, and a second derivative.</summary>
    private double[][] Derivatives(Func<Tape<double>, Real, Real, Real> f)
    {
        tape.Reset();
        var (x, w) = (tape.Input([64], Start), tape.Input([64], [.. Start.Select(item => item + 1)]));
        var y = f(tape, x, w);
        var output = (y * y).Sum();
        using var first = tape.Gradient(output);
        using var again = tape.Gradient(output);
        var recorded = tape.RecordGradient(output, x)[0];
        using var second = tape.Gradient((recorded * recorded).Sum());
        return [y.ToArray(), first[x].ToArray(), first[w].ToArray(), again[x].ToArray(), again[w].ToArray(), recorded.ToArray(), second[x].ToArray(), second[w].ToArray()];
    }

    [Test]
    public void Scalars_inside()
    {
        var (x, s) = (tape.Input([64], Start), tape.Input(0.5));
        Real F(Real y) => Layer(y * s, y) * y.ElementAt(1);
        var plain = tape.Gradient(F(x).Sum());
        var checkpointed = tape.Gradient(tape.Checkpoint(F, x).Sum());
        Assert.That(checkpointed[x].ToArray(), Is.EqualTo(plain[x].ToArray()));
        Assert.That(checkpointed[s], Is.EqualTo(plain[s]));
    }

    [Test]
    public void An_inner_tensor_can_be_read_after()
    {
        var x = tape.Input([64], Start);
        Real inner = default;
        var y = tape.Checkpoint(
            z =>
            {
                inner = Real.Lift<Exp>(z);
                return inner * inner;
            },
            x);
        double[] expected = [.. Start.Select(Math.Exp)];
        Assert.That(inner.Node.Buffer, Is.Null, "given back");
        Assert.That(inner.ToArray(), Is.EqualTo(expected).Within(1e-15));
        Assert.That(tape.Gradient((y + inner).Sum())[x].ToArray(), Is.EqualTo(expected.Select(e => (2 * e * e) + e)).Within(1e-14));
    }

    [Test]
    public void The_tape_serves_on_after_an_exception_inside()
    {
        var x = tape.Input([64], Start);
        Assert.That(() => tape.Checkpoint(y => tape.Checkpoint(z => Layer(z, z) is var _ ? throw new TimeZoneNotFoundException() : z, Layer(y, y)), x), Throws.TypeOf<TimeZoneNotFoundException>());
        Assert.That(tape.Count, Is.EqualTo(1), "nothing stays recorded");
        var z = tape.Checkpoint(y => y * y, x);
        Assert.That(tape.Gradient(z.Sum())[x].ToArray(), Is.EqualTo(Start.Select(item => 2 * item)));
    }

    [Test]
    public void A_mark_inside_may_be_rewound_outside()
    {
        var x = tape.Input([64], Start);
        Mark mark = default;
        Real inner = default;
        tape.Checkpoint(
            y =>
            {
                inner = Real.Lift<Exp>(y * y);
                mark = tape.Mark();
                return inner * 2;
            },
            x);
        tape.Rewind(mark);
        var z = tape.Checkpoint(y => Layer(y, y), inner);
        var expected = Differentiate.Gradient(v => Layer(Real.Lift<Exp>(v * v), Real.Lift<Exp>(v * v)).Sum(), new Real([64], Start));
        Assert.That(tape.Gradient(z.Sum())[x].ToArray(), Is.EqualTo(expected.ToArray()));
    }

    [Test]
    public void Forward_sweeps_give_back_what_they_computed_again()
    {
        var (x, w) = (tape.Input([64], Start), tape.Input([64], Start));
        var y = Chain(tape, x, w);
        using (tape.Gradient(y.Sum()))
        {
        }

        long before = tape.Buffers.Lent;
        using (var tangents = tape.Tangents([x], [x]))
        {
            var expected = Differentiate.JacobianVector(v => Layers(v, new Real([64], Start), 6), new Real([64], Start), new Real([64], Start));
            Assert.That(tangents[y].ToArray(), Is.EqualTo(expected.ToArray()));
        }

        Assert.That(tape.Buffers.Lent, Is.EqualTo(before));
    }

    // 1,000 layers of n elements, each keeping two results, in 32 checkpoints of 32: about (32 + 2·32) n instead of 2,000 n.
    [Test]
    public void Memory_of_a_long_chain_grows_like_the_root_of_its_length()
    {
        const int Size = 2000;
        var (plain, deep) = (Peak(1), Peak(32));
        Assert.That(plain.Peak, Is.GreaterThan(1000L * Size));
        Assert.That(deep.Peak, Is.LessThan(130L * Size));
        Assert.That(deep.Gradient, Is.EqualTo(plain.Gradient));

        (long Peak, double[] Gradient) Peak(int steps)
        {
            var fresh = new Tape<double>();
            var x = fresh.Input([Size], [.. Enumerable.Range(0, Size).Select(i => i / (double)Size)]);
            var w = fresh.Input([], [1.01]);
            var y = x;
            for (int i = 0; i < 1000; i += steps)
            {
                int count = Math.Min(steps, 1000 - i);
                y = steps == 1 ? Layer(y, w) : fresh.Checkpoint(z => Layers(z, w, count), y);
            }

            double[] gradient = fresh.Gradient(y.Sum())[x].ToArray();
            return (fresh.Buffers.MostLent, gradient);
        }
    }

    // Of tanh(x w + b) the pullbacks read w, and x, and the results of tanh; not x w, nor x w + b.
    [Test]
    public void What_no_pullback_reads_is_given_back()
    {
        const int Size = 20_000;
        const int Layers = 40;
        var x = tape.Input([Size], [.. Enumerable.Range(0, Size).Select(i => i / (double)Size)]);
        var (w, b) = (tape.Input([], [1.01]), tape.Input([], [0.1]));
        var sums = new List<Real>();
        var y = x;
        for (int i = 0; i < Layers; i++)
        {
            sums.Add((y * w) + b);
            y = Real.Lift<Tanh>(sums[^1]);
        }

        using var gradient = tape.Gradient(y.Sum());
        long kept = (Layers + 1L) * Size;
        Assert.That(tape.Buffers.MostLent, Is.LessThan(1.3 * (kept + (3 * Size))));
        Assert.That(sums.Count(sum => sum.Node.Buffer is null), Is.GreaterThan(Layers / 2), "given back");

        var before = x.ToArray();
        foreach (var sum in sums)
        {
            double[] expected = [.. before.Select(item => (item * 1.01) + 0.1)];
            Assert.That(sum.ToArray(), Is.EqualTo(expected), "and computed again on demand");
            before = Tensor.Of(expected).Tanh().ToArray();
        }
    }

    [Test]
    public void A_steady_loop_allocates_nothing_and_takes_no_more_memory()
    {
        const int Size = 20_000;
        double[] items = [.. Enumerable.Range(0, Size).Select(i => i / (double)Size)];
        Shape shape = [Size];
        var (least, held) = (long.MaxValue, 0L);
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            var x = tape.Input(shape, items);
            var y = x;
            for (int layer = 0; layer < 5; layer++)
            {
                y = Real.Lift<Tanh>((y * x) + 1);
            }

            _ = tape.Gradient(y.Sum())[x];
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            held = i == 5 ? tape.Buffers.Held : held;
        }

        Assert.That((least, tape.Buffers.Held), Is.EqualTo((0L, held)));
    }

    private static TestCaseData Way(string name, Func<Tape<double>, Real, Real, Real> f) => new TestCaseData(f).SetArgDisplayNames(name);
}

using Autodiff.Operations;
using Number = Autodiff.Scalar<double>;
using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests.Tensors;

/// <summary>Scalars and tensors on one tape, several sweeps of it, seeds, marks and names.</summary>
public class MixedTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset()
    {
        tape.Reset();
        tape.KeepsAdjoints = false;
    }

    // s·Σx + exp(x₁): d/ds = Σx, d/dx = (s, s + exp x₁).
    [Test]
    public void One_sweep_goes_through_both_kinds()
    {
        var (x, s) = (tape.Input([2], [0.5, 1.5]), tape.Input(3.0));
        var output = (x * s).Sum().ToScalar() + Number.Exp(x.ElementAt(1));
        var gradient = tape.Gradient(output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gradient[s], Is.EqualTo(2));
            Assert.That(gradient[x].ToArray(), Is.EqualTo([3, 3 + Math.Exp(1.5)]));
        }
    }

    // y = stack(a, a b, 2): Σ y² → d/da = 2a + 2ab², d/db = 2a²b.
    [Test]
    public void Scalars_stack_to_a_tensor()
    {
        var (a, b) = (tape.Input(3.0), tape.Input(-2.0));
        var y = Real.Stack([a, a * b, 2]);
        var gradient = tape.Gradient((y * y).Sum());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(y.ToArray(), Is.EqualTo([3.0, -6, 2]));
            Assert.That(gradient[a], Is.EqualTo(6 + 24));
            Assert.That(gradient[b], Is.EqualTo(-36));
        }
    }

    [Test]
    public void Elements_used_between_tensor_operations_are_swept_in_the_order_of_recording()
    {
        // x → first element → back into a tensor → times x → element.
        var x = tape.Input([2], [2, 5]);
        var square = x.ElementAt(0) * x.ElementAt(0);
        var y = x * square;
        var gradient = tape.Gradient(y.ElementAt(1) * x.ElementAt(1)); // x₁² x₀²
        Assert.That(gradient[x].ToArray(), Is.EqualTo([2 * 2 * 25.0, 2 * 5 * 4]));
    }

    [Test]
    public void Operators_between_tensors_scalars_and_numbers()
    {
        var (x, s) = (tape.Input([2], [2, 5]), tape.Input(4.0));
        (Real Result, double[] Value, double ByScalar)[] all =
        [
            (x + s, [6, 9], 2), (s + x, [6, 9], 2), (x - s, [-2, 1], -2), (s - x, [2, -1], 2), (x * s, [8, 20], 7), (s * x, [8, 20], 7),
            (x / s, [0.5, 1.25], -7.0 / 16), (s / x, [2, 0.8], 0.7), (3 - (x * s), [-5, -17], -7), (3 / (s * (x / x)), [0.75, 0.75], -6.0 / 16),
        ];
        foreach (var (result, value, byScalar) in all)
        {
            using var gradient = tape.Gradient(result.Sum());
            Assert.That(result.ToArray(), Is.EqualTo(value).Within(1e-15));
            Assert.That(gradient[s], Is.EqualTo(byScalar).Within(1e-15));
        }
    }

    [Test]
    public void A_recorded_and_a_forward_sweep_go_through_both_kinds()
    {
        var (x, s) = (tape.Input([2], [0.5, 1.5]), tape.Input(3.0));
        var output = (x * s * s).Sum().ToScalar() * x.ElementAt(1);
        var byTensor = tape.RecordGradient(output, x)[0]; // (s² x₁, s² (x₀ + 2 x₁))
        using var second = tape.Gradient(byTensor.Sum()); // by s: 2 s (x₀ + 3 x₁); by x: (s², 3 s²)
        using var tangents = tape.Tangents([s], [1.0]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(byTensor.ToArray(), Is.EqualTo([13.5, 31.5]));
            Assert.That(second[s], Is.EqualTo(6 * 5.0));
            Assert.That(second[x].ToArray(), Is.EqualTo([9.0, 27]));
            Assert.That(tangents[output], Is.EqualTo(2 * 3 * 2 * 1.5));
        }
    }

    [Test]
    public void Several_sweeps_are_independent()
    {
        var x = tape.Input([2], [2, 5]);
        var (a, b) = ((x * x).Sum(), (3 * x).Sum());
        var (first, second, again) = (tape.Gradient(a), tape.Gradient(b), tape.Gradient(a));
        first.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second[x].ToArray(), Is.EqualTo([3.0, 3]));
            Assert.That(again[x].ToArray(), Is.EqualTo([4.0, 10]));
            Assert.That(() => first[x], Throws.InvalidOperationException);
        }
    }

    // An adjoint may be the seed itself, and must not be added to in place.
    [Test]
    public void A_seed_is_not_changed()
    {
        var seed = tape.Constant([2], [1, 10]);
        var x = tape.Input([2], [2, 5]);
        var u = x * 2;
        var w = -(-u);
        var y = x + w;
        for (int sweep = 0; sweep < 3; sweep++)
        {
            using var gradient = tape.Gradient(y, seed);
            Assert.That(gradient[x].ToArray(), Is.EqualTo([3.0, 30]));
        }

        Assert.That(seed.ToArray(), Is.EqualTo([1.0, 10]));
    }

    [Test]
    public void A_constant_that_a_pullback_returns_is_not_changed()
    {
        var weights = tape.Constant([2], [1, 10]);
        var x = tape.Input([2], [2, 5]);
        var y = (x * 2).Sum() + Real.Apply(new DotProduct(), x, weights);
        using var gradient = tape.Gradient(y);
        Assert.That(gradient[x].ToArray(), Is.EqualTo([3.0, 12]));
        Assert.That(weights.ToArray(), Is.EqualTo([1.0, 10]));
    }

    [Test]
    public void Seeds_of_another_shape_or_tape_are_refused_and_nothing_is_kept()
    {
        var y = tape.Input([2], [2, 5]) * 1;
        var before = (tape.Count, tape.Buffers.Lent);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => tape.Gradient(y, new Real([1], [1])), Throws.ArgumentException.With.Message.Contains("[2], the seed [1]"));
            Assert.That(() => tape.Gradient(y, new Tape<double>().Input([2], [1, 1])), Throws.InvalidOperationException.With.Message.Contains("another tape"));
            Assert.That(() => tape.Gradient(y), Throws.ArgumentException.With.Message.Contains("[2] has 2"));
            Assert.That((tape.Count, tape.Buffers.Lent), Is.EqualTo(before));
        }
    }

    [Test]
    public void A_rewind_keeps_what_is_older_and_frees_the_rest()
    {
        var x = tape.Input([100], new double[100]);
        var kept = tape.Gradient((x + 1).Sum());
        var mark = tape.Mark();
        var before = (tape.Count, tape.Buffers.Lent);
        for (int i = 0; i < 3; i++)
        {
            var y = Real.Lift<Exp>(x) * 2;
            var gradient = tape.Gradient(y.Sum());
            Assert.That(gradient[x].ToArray(), Is.All.EqualTo(2));
            tape.Rewind(mark);
            Assert.That((tape.Count, tape.Buffers.Lent), Is.EqualTo(before));
            Assert.That(() => y + 1, Throws.InvalidOperationException);
            Assert.That(() => gradient[x], Throws.InvalidOperationException);
        }

        Assert.That(kept[x].ToArray(), Is.All.EqualTo(1));
    }

    [Test]
    public void Adjoints_of_results_are_kept_on_demand()
    {
        var x = tape.Input([2], [2, 5]);
        var y = x * 3;
        var z = (x * y).Named("z");
        var output = z.Sum();
        var gradient = tape.Gradient(output);
        Assert.That(() => gradient[y], Throws.InvalidOperationException.With.Message.Contains("KeepsAdjoints"));
        Assert.That(gradient[z].ToArray(), Is.EqualTo([1.0, 1]), "it has a name");
        tape.KeepsAdjoints = true;
        Assert.That(tape.Gradient(output)[y].ToArray(), Is.EqualTo([2.0, 5]));
        Assert.That(tape.Read().Select(entry => entry.Name), Has.Member("z"));
    }

    [Test]
    public void Two_tapes_do_not_mix_and_nothing_is_recorded()
    {
        var other = new Tape<double>();
        var (x, y, s) = (tape.Input([2], [2, 5]), other.Input([2], [1, 1]), other.Input(3.0));
        var before = (tape.Count, tape.Buffers.Lent, other.Count, other.Buffers.Lent);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => x * y, Throws.InvalidOperationException.With.Message.Contains("two different tapes"));
            Assert.That(() => x * other.Constant(y), Throws.InvalidOperationException.With.Message.Contains("two different tapes"));
            Assert.That(() => x * s, Throws.InvalidOperationException.With.Message.Contains("two different tapes"));
            Assert.That(() => Real.Stack([tape.Gradient(x.Sum())[x].ElementAt(0), s, x.ElementAt(0)]), Throws.InvalidOperationException);
            Assert.That(() => other.Gradient(x.Sum()), Throws.InvalidOperationException.With.Message.Contains("another tape"));
            Assert.That((other.Count, other.Buffers.Lent), Is.EqualTo((before.Item3, before.Item4)));
            Assert.That((x * y.ToPlain()).ToArray(), Is.EqualTo([2.0, 5]));
        }
    }

    private static readonly Shape Wide = Shape.Of(3, 100);

    private static readonly TestCaseData[] SteadyLoops =
    [
        new TestCaseData((Func<Real, Real>)(x => (x * x).Sum())).SetArgDisplayNames("product"),
        new TestCaseData((Func<Real, Real>)(x => (Real.Lift<Tanh>((x * x) + 1) / 3).Sum())).SetArgDisplayNames("elementwise"),
        new TestCaseData((Func<Real, Real>)(x => x.Reshape(10, 100).Sum(0).BroadcastTo(Wide).Sum())).SetArgDisplayNames("views"),
        new TestCaseData((Func<Real, Real>)(x => (x * x.ElementAt(3)).Sum())).SetArgDisplayNames("elements"),
    ];

    [TestCaseSource(nameof(SteadyLoops))]
    public void A_steady_loop_allocates_nothing(Func<Real, Real> f)
    {
        double[] items = [.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)];
        Shape shape = [1000];
        var result = new double[1000];
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            var x = tape.Input(shape, items);
            tape.Gradient(f(x))[x].CopyTo(result);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    /// <summary>Σ xᵢ wᵢ, whose pullback gives the other operand as it is.</summary>
    private readonly record struct DotProduct : ITensorOperation<double>
    {
        public string Name => "dot";

        public Shape ShapeOf(ReadOnlySpan<Real> x) => Shape.Scalar;

        public void Value(ReadOnlySpan<Real> x, Memory<double> y) => y.Span[0] = System.Numerics.Tensors.TensorPrimitives.Dot(x[0].Span, x[1].Span);

        public Real Pullback(int operand, ReadOnlySpan<Real> x, Real y, Real adjoint) => x[1 - operand]; // right for the adjoint 1
    }
}

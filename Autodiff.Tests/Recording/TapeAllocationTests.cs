using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Recording;

/// <summary>A tape that has seen a recording of the same size takes no more memory for the next one.</summary>
public class TapeAllocationTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    private static readonly TestCaseData[] WarmLoops =
    [
        Loop("scalars", (tape, x) => Real.Exp(x[0]) * x[1] / (1 + (x[2] * x[2]))),
        Loop("ternary", (tape, x) => Real.FusedMultiplyAdd(x[0], x[1], x[2])),
        Loop("n-ary", (tape, x) => Functions.LogSumExp<Real>(x) + Functions.Norm<Real>(x)),
        Loop("names", (tape, x) => (x[0] * x[1]).Named("product")),
        Loop("labels", (tape, x) => tape.Record(1, x, [1, 2, 3], "mine")),
        Loop("rewinds", (tape, x) =>
        {
            var sum = x[0];
            for (int i = 0; i < 10; i++)
            {
                var mark = tape.Mark();
                double part = tape.Gradient(x[0] * x[1])[x[0]];
                tape.Rewind(mark);
                sum += part;
            }

            return sum;
        }),
        Loop("several chunks", (tape, x) =>
        {
            var sum = x[0];
            while (tape.Count < 140_000)
            {
                sum += x[1];
            }

            return sum;
        }),
    ];

    [TestCaseSource(nameof(WarmLoops))]
    public void A_warm_gradient_allocates_nothing(Func<Tape<double>, Real[], Real> f)
    {
        var (x, gradient) = (new Real[3], new double[3]);
        Assert.That(LeastAllocation(() =>
        {
            tape.Reset();
            tape.Inputs([0.5, 1.5, 2.5], x);
            tape.Gradient(f(tape, x)).CopyTo(x, gradient);
        }), Is.Zero);
    }

    [Test]
    public void Disposed_gradients_lend_their_memory_again()
    {
        var x = tape.Input(3);
        var y = x * x;
        Assert.That(LeastAllocation(() =>
        {
            using var gradient = tape.Gradient(y);
            _ = gradient[x];
        }), Is.Zero);
    }

    /// <summary>
    /// The bytes allocated by one run of ten. The least: a collection meanwhile, by whichever thread, charges this thread with the
    /// unused rest of its allocation buffer.
    /// </summary>
    private static long LeastAllocation(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static TestCaseData Loop(string name, Func<Tape<double>, Real[], Real> f) => new TestCaseData(f).SetArgDisplayNames(name);
}

using Autodiff.NN;

namespace Autodiff.Tests.Tensors;

/// <summary>A parameter that several tapes borrow, in turn or from several threads: each keeps the numbers that it joined with, and once warm none are copied.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ParameterSharingTests
{
    private const int Count = 4096;

    private readonly Tape<double> tape = new();

    private readonly Parameter<double> weight = new("weight", Tensor.Zeros<double>(Count));

    private static IEnumerable<TestCaseData> Changes =>
    [
        new TestCaseData((Action<Parameter<double>>)(its => its.Assign(Tensor.Full([Count], its.Span[0] + 1)))).SetArgDisplayNames("an assignment"),
        new TestCaseData((Action<Parameter<double>>)(its => Pointwise.Change(default(Ascent), Tensor.Ones<double>(Count), its))).SetArgDisplayNames("a formula"),
    ];

    [Test]
    public void A_layer_used_several_times_in_a_recording_allocates_nothing_once_warm([Values(2, 3, 8)] int uses)
    {
        var (norm, x, training) = (new BatchNorm<double>(Count), Tensor.Normal<double>([3, Count], new Random(1)), ForwardContext.Training());
        AssertWarm(_ =>
        {
            tape.Reset();
            var y = tape.Constant(x);
            for (int i = 0; i < uses; i++)
            {
                y = norm.Forward(y, training);
            }
        });
    }

    [Test]
    public void Tapes_in_turn_allocate_nothing_once_warm([Values(2, 3, 8)] int count)
    {
        Tape<double>[] tapes = [.. Enumerable.Range(0, count).Select(_ => new Tape<double>())];
        var ones = Tensor.Ones<double>(Count);
        AssertWarm(turn =>
        {
            var its = tapes[turn % count];
            its.Reset();
            its.Input(weight);
            Pointwise.Change(default(Ascent), ones, weight);
        });
    }

    [Test]
    public void What_many_tapes_borrowed_at_once_is_not_kept_for_ever()
    {
        Tape<double>[] tapes = [.. Enumerable.Range(0, 100).Select(_ => new Tape<double>())];
        var joined = new Tensor<double>[tapes.Length];
        for (int i = 0; i < tapes.Length; i++)
        {
            joined[i] = tapes[i].Input(weight);
            weight.Assign(Tensor.Full([Count], i + 1.0));
        }

        Assert.That(joined.Select(its => its.Span[^1]), Is.EqualTo(Enumerable.Range(0, 100)));
        Assert.That(weight.Array.SpareCount, Is.InRange(1, 8));
        foreach (var its in tapes)
        {
            its.Reset();
        }

        for (int i = 0; i < 100; i++)
        {
            weight.Assign(Tensor.Ones<double>(Count));
        }

        Assert.That(weight.Array.SpareCount, Is.Zero);
    }

    /// <summary>All numbers are equal before and after each change, so that a tape that had some of both would show it.</summary>
    [TestCaseSource(nameof(Changes))]
    public void What_a_tape_joined_with_is_whole_and_stays_while_another_thread_changes_it(object how)
    {
        const int Joinings = 20_000;
        var change = (Action<Parameter<double>>)how;
        using var joined = new CancellationTokenSource();
        var changing = Task.Run(() =>
        {
            while (!joined.IsCancellationRequested)
            {
                change(weight);
            }
        });
        int torn = 0;
        for (int i = 0; i < Joinings; i++)
        {
            tape.Reset();
            var numbers = tape.Input(weight).Span;
            double first = numbers[0];
            torn += numbers.ContainsAnyExcept(first) || numbers.ContainsAnyExcept(first) ? 1 : 0;
        }

        joined.Cancel();
        Assert.That(changing.Wait(TimeSpan.FromMinutes(1)));
        Assert.That(torn, Is.Zero);
    }

    [Test]
    public void Tapes_of_many_threads_borrow_and_give_back_as_often()
    {
        const int Joinings = 20_000;
        Parallel.For(0, 4, _ =>
        {
            var its = new Tape<double>();
            for (int i = 0; i < Joinings; i++)
            {
                its.Reset();
                its.Input(weight);
            }

            its.Reset();
        });
        Assert.That(weight.Array.Node.Buffer!.Users, Is.Zero);
    }

    [Test]
    public void Formulas_that_change_the_same_parameters_in_other_places_do_not_wait_for_each_other_for_ever()
    {
        var (other, ones) = (new Parameter<double>("other", Tensor.Zeros<double>(Count)), Tensor.Ones<double>(Count));
        var both = Task.WhenAll(Task.Run(() => Change(weight, other)), Task.Run(() => Change(other, weight)));
        Assert.That(both.Wait(TimeSpan.FromMinutes(1)));
        Assert.That(weight.Span.ToArray().Concat(other.Span.ToArray()), Is.All.EqualTo(10_000));

        void Change(Parameter<double> a, Parameter<double> b)
        {
            for (int i = 0; i < 5_000; i++)
            {
                Pointwise.Change(default(BothAscend), ones, a, b);
            }
        }
    }

    private static void AssertWarm(Action<int> step)
    {
        for (int turn = 0; turn < 60; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            step(turn);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (turn >= 30)
            {
                Assert.That(allocated, Is.Zero, $"turn {turn}");
            }
        }
    }

    private readonly struct Ascent : IPointwiseChange
    {
        public void Change<TNumber>(TNumber given, ref TNumber a, ref TNumber b, ref TNumber c, ref TNumber d) where TNumber : struct, IPointwise<TNumber> => a += given;
    }

    private readonly struct BothAscend : IPointwiseChange
    {
        public void Change<TNumber>(TNumber given, ref TNumber a, ref TNumber b, ref TNumber c, ref TNumber d) where TNumber : struct, IPointwise<TNumber>
        {
            a += given;
            b += given;
        }
    }
}

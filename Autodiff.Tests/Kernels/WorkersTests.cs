namespace Autodiff.Tests.Kernels;

/// <summary>Parts of a piece of work: each once, on any thread, exceptions to the caller, nothing allocated.</summary>
[NonParallelizable] // sets the number of threads of the process
public class WorkersTests
{
    private int threads;

    [SetUp]
    public void Remember() => threads = Parallelism.Threads;

    [TearDown]
    public void Restore() => Parallelism.Threads = threads;

    [Test]
    public void Every_part_runs_once([Values(1, 2, 5)] int count, [Values(0, 1, 2, 3, 64, 1000)] int parts)
    {
        Parallelism.Threads = count;
        for (int repetition = 0; repetition < 200; repetition++)
        {
            int[] runs = new int[parts];
            Workers.Run(parts, new Count(runs));
            Assert.That(runs, Is.All.EqualTo(1));
        }
    }

    [Test]
    public void One_thread_means_the_callers([Values(1, 40)] int parts)
    {
        Parallelism.Threads = 1;
        int[] ids = new int[parts];
        Workers.Run(parts, new Identify(ids));
        Assert.That(ids, Is.All.EqualTo(Environment.CurrentManagedThreadId));
    }

    [Test]
    public void Helpers_take_part()
    {
        Parallelism.Threads = 2;
        using var both = new Barrier(2);
        Workers.Run(2, new Meet(both)); // returns only if two threads are inside at once
        Assert.That(both.CurrentPhaseNumber, Is.EqualTo(1));
    }

    [Test]
    public void Helpers_wake_up_again_after_idling()
    {
        Parallelism.Threads = 2;
        for (int repetition = 0; repetition < 5; repetition++)
        {
            Thread.Sleep(2);
            Helpers_take_part();
        }
    }

    [Test]
    public void Parts_may_share_work_of_their_own()
    {
        Parallelism.Threads = 3;
        int[][] runs = [.. Enumerable.Range(0, 50).Select(_ => new int[20])];
        Workers.Run(runs.Length, new Nested(runs));
        Assert.That(runs.SelectMany(row => row), Is.All.EqualTo(1));
    }

    [Test]
    public void Several_threads_may_call_at_once()
    {
        Parallelism.Threads = 3;
        int[][] runs = [.. Enumerable.Range(0, 4).Select(_ => new int[1000])];
        Thread[] callers = [.. runs.Select(row => new Thread(() =>
        {
            for (int repetition = 0; repetition < 300; repetition++)
            {
                Workers.Run(row.Length, new Count(row));
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.That(runs.SelectMany(row => row), Is.All.EqualTo(300));
    }

    [Test]
    public void The_first_failing_part_is_heard([Values(1, 2, 4)] int count)
    {
        Parallelism.Threads = count;
        for (int repetition = 0; repetition < 100; repetition++)
        {
            int[] runs = new int[100];
            Assert.That(() => Workers.Run(runs.Length, new FailFrom(37, runs)), Throws.InvalidOperationException.With.Message.EqualTo("part 37"));
            Assert.That(runs[..37], Is.All.EqualTo(1), "parts before the failing one");
        }

        int[] after = new int[100];
        Workers.Run(after.Length, new Count(after));
        Assert.That(after, Is.All.EqualTo(1), "the next work");
    }

    [Test]
    public void Sharing_allocates_nothing([Values(1, 2, 3)] int count)
    {
        Parallelism.Threads = count;
        int[] runs = new int[8];
        Workers.Run(runs.Length, new Count(runs));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repetition = 0; repetition < 100; repetition++)
        {
            Workers.Run(runs.Length, new Count(runs));
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private readonly struct Count(int[] runs) : IWork
    {
        public void Run(int part) => Interlocked.Increment(ref runs[part]);
    }

    private readonly struct Identify(int[] ids) : IWork
    {
        public void Run(int part) => ids[part] = Environment.CurrentManagedThreadId;
    }

    private readonly struct Meet(Barrier barrier) : IWork
    {
        public void Run(int part)
        {
            if (!barrier.SignalAndWait(TimeSpan.FromSeconds(30)))
            {
                throw new TimeoutException("The other thread did not come.");
            }
        }
    }

    private readonly struct Nested(int[][] runs) : IWork
    {
        public void Run(int part) => Workers.Run(runs[part].Length, new Count(runs[part]));
    }

    private readonly struct FailFrom(int first, int[] runs) : IWork
    {
        public void Run(int part)
        {
            Interlocked.Increment(ref runs[part]);
            if (part >= first)
            {
                throw new InvalidOperationException($"part {part}");
            }
        }
    }
}

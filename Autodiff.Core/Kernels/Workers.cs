namespace Autodiff;

/// <summary>Shares the parts of a piece of work among the caller and a few helper threads, without allocating.</summary>
/// <remarks>
/// One piece of work at a time has the helpers. Whoever comes meanwhile, from another thread or from inside a part, does
/// its own work alone, so nobody ever waits for somebody who may wait for him.
/// </remarks>
internal static partial class Workers
{
    private static Helper[] helpers = []; // read and grown only by the one who holds the lease
    private static int leased;

    /// <summary>
    /// Runs the parts 0..parts-1, each once, and returns when all are done. When parts throw, no further ones are begun,
    /// and the exception of the first part that threw, the one a plain loop would have met, reaches the caller.
    /// </summary>
    public static void Run<TWork>(int parts, in TWork work) where TWork : struct, IWork
    {
        int wanted = Math.Min(Parallelism.Threads, parts) - 1;
        if (wanted <= 0 || Interlocked.CompareExchange(ref leased, 1, 0) != 0)
        {
            for (int part = 0; part < parts; part++)
            {
                work.Run(part);
            }

            return;
        }

        try
        {
            Share(parts, work, wanted);
        }
        finally
        {
            Volatile.Write(ref leased, 0);
        }
    }

    private static void Share<TWork>(int parts, in TWork work, int wanted) where TWork : struct, IWork
    {
        Hire(wanted);
        var job = Job<TWork>.Instance;
        job.Begin(parts, work);
        for (int i = 0; i < wanted; i++)
        {
            helpers[i].Assign(job);
        }

        job.TakeParts();
        for (int i = 0; i < wanted; i++)
        {
            helpers[i].Release();
        }

        job.End();
    }

    private static void Hire(int wanted)
    {
        if (helpers.Length >= wanted)
        {
            return;
        }

        var more = new Helper[wanted];
        helpers.CopyTo(more, 0);
        for (int i = helpers.Length; i < wanted; i++)
        {
            more[i] = new Helper();
        }

        helpers = more;
    }
}

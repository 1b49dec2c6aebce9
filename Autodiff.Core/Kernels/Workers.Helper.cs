using System.Diagnostics;

namespace Autodiff;

internal static partial class Workers
{
    /// <summary>A background thread that waits for a job: awake for some microseconds after the last one, then parked.</summary>
    private sealed class Helper
    {
        private const int Free = 0;
        private const int Assigned = 1;
        private const int Working = 2;

        // Kernels that follow each other at once find the helper awake (0.1 µs instead of 20-60 µs); longer would take a core from others.
        private static readonly long awake = Stopwatch.Frequency * 30 / 1_000_000;

        private readonly object parking = new();
        private Job? job;
        private int state;
        private bool parked;

        public Helper() => new Thread(Live) { IsBackground = true, Name = "Autodiff helper" }.Start();

        /// <summary>Gives a free helper a job.</summary>
        public void Assign(Job given)
        {
            job = given;
            Interlocked.Exchange(ref state, Assigned); // a full fence: either we see it parked, or it sees this before it parks
            if (Volatile.Read(ref parked))
            {
                lock (parking)
                {
                    Monitor.Pulse(parking);
                }
            }
        }

        /// <summary>Returns when the helper is free: at once if it has not begun, since no part is left for it, else after its last part.</summary>
        public void Release()
        {
            if (Interlocked.CompareExchange(ref state, Free, Assigned) == Working)
            {
                var spin = default(SpinWait);
                while (Volatile.Read(ref state) != Free)
                {
                    spin.SpinOnce(sleep1Threshold: -1); // sleeping would cost a millisecond, the length of many a whole job
                }
            }

            job = null;
        }

        private void Live()
        {
            while (true)
            {
                AwaitJob();
                if (Interlocked.CompareExchange(ref state, Working, Assigned) == Assigned)
                {
                    job!.TakeParts();
                    Volatile.Write(ref state, Free);
                }
            }
        }

        private void AwaitJob()
        {
            long start = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref state) != Assigned)
            {
                if (Stopwatch.GetTimestamp() - start < awake)
                {
                    Thread.SpinWait(1);
                    continue;
                }

                Park();
                start = Stopwatch.GetTimestamp();
            }
        }

        private void Park()
        {
            lock (parking)
            {
                Volatile.Write(ref parked, true);
                Interlocked.MemoryBarrier(); // the other half of the fence in Assign
                if (Volatile.Read(ref state) != Assigned)
                {
                    Monitor.Wait(parking); // woken too late for one job, it is awake for the next: no loop here
                }

                Volatile.Write(ref parked, false);
            }
        }
    }
}

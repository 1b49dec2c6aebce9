using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Autodiff;

internal static partial class Workers
{
    /// <summary>A piece of work as the helpers see it: parts to be taken until none is left.</summary>
    private abstract class Job
    {
        private readonly Lock failing = new();
        private ExceptionDispatchInfo? failure;
        private int failedPart;
        private int next;

        /// <summary>The number of parts, or of those before the first that has thrown.</summary>
        private int parts;

        /// <summary>Takes and does parts until none is left.</summary>
        [SuppressMessage("Design", "CA1031", Justification = "Whatever a part throws belongs to the caller, on whose thread it is thrown again.")]
        public void TakeParts()
        {
            int part;
            while ((part = Interlocked.Increment(ref next) - 1) < Volatile.Read(ref parts))
            {
                try
                {
                    Do(part);
                }
                catch (Exception exception)
                {
                    Fail(part, exception);
                }
            }
        }

        protected abstract void Do(int part);

        protected void Begin(int count) => (parts, next) = (count, 0);

        /// <summary>Throws what the first failing part threw.</summary>
        protected void ThrowIfFailed()
        {
            var thrown = failure;
            failure = null;
            thrown?.Throw();
        }

        /// <summary>Parts are taken in order, and those before a failing one are still done: the first that fails is always among those seen here.</summary>
        private void Fail(int part, Exception exception)
        {
            lock (failing)
            {
                Volatile.Write(ref parts, Math.Min(parts, part));
                if (failure is null || part < failedPart)
                {
                    (failure, failedPart) = (ExceptionDispatchInfo.Capture(exception), part);
                }
            }
        }
    }

    /// <summary>The one job for works of a type: whoever holds the lease of the helpers holds it too.</summary>
    private sealed class Job<TWork> : Job where TWork : struct, IWork
    {
        private TWork work;

        public static Job<TWork> Instance { get; } = new();

        public void Begin(int count, in TWork todo)
        {
            work = todo;
            Begin(count);
        }

        public void End()
        {
            work = default; // or it would keep the caller's arrays alive
            ThrowIfFailed();
        }

        protected override void Do(int part) => work.Run(part);
    }
}

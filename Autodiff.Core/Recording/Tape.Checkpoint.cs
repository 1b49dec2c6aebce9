using System.Runtime.InteropServices;

namespace Autodiff;

// Checkpoints: Griewank 1992, Chen et al. 2016 (arXiv:1604.06174). The entries of a checkpoint stay on the tape as data; only
// the elements are given back, and a sweep computes them again from what went in, one checkpoint at a time.
public sealed partial class Tape<T>
{
    private readonly List<Region<T>> regions = []; // in the order in which they ended, inner before outer
    private readonly Stack<Region<T>> restored = [];
    private readonly Stack<Region<T>> freeRegions = [];
    private Region<T>? region;

    /// <summary>
    /// f(x), keeping only the result: what f records on the way is computed again when a sweep comes to it. Saves memory for the time of
    /// one more evaluation of f.
    /// </summary>
    /// <remarks>
    /// A chain of n equal steps in √n checkpoints of √n steps each needs memory like √n; checkpoints inside checkpoints need
    /// less still. Recorded tensors that f takes from around it are kept as its operand is. Random tensors are made outside, as
    /// constants. The elements of a tensor from inside are there for the asking, at the price of computing them. A recorded sweep
    /// (<see cref="RecordGradient(Tensor{T}, ReadOnlySpan{Tensor{T}})"/>) records what it reads, so it saves nothing there.
    /// </remarks>
    /// <param name="f">The computation.</param>
    /// <param name="x">What it is computed from.</param>
    /// <exception cref="ArgumentNullException">There is no f.</exception>
    public Tensor<T> Checkpoint(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(f);
        using var attempt = Attempt<T>.On(this);
        using var inside = new Inside(this);
        return attempt.Done(inside.Keep(f(x)));
    }

    /// <summary>f(x₁, x₂, …) of several tensors, keeping only the result; see <see cref="Checkpoint(Func{Tensor{T}, Tensor{T}}, Tensor{T})"/>.</summary>
    /// <param name="f">The computation.</param>
    /// <param name="x">What it is computed from.</param>
    /// <exception cref="ArgumentNullException">There is no f.</exception>
    public Tensor<T> Checkpoint(Func<ReadOnlySpan<Tensor<T>>, Tensor<T>> f, params ReadOnlySpan<Tensor<T>> x)
    {
        ArgumentNullException.ThrowIfNull(f);
        using var attempt = Attempt<T>.On(this);
        using var inside = new Inside(this);
        return attempt.Done(inside.Keep(f(x)));
    }

    /// <summary>Brings back what the pullback of a node reads, when it is in checkpoints, and gives back the checkpoints that the sweep has left.</summary>
    internal void EnterRegion(TensorNode<T> node)
    {
        while (restored.TryPeek(out var innermost) && !innermost.Contains(node))
        {
            GiveBack(restored.Pop());
        }

        if (node.Home is { IsOpen: false } its && !restored.Contains(its))
        {
            Restore(its);
        }
    }

    /// <summary>Gives back the checkpoints that a sweep brought back.</summary>
    internal void LeaveRegions()
    {
        while (restored.TryPop(out var left))
        {
            GiveBack(left);
        }
    }

    /// <summary>The time during which a checkpoint is recorded: ends, however f does, when it is disposed of.</summary>
    private readonly ref struct Inside
    {
        private readonly Tape<T> tape;
        private readonly Region<T> region;

        public Inside(Tape<T> tape)
        {
            if (!tape.freeRegions.TryPop(out var free))
            {
                free = new();
            }

            (this.tape, region) = (tape, free);
            (region.Parent, region.First, region.End) = (tape.region, tape.nodes.Count, Region<T>.Open);
            tape.region = region;
        }

        /// <summary>The result belongs to what is around the checkpoint.</summary>
        public Tensor<T> Keep(Tensor<T> result)
        {
            if (result.IsRecorded && result.Tape == tape && result.Node.Region == region)
            {
                result.Node.Region = region.Parent;
                result.Node.IsRead = true;
            }

            return result;
        }

        public void Dispose()
        {
            tape.region = region.Parent;
            region.End = tape.nodes.Count;
            tape.regions.Add(region);
            tape.GiveBack(region);
        }
    }

    /// <summary>Computes the elements of a checkpoint again, but for those inside of the checkpoints in it.</summary>
    private void Restore(Region<T> its)
    {
        if (its.Parent is { IsOpen: false } parent && !restored.Contains(parent))
        {
            Restore(parent);
        }

        restored.Push(its);
        int next = 0;
        while (regions[next].First < its.First)
        {
            next++;
        }

        for (int number = its.First; number < its.End; number++)
        {
            var node = nodes[number];
            if (node.Buffer is null)
            {
                ComputeAgain(node);
            }

            for (; regions[next] != its && regions[next].End <= number + 1; next++)
            {
                GiveBack(regions[next]);
            }
        }

    }

    private void GiveBack(Region<T> left)
    {
        for (int number = left.First; number < left.End; number++)
        {
            var node = nodes[number];
            if (node is { Region: { } its, Operation: not null, IsNamed: false, IsPinned: false, Buffer: not null } && its.IsInside(left))
            {
                ReleaseBuffer(node);
            }
        }
    }

    /// <summary>Forgets the checkpoints recorded since there were so many tensors; one in which the mark was made ends there.</summary>
    private void ForgetRegions(int nodeCount)
    {
        int kept = 0;
        for (int i = 0; i < regions.Count; i++)
        {
            var known = regions[i];
            if (known.First < nodeCount)
            {
                known.End = Math.Min(known.End, nodeCount);
                regions[kept++] = known;
            }
            else
            {
                freeRegions.Push(known);
            }
        }

        CollectionsMarshal.SetCount(regions, kept);
    }
}

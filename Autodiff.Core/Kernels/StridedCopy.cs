using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>Writes or adds elements from one layout to another of the same shape, no two of which stand in the same place.</summary>
internal static class StridedCopy
{
    /// <summary>Copies the elements.</summary>
    public static void Run<T>(Layout from, T[] items, Layout to, Memory<T> destination) where T : IFloatingPointIeee754<T> =>
        Run<T, Assignment<T>>(from, items, to, destination);

    /// <summary>Adds the elements to those that are there.</summary>
    public static void Add<T>(Layout from, T[] items, Layout to, Memory<T> destination) where T : IFloatingPointIeee754<T> =>
        Run<T, Addition<T>>(from, items, to, destination);

    private static void Run<T, TPut>(Layout from, T[] items, Layout to, Memory<T> destination)
        where T : IFloatingPointIeee754<T>
        where TPut : struct, IPut<T>
    {
        if (from.Shape.ElementCount == 0)
        {
            return;
        }

        // The last axes that stand side by side in both are moved as one block.
        int axes = from.Shape.Rank;
        int block = 1;
        while (axes > 0 && IsContinued(from, axes - 1, block) && IsContinued(to, axes - 1, block))
        {
            block *= from.Shape.Lengths[--axes];
        }

        if (axes == 0)
        {
            Workers.RunRange(block, 1, new Block<T, TPut>(items.AsMemory(from.Offset), destination[to.Offset..]));
        }
        else
        {
            Workers.RunRange(from.Shape.Lengths[0], from.Shape.ElementCount / from.Shape.Lengths[0], new Walk<T, TPut>(from, items, to, destination, axes, block));
        }
    }

    private static bool IsContinued(Layout layout, int axis, int block) => layout.Shape.Lengths[axis] == 1 || layout.Strides[axis] == block;

    /// <summary>What is done with an element and the place it goes to.</summary>
    private interface IPut<T>
    {
        static abstract void Put(T x, ref T place);

        static abstract void Put(ReadOnlySpan<T> x, Span<T> places);
    }

    private readonly struct Assignment<T> : IPut<T>
    {
        public static void Put(T x, ref T place) => place = x;

        public static void Put(ReadOnlySpan<T> x, Span<T> places) => x.CopyTo(places);
    }

    private readonly struct Addition<T> : IPut<T> where T : IFloatingPointIeee754<T>
    {
        public static void Put(T x, ref T place) => place += x;

        public static void Put(ReadOnlySpan<T> x, Span<T> places) => TensorPrimitives.Add(places, x, places);
    }

    /// <summary>Elements side by side on both sides.</summary>
    private readonly struct Block<T, TPut>(Memory<T> items, Memory<T> destination) : IRangeWork where TPut : struct, IPut<T>
    {
        public void Run(int start, int end) => TPut.Put(items.Span[start..end], destination.Span[start..end]);
    }

    /// <summary>Blocks that are reached along some axes; a range of indices along the first.</summary>
    private readonly struct Walk<T, TPut>(Layout from, T[] items, Layout to, Memory<T> destination, int axes, int block) : IRangeWork
        where TPut : struct, IPut<T>
    {
        public void Run(int start, int end) =>
            Put(0, end - start, from.Offset + (start * from.Strides[0]), to.Offset + (start * to.Strides[0]), destination.Span);

        /// <summary>What stands along one axis and those after it.</summary>
        private void Put(int axis, int length, int read, int write, Span<T> places)
        {
            var (readStep, writeStep) = (from.Strides[axis], to.Strides[axis]);
            bool isLast = axis == axes - 1;
            for (int i = 0; i < length; i++)
            {
                if (!isLast)
                {
                    Put(axis + 1, from.Shape.Lengths[axis + 1], read, write, places);
                }
                else if (block == 1)
                {
                    TPut.Put(items[read], ref places[write]);
                }
                else
                {
                    TPut.Put(items.AsSpan(read, block), places.Slice(write, block));
                }

                read += readStep;
                write += writeStep;
            }
        }
    }
}

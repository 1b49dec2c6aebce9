namespace Autodiff;

/// <summary>Copies elements from one layout to another of the same shape.</summary>
internal static class StridedCopy
{
    public static void Run<T>(Layout from, ReadOnlySpan<T> items, Layout to, Span<T> destination)
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

        new Walk<T>(from, items, to, destination, axes, block).Copy(0, from.Offset, to.Offset);
    }

    private static bool IsContinued(Layout layout, int axis, int block) => layout.Shape.Lengths[axis] == 1 || layout.Strides[axis] == block;

    private readonly ref struct Walk<T>(Layout from, ReadOnlySpan<T> items, Layout to, Span<T> destination, int axes, int block)
    {
        private readonly ReadOnlySpan<int> lengths = from.Shape.Lengths;
        private readonly ReadOnlySpan<int> readSteps = from.Strides.Span;
        private readonly ReadOnlySpan<int> writeSteps = to.Strides.Span;
        private readonly ReadOnlySpan<T> items = items;
        private readonly Span<T> destination = destination;

        /// <summary>Copies what stands along one axis and those after it.</summary>
        public void Copy(int axis, int read, int write)
        {
            if (axis == axes)
            {
                items.Slice(read, block).CopyTo(destination[write..]);
                return;
            }

            var (readStep, writeStep) = (readSteps[axis], writeSteps[axis]);
            if (axis == axes - 1 && block == 1)
            {
                for (int i = 0; i < lengths[axis]; i++)
                {
                    destination[write + (i * writeStep)] = items[read + (i * readStep)];
                }

                return;
            }

            for (int i = 0; i < lengths[axis]; i++)
            {
                Copy(axis + 1, read + (i * readStep), write + (i * writeStep));
            }
        }
    }
}

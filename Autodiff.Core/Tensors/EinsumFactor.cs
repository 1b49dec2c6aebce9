using System.Numerics;

namespace Autodiff;

/// <summary>A tensor on the way through an equation, with the names of its axes.</summary>
internal readonly struct EinsumFactor<T>(Tensor<T> tensor, EinsumLabels labels) where T : IFloatingPointIeee754<T>
{
    private readonly EinsumLabels labels = labels;

    public Tensor<T> Tensor { get; } = tensor;

    /// <summary>x(.., i, .., i, ..) becomes x(.., i): the diagonal wherever a letter is there twice.</summary>
    public EinsumFactor<T> WithDiagonals()
    {
        for (int axis = 0; axis < labels.Count; axis++)
        {
            int second = labels.IndexOf(labels[axis], axis + 1);
            if (second >= 0)
            {
                var rest = labels;
                rest.RemoveAt(second);
                rest.RemoveAt(axis);
                rest.Add(labels[axis]);
                var diagonal = Tensor.MoveAxis(axis, -1).MoveAxis(second - 1, -1).Diagonal();
                return new EinsumFactor<T>(diagonal, rest).WithDiagonals();
            }
        }

        return this;
    }

    /// <summary>The sum over the axes that neither has.</summary>
    public EinsumFactor<T> Summed(in EinsumLabels other, in EinsumLabels later)
    {
        var kept = default(EinsumLabels);
        Span<int> axes = stackalloc int[labels.Count];
        int count = 0;
        for (int axis = 0; axis < labels.Count; axis++)
        {
            if (other.Contains(labels[axis]) || later.Contains(labels[axis]))
            {
                kept.Add(labels[axis]);
            }
            else
            {
                axes[count++] = axis;
            }
        }

        return new(Tensor.Sum(axes[..count]), kept);
    }

    /// <summary>The axes in this order.</summary>
    public EinsumFactor<T> Ordered(in EinsumLabels order) => new(Tensor.Permute(order.AxesIn(labels, stackalloc int[order.Count])), order);

    /// <summary>The product of two, summed over the axes that both have and <paramref name="later"/> has not.</summary>
    public static EinsumFactor<T> Product(EinsumFactor<T> left, EinsumFactor<T> right, in EinsumLabels later)
    {
        (left, right) = (left.Summed(right.labels, later), right.Summed(left.labels, later));
        var (batch, summed, rows, columns) = (default(EinsumLabels), default(EinsumLabels), default(EinsumLabels), default(EinsumLabels));
        for (int axis = 0; axis < left.labels.Count; axis++)
        {
            byte label = left.labels[axis];
            if (!right.labels.Contains(label))
            {
                rows.Add(label);
            }
            else if (later.Contains(label))
            {
                batch.Add(label);
            }
            else
            {
                summed.Add(label);
            }
        }

        for (int axis = 0; axis < right.labels.Count; axis++)
        {
            if (!left.labels.Contains(right.labels[axis]))
            {
                columns.Add(right.labels[axis]);
            }
        }

        var a = left.Grouped(batch, rows, summed);
        var b = right.Grouped(batch, summed, columns);

        // Where nothing is summed, products of matrices would be products of numbers, one by one.
        var product = summed.Count == 0 && (rows.Count == 0 || columns.Count == 0) ? a * b : a.MatMul(b);
        return Ungrouped(product, batch, left, rows, right, columns);
    }

    /// <summary>The batch, and then the axes of each group as one.</summary>
    private Tensor<T> Grouped(in EinsumLabels batch, in EinsumLabels first, in EinsumLabels second)
    {
        var order = batch;
        order.AddAll(first);
        order.AddAll(second);
        var ordered = Ordered(order).Tensor;
        Span<int> lengths = stackalloc int[batch.Count + 2];
        ordered.Shape.Lengths[..batch.Count].CopyTo(lengths);
        lengths[^2] = Shape.Of(ordered.Shape.Lengths.Slice(batch.Count, first.Count)).ElementCount;
        lengths[^1] = Shape.Of(ordered.Shape.Lengths[(batch.Count + first.Count)..]).ElementCount;
        return ordered.Reshape(Shape.Of(lengths));
    }

    /// <summary>The rows and columns as the axes that they stand for.</summary>
    private static EinsumFactor<T> Ungrouped(
        Tensor<T> product, in EinsumLabels batch, in EinsumFactor<T> left, in EinsumLabels rows, in EinsumFactor<T> right, in EinsumLabels columns)
    {
        var order = batch;
        order.AddAll(rows);
        order.AddAll(columns);
        Span<int> lengths = stackalloc int[order.Count];
        product.Shape.Lengths[..batch.Count].CopyTo(lengths);
        for (int i = batch.Count; i < lengths.Length; i++)
        {
            int axis = left.labels.IndexOf(order[i]);
            lengths[i] = axis >= 0 ? left.Tensor.Shape[axis] : right.Tensor.Shape[right.labels.IndexOf(order[i])];
        }

        return new(product.Reshape(Shape.Of(lengths)), order);
    }
}

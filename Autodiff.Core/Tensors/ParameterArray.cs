using System.Numerics;

namespace Autodiff;

/// <summary>What all handles of a parameter share: its elements, and what holds for it wherever it is used.</summary>
internal sealed class ParameterArray<T> where T : IFloatingPointIeee754<T>
{
    public ParameterArray(Tensor<T> start, string label)
    {
        var items = start.ToArray();
        Node = new() { Layout = Layout.RowMajor(start.Shape), Buffer = new(items), Origin = this, Stamp = 1 };
        Label = label;
    }

    /// <summary>The elements as a plain tensor; its stamp counts the changes.</summary>
    public TensorNode<T> Node { get; }

    /// <summary>The name that tapes print: the path from the outermost model that holds the parameter.</summary>
    public string Label { get; set; }

    public bool IsFrozen { get; set; }

    public Func<Tensor<T>, Tensor<T>>? Regularizer { get; set; }

    public Func<Tensor<T>, Tensor<T>>? Constraint { get; set; }

    public Span<T> Elements => Node.Buffer!.Items;
}

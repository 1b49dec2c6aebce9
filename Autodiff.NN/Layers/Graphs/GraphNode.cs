using System.Numerics;

namespace Autodiff.NN;

/// <summary>A tensor that a <see cref="GraphModel{T}"/> is going to compute, or is given: made by <see cref="Graph"/>, and never changed.</summary>
public sealed class GraphNode<T> where T : IFloatingPointIeee754<T>
{
    private readonly GraphNode<T>[] operands;

    internal GraphNode(string? name, ILayer<T>? layer, GraphFunction<T>? function, ReadOnlySpan<GraphNode<T>> operands)
    {
        foreach (var operand in operands)
        {
            ArgumentNullException.ThrowIfNull(operand, nameof(operands));
        }

        (Name, Layer, Function, this.operands) = (name, layer, function, operands.ToArray());
    }

    /// <summary>What it is called; null when it was not given a name.</summary>
    public string? Name { get; }

    /// <summary>What it is computed from. These were made before it, so there are no cycles.</summary>
    public IReadOnlyList<GraphNode<T>> Operands => operands;

    internal ILayer<T>? Layer { get; }

    internal GraphFunction<T>? Function { get; }

    internal Tensor<T> Evaluate(ReadOnlySpan<Tensor<T>> operands, ForwardContext context) =>
        Layer is null ? Function!(operands, context) : Layer.Forward(operands[0], context);
}

/// <summary>A function of several tensors, without parameters of its own.</summary>
/// <param name="operands">The tensors.</param>
/// <param name="context">Training or inference, and where random numbers come from.</param>
public delegate Tensor<T> GraphFunction<T>(ReadOnlySpan<Tensor<T>> operands, ForwardContext context) where T : IFloatingPointIeee754<T>;

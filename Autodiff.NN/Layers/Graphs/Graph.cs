using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// Makes the nodes of a <see cref="GraphModel{T}"/>: <c>var x = Graph.Input&lt;float&gt;("x"); var y = Graph.Add(x, dense.On(x));</c>.
/// </summary>
public static class Graph
{
    /// <summary>A tensor that the model is given.</summary>
    /// <param name="name">What it is called in messages.</param>
    public static GraphNode<T> Input<T>(string name) where T : IFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(name, layer: null, function: null, []);
    }

    /// <summary>The output of a layer. A layer that stands on several nodes is shared: its parameters are the same in all.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="operand">What it is applied to.</param>
    /// <param name="name">What its parameters are listed under; its place among the layers when left out.</param>
    public static GraphNode<T> On<T>(this ILayer<T> layer, GraphNode<T> operand, string? name = null) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        return new(name, layer, function: null, [operand]);
    }

    /// <summary>The sum of nodes, which broadcast.</summary>
    /// <param name="operands">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static GraphNode<T> Add<T>(params ReadOnlySpan<GraphNode<T>> operands) where T : IFloatingPointIeee754<T> => Of(
        static (x, _) =>
        {
            var sum = x[0];
            foreach (var term in x[1..])
            {
                sum += term;
            }

            return sum;
        },
        operands);

    /// <summary>The product of nodes element by element, which broadcast.</summary>
    /// <param name="operands">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static GraphNode<T> Multiply<T>(params ReadOnlySpan<GraphNode<T>> operands) where T : IFloatingPointIeee754<T> => Of(
        static (x, _) =>
        {
            var product = x[0];
            foreach (var factor in x[1..])
            {
                product *= factor;
            }

            return product;
        },
        operands);

    /// <summary>Nodes one after the other along an axis they have.</summary>
    /// <param name="axis">The axis; a negative one counts from the last. Axis 0 is the examples, axis 1 the channels of images.</param>
    /// <param name="operands">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static GraphNode<T> Concat<T>(int axis, params ReadOnlySpan<GraphNode<T>> operands) where T : IFloatingPointIeee754<T> =>
        Of((x, _) => Tensor.Concat(axis, x), operands);

    /// <summary>Any function of nodes.</summary>
    /// <param name="function">The function, of as many tensors as operands.</param>
    /// <param name="operands">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static GraphNode<T> Of<T>(GraphFunction<T> function, params ReadOnlySpan<GraphNode<T>> operands) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        return operands.IsEmpty
            ? throw new ArgumentException("A function of no nodes would be the same for every input. Give at least one node, or make it a parameter of a layer.", nameof(operands))
            : new(name: null, layer: null, function, operands);
    }
}

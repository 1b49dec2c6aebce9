using System.Buffers;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// Layers joined in any way without cycles, with several inputs and outputs, shared layers and connections that skip layers:
/// <c>var model = new GraphModel&lt;float&gt;([a, b], [y, z])</c>. What the functional interface of Keras makes.
/// </summary>
/// <remarks>
/// Parameters are listed under the names that their layers were given, or else under the places "0", "1", … of the layers in the order in which
/// they are computed, so that a chain is listed as a <see cref="Sequential{T}"/> is. A shared layer is listed once, where it is first.
/// </remarks>
public sealed class GraphModel<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly GraphNode<T>[] order;
    private readonly int[][] operands;
    private readonly int[] inputs;
    private readonly int[] outputs;
    private readonly int mostOperands;

    /// <summary>The model that computes outputs from inputs.</summary>
    /// <param name="inputs">Made by <see cref="Graph.Input"/>, in the order in which tensors are given for them.</param>
    /// <param name="outputs">The nodes to compute, in the order in which they are given back.</param>
    /// <exception cref="ArgumentException">
    /// There is no output, an output needs an input that is not listed, an input is listed twice or leads to no output, or two layers have one name.
    /// </exception>
    public GraphModel(ReadOnlySpan<GraphNode<T>> inputs, ReadOnlySpan<GraphNode<T>> outputs)
    {
        var sorted = new GraphOrder<T>(inputs, outputs);
        order = [.. sorted.Nodes];
        operands = [.. order.Select(node => sorted.PlacesOf([.. node.Operands]))];
        mostOperands = operands.Max(its => its.Length);
        this.inputs = sorted.PlacesOf(inputs);
        this.outputs = sorted.PlacesOf(outputs);
        ListLayers();
    }

    /// <summary>The outputs, of a tensor for each input.</summary>
    /// <param name="inputs">The tensors, in the order of the inputs.</param>
    /// <param name="context">Training or inference, and where random numbers come from.</param>
    /// <exception cref="ArgumentException">There are more or fewer tensors than inputs, or a layer does not take its input.</exception>
    public Tensor<T>[] Forward(ReadOnlySpan<Tensor<T>> inputs, ForwardContext context)
    {
        var results = new Tensor<T>[outputs.Length];
        Run(inputs, results, context);
        return results;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are several inputs or outputs.</exception>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (inputs.Length != 1 || outputs.Length != 1)
        {
            throw new InvalidOperationException($"{this} is not a function of one tensor to one. Give a list of tensors: Forward([a, b], context).");
        }

        Tensor<T> y = default;
        Run([x], new(ref y), context);
        return y;
    }

    /// <inheritdoc/>
    public override string ToString() => $"GraphModel({inputs.Length} to {outputs.Length})";

    private void Run(ReadOnlySpan<Tensor<T>> x, Span<Tensor<T>> y, ForwardContext context)
    {
        if (x.Length != inputs.Length)
        {
            throw new ArgumentException($"{this} has {inputs.Length} inputs, and {x.Length} tensors were given. Give one for each.", nameof(x));
        }

        using var attempt = Attempt<T>.On(x);
        var memory = ArrayPool<Tensor<T>>.Shared.Rent(order.Length + mostOperands);
        try
        {
            Span<Tensor<T>> values = memory.AsSpan(0, order.Length);
            for (int i = 0; i < x.Length; i++)
            {
                values[inputs[i]] = x[i];
            }

            for (int place = 0; place < order.Length; place++)
            {
                if (operands[place] is { Length: > 0 } from)
                {
                    var gathered = memory.AsSpan(order.Length, from.Length);
                    for (int i = 0; i < from.Length; i++)
                    {
                        gathered[i] = values[from[i]];
                    }

                    values[place] = order[place].Evaluate(gathered, context);
                }
            }

            for (int i = 0; i < y.Length; i++)
            {
                y[i] = values[outputs[i]];
            }

            attempt.Done();
        }
        finally
        {
            ArrayPool<Tensor<T>>.Shared.Return(memory, clearArray: true);
        }
    }

    private void ListLayers()
    {
        var names = new Dictionary<string, ILayer<T>>();
        foreach (var node in order)
        {
            if (node.Layer is { } layer && !names.ContainsValue(layer))
            {
                string name = node.Name ?? $"{names.Count}";
                if (!names.TryAdd(name, layer))
                {
                    throw new ArgumentException($"Two layers have the name {name}. Give each its own.");
                }

                _ = AddLayer(name, layer);
            }
        }
    }
}

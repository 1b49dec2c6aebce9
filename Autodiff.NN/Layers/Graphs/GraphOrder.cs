using System.Numerics;

namespace Autodiff.NN;

/// <summary>The nodes that outputs are computed from, each after its operands: a topological sort, depth first.</summary>
internal sealed class GraphOrder<T> where T : IFloatingPointIeee754<T>
{
    private readonly List<GraphNode<T>> nodes = [];
    private readonly Dictionary<GraphNode<T>, int> places = [];

    public GraphOrder(ReadOnlySpan<GraphNode<T>> inputs, ReadOnlySpan<GraphNode<T>> outputs)
    {
        if (outputs.IsEmpty)
        {
            throw new ArgumentException("A graph without outputs computes nothing. Give at least one.", nameof(outputs));
        }

        var known = KnownOf(inputs);
        foreach (var output in outputs)
        {
            ArgumentNullException.ThrowIfNull(output, nameof(outputs));
            Visit(output, known);
        }

        foreach (var input in known)
        {
            if (!places.ContainsKey(input))
            {
                throw new ArgumentException($"The input {input.Name} leads to no output. Leave it out, or add the output that is computed from it.", nameof(inputs));
            }
        }
    }

    public IReadOnlyList<GraphNode<T>> Nodes => nodes;

    public int[] PlacesOf(ReadOnlySpan<GraphNode<T>> nodes)
    {
        var found = new int[nodes.Length];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = places[nodes[i]];
        }

        return found;
    }

    private static HashSet<GraphNode<T>> KnownOf(ReadOnlySpan<GraphNode<T>> inputs)
    {
        var known = new HashSet<GraphNode<T>>();
        foreach (var input in inputs)
        {
            ArgumentNullException.ThrowIfNull(input, nameof(inputs));
            if (input.Operands.Count > 0)
            {
                throw new ArgumentException("A node that is computed cannot be an input. Make inputs by Graph.Input.", nameof(inputs));
            }

            if (!known.Add(input))
            {
                throw new ArgumentException($"The input {input.Name} is listed twice. Give each once.", nameof(inputs));
            }
        }

        return known;
    }

    private void Visit(GraphNode<T> node, HashSet<GraphNode<T>> inputs)
    {
        if (places.ContainsKey(node))
        {
            return;
        }

        if (node.Operands.Count == 0 && !inputs.Contains(node))
        {
            throw new ArgumentException($"An output is computed from the input {node.Name}, which is not among the inputs of the model. Add it to them.", nameof(inputs));
        }

        foreach (var operand in node.Operands)
        {
            Visit(operand, inputs);
        }

        places.Add(node, nodes.Count);
        nodes.Add(node);
    }
}

using System.Numerics;

namespace Autodiff;

public static partial class Tensor
{
    /// <summary>Sums of products of elements, by the names of the axes: <c>"ij,jk->ik"</c> is yᵢₖ = Σⱼ aᵢⱼ bⱼₖ.</summary>
    /// <remarks>
    /// As NumPy's einsum. A letter for each axis; a letter that the result lacks is summed over; one that an operand has twice means its
    /// diagonal; <c>...</c> stands for the axes without letters, which broadcast. Without <c>-></c> the result has the letters that occur
    /// once, in the order of the alphabet. The operands are multiplied from left to right, each pair as one product of matrices: begin with
    /// those whose product is small.
    /// </remarks>
    /// <param name="equation">The axes of the operands and of the result.</param>
    /// <param name="operands">A tensor for each term before the arrow.</param>
    /// <exception cref="FormatException">The equation is not well formed; the message gives the place. Nothing is recorded.</exception>
    /// <exception cref="ArgumentException">The operands do not fit the equation. Nothing is recorded.</exception>
    public static Tensor<T> Einsum<T>(string equation, params ReadOnlySpan<Tensor<T>> operands) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(equation);
        var parsed = EinsumEquation.Of(equation);
        var output = parsed.OutputLabels(RequireLengths(parsed, operands));
        var product = new EinsumFactor<T>(operands[0], parsed.Labels(0, operands[0].Shape)).WithDiagonals();
        for (int k = 1; k < operands.Length; k++)
        {
            var next = new EinsumFactor<T>(operands[k], parsed.Labels(k, operands[k].Shape)).WithDiagonals();
            var later = output;
            for (int rest = k + 1; rest < operands.Length; rest++)
            {
                AddNew(ref later, parsed.Labels(rest, operands[rest].Shape));
            }

            product = EinsumFactor<T>.Product(product, next, later);
        }

        return product.Summed(output, output).Ordered(output).Tensor;
    }

    /// <summary>Every check before anything is computed; returns the number of axes under the longest ellipsis.</summary>
    private static int RequireLengths<T>(EinsumEquation equation, ReadOnlySpan<Tensor<T>> operands) where T : IFloatingPointIeee754<T>
    {
        equation.RequireOperands(operands.Length);
        Span<int> lengths = stackalloc int[128];
        lengths.Fill(-1);
        for (int k = 0; k < operands.Length; k++)
        {
            var shape = operands[k].Shape;
            var labels = equation.Labels(k, shape);
            for (int axis = 0; axis < labels.Count; axis++)
            {
                equation.RequireLength(labels[axis], shape[axis], k, shape, lengths);
            }
        }

        return lengths[..Shape.MaxRank].LastIndexOfAnyExcept(-1) + 1;
    }

    private static void AddNew(ref EinsumLabels labels, in EinsumLabels more)
    {
        for (int i = 0; i < more.Count; i++)
        {
            if (!labels.Contains(more[i]))
            {
                labels.Add(more[i]);
            }
        }
    }
}

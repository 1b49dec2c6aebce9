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
        using var attempt = Attempt<T>.On(operands);
        RequireProducts(parsed, operands, output);
        var product = new EinsumFactor<T>(attempt.Operand(operands[0]), parsed.Labels(0, operands[0].Shape)).WithDiagonals();
        for (int k = 1; k < operands.Length; k++)
        {
            var next = new EinsumFactor<T>(attempt.Operand(operands[k]), parsed.Labels(k, operands[k].Shape)).WithDiagonals();
            product = EinsumFactor<T>.Product(product, next, Later(parsed, operands, k, output));
        }

        return attempt.Done(product.Summed(output, output).Ordered(output).Tensor);
    }

    /// <summary>Throws unless the operands fit the equation and each other; returns the number of axes under the longest ellipsis.</summary>
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

    /// <summary>Throws where a product on the way would have too many axes or elements, before any product is recorded.</summary>
    private static void RequireProducts<T>(EinsumEquation equation, ReadOnlySpan<Tensor<T>> operands, in EinsumLabels output)
        where T : IFloatingPointIeee754<T>
    {
        Span<int> lengths = stackalloc int[128];
        Span<int> shape = stackalloc int[Shape.MaxRank];
        lengths.Fill(-1);
        var product = default(EinsumLabels);
        for (int k = 0; k < operands.Length; k++)
        {
            var labels = equation.Labels(k, operands[k].Shape);
            for (int axis = 0; axis < labels.Count; axis++)
            {
                equation.RequireLength(labels[axis], operands[k].Shape[axis], k, operands[k].Shape, lengths);
            }

            var later = Later(equation, operands, k, output);
            var before = product;
            product = default;
            AddNew(ref product, before, later);
            AddNew(ref product, labels, later);
            for (int axis = 0; axis < product.Count; axis++)
            {
                shape[axis] = lengths[product[axis]];
            }

            if (!Shape.CanBe(shape[..product.Count]))
            {
                throw equation.TooLarge(string.Join(", ", operands[..(k + 1)].ToArray().Select(operand => operand.Shape)), shape[..product.Count]);
            }
        }
    }

    /// <summary>What the result or an operand after this one still has.</summary>
    private static EinsumLabels Later<T>(EinsumEquation equation, ReadOnlySpan<Tensor<T>> operands, int operand, in EinsumLabels output)
        where T : IFloatingPointIeee754<T>
    {
        var later = output;
        for (int rest = operand + 1; rest < operands.Length; rest++)
        {
            var labels = equation.Labels(rest, operands[rest].Shape);
            AddNew(ref later, labels, labels);
        }

        return later;
    }

    /// <summary>Adds the labels that are among others and not yet there.</summary>
    private static void AddNew(ref EinsumLabels labels, in EinsumLabels more, in EinsumLabels others)
    {
        for (int i = 0; i < more.Count; i++)
        {
            if (!labels.Contains(more[i]) && others.Contains(more[i]))
            {
                labels.Add(more[i]);
            }
        }
    }
}

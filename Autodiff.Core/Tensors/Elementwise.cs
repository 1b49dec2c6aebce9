using System.Numerics;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>A row of the catalog applied to every element, with the broadcasting of NumPy.</summary>
internal readonly record struct Elementwise<T, TRow> : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
    where TRow : struct, IElementRow
{
    public string Name => TRow.Name;

    public bool AcceptsStrides => true;

    public Operation? Row => TRow.Row;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var shape = x[0].Shape;
        for (int i = 1; i < x.Length; i++)
        {
            shape = Shape.Broadcast(shape, x[i].Shape, Name);
        }

        return shape;
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => ElementLoop<T>.Run<ValueKernel<T, TRow>>(ShapeOf(x), x, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        IsFactor(operand) && x[operand].Shape != y.Shape && !x[1 - operand].IsRecorded && !adjoint.IsRecorded
            ? Tensor<T>.Apply(new ElementSum<T, MaskedTerm>(AxisSet.Repeated(x[operand].Shape, y.Shape)), x[1 - operand], adjoint).Reshape(x[operand].Shape)
            : Product(operand, x, y, adjoint).SumTo(x[operand].Shape);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Product(operand, x, y, tangent.BroadcastTo(y.Shape));

    public Reads Reads(int operand) => TRow.Reads(operand);

    /// <summary>Whether the partial is the other one of the first two operands.</summary>
    private static bool IsFactor(int operand) =>
        operand < 2 && (typeof(TRow) == typeof(Binary<Multiply>) || typeof(TRow) == typeof(ChainProduct) || typeof(TRow) == typeof(Ternary<MultiplyAdd>));

    /// <summary>The partial times an adjoint or a tangent, element by element.</summary>
    private static Tensor<T> Product(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> weight)
    {
        if (typeof(TRow) == typeof(Binary<Add>))
        {
            return weight;
        }

        if (typeof(TRow) == typeof(Binary<Subtract>))
        {
            return operand == 0 ? weight : -weight;
        }

        if (typeof(TRow) == typeof(Unary<Negate>))
        {
            return -weight;
        }

        if (IsFactor(operand))
        {
            return Tensor<T>.ChainProduct(x[1 - operand], weight);
        }

        if (typeof(TRow) == typeof(Ternary<MultiplyAdd>))
        {
            return weight;
        }

        return operand switch
        {
            0 => Product<First>(x, y, weight),
            1 => Product<Second>(x, y, weight),
            _ => Product<Third>(x, y, weight),
        };
    }

    /// <summary>In one pass over the numbers; or, when it is to be differentiated again, recorded as the partial and the product.</summary>
    private static Tensor<T> Product<TOperand>(ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> weight) where TOperand : struct, IOperandNumber
    {
        bool recorded = weight.IsRecorded;
        foreach (ref readonly var operand in x)
        {
            recorded |= operand.IsRecorded;
        }

        if (recorded)
        {
            return Tensor<T>.ChainProduct(Tensor<T>.Apply(new Elementwise<T, PartialOf<TRow, TOperand>>(), x), weight);
        }

        // What the partial does not read may have been given back; the weight stands in its place.
        var reads = TRow.Reads(TOperand.Number);
        // HasFlag would box before the method is optimised.
        var (own, others) = ((reads & Autodiff.Reads.Operand) != 0, (reads & Autodiff.Reads.Others) != 0);
        Tensor<T> Read(int place, ReadOnlySpan<Tensor<T>> from) => place < from.Length && (place == TOperand.Number ? own : others) ? from[place] : weight;
        return Tensor<T>.Apply(
            new ElementwiseProduct<T, TRow, TOperand>(),
            Read(0, x),
            Read(1, x),
            Read(2, x),
            (reads & Autodiff.Reads.Result) != 0 ? y : weight,
            weight);
    }
}

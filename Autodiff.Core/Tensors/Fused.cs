using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>
/// A formula of whole tensors as one entry: its value is one loop over the broadcast operands, and the pullback to all of them another, in which
/// the formula is read with tangents. To be differentiated again, it is read with tensors.
/// </summary>
internal readonly record struct Fused<T, TFormula>(TFormula Formula) : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IFormula
{
    private const long Steps = 4L * FusedPlan<T>.BlockLength; // of a block

    public string Name => TFormula.Name;

    public string Attributes => Formula.Attributes;

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        var shape = x[0].Shape;
        for (int k = 1; k < x.Length; k++)
        {
            shape = Shape.Broadcast(shape, x[k].Shape, Name);
        }

        return shape;
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        var plan = PlanOf(ShapeOf(x), x, default);
        Workers.RunRange(plan.Blocks, Steps, new FusedValues<T, TFormula>(Formula, plan, y));
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        if (IsAnyRecorded(x, adjoint))
        {
            return Recorded(operand, x, adjoint).SumTo(x[operand].Shape);
        }

        var adjoints = default(Four);
        Products(1 << operand, x, adjoint, sum: true, adjoints);
        return adjoints[operand];
    }

    public void PullbackAll(TensorNode<T> node, Tensor<T> y, Tensor<T> adjoint, Adjoints<T> adjoints)
    {
        int wanted = 0;
        for (int k = 0; k < TFormula.Arity; k++)
        {
            wanted |= node.Wanted[k] ? 1 << k : 0;
        }

        var contributions = default(Four);
        Products(wanted, node.Operands, adjoint, sum: true, contributions);
        for (int k = 0; k < TFormula.Arity; k++)
        {
            if (node.Wanted[k])
            {
                adjoints.Add(node.Operands[k].Node, contributions[k]);
            }
        }
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        var weight = tangent.BroadcastTo(y.Shape);
        if (IsAnyRecorded(x, weight))
        {
            return Recorded(operand, x, weight);
        }

        var products = default(Four);
        Products(1 << operand, x, weight, sum: false, products);
        return products[operand];
    }

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Others;

    /// <summary>Partials times weights, summed to the shapes of the operands or in that of the result.</summary>
    private void Products(int wanted, ReadOnlySpan<Tensor<T>> x, Tensor<T> weight, bool sum, Span<Tensor<T>> results)
    {
        var tape = TapeOf(x, weight);
        var shape = weight.Shape;
        var plan = PlanOf(shape, x, weight);
        var (products, sums) = (default(FusedArrays<T>), default(FusedArrays<T>));
        Shape perBlock = PerBlock(shape, in plan);
        for (int k = 0; k < TFormula.Arity; k++)
        {
            if ((wanted & (1 << k)) != 0)
            {
                bool summed = sum && plan.IsSame(k) && IsOneNumber(x[k].Shape, shape.Rank - perBlock.Rank + 1);
                results[k] = Tensor<T>.Room(tape, summed ? perBlock : shape);
                (summed ? ref sums[k] : ref products[k]) = results[k].Items;
            }
        }

        Workers.RunRange(plan.Blocks, Steps, new FusedProducts<T, TFormula>(Formula, plan, products, sums));
        for (int k = 0; sum && k < TFormula.Arity; k++)
        {
            if ((wanted & (1 << k)) != 0)
            {
                var result = sums[k] is null ? results[k] : results[k].Sum(-1).Reshape(Padded(perBlock, shape.Rank));
                results[k] = result.SumTo(x[k].Shape);
            }
        }
    }

    /// <summary>The product as operations on tensors, of which there are derivatives: by a variable of its own, for other operands may be the same tensor.</summary>
    private Tensor<T> Recorded(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> weight)
    {
        var tape = TapeOf(x, weight)!;
        var shape = weight.Shape;
        var operands = default(Four);
        x.CopyTo(operands);
        var variable = tape.RecordVariable(tape.Join(x[operand]).BroadcastTo(shape));
        operands[operand] = variable;
        var y = Formula.Value(operands[0], operands[1], operands[2], operands[3]);
        return y.IsConstant ? tape.Full(shape, T.Zero) : tape.RecordGradient(y.BroadcastTo(shape), weight, [variable])[0];
    }

    private static FusedPlan<T> PlanOf(Shape shape, ReadOnlySpan<Tensor<T>> x, Tensor<T> weight)
    {
        var layouts = default(Layouts);
        var items = default(Arrays);
        for (int k = 0; k < x.Length; k++)
        {
            (layouts[k], items[k]) = (x[k].Layout, x[k].Items);
        }

        int count = x.Length;
        if (weight.IsSet)
        {
            (layouts[count], items[count]) = (weight.Layout, weight.Items);
            count++;
        }

        ReadOnlySpan<Layout> all = layouts;
        ReadOnlySpan<T[]> memory = items;
        return new(shape, all[..count], memory[..count]);
    }

    /// <summary>The leading axes, and the blocks of a row in place of the axes that make it up.</summary>
    private static Shape PerBlock(Shape shape, in FusedPlan<T> plan)
    {
        int axis = shape.Rank;
        for (int length = 1; axis > 0 && length < plan.RowLength;)
        {
            length *= shape.Lengths[--axis];
        }

        Span<int> lengths = stackalloc int[axis + 1];
        shape.Lengths[..axis].CopyTo(lengths);
        lengths[axis] = plan.BlocksPerRow;
        return Shape.Of(lengths);
    }

    /// <summary>True of a shape of one number along the last axes; where it has more, a view repeats them, and each has an adjoint.</summary>
    private static bool IsOneNumber(Shape shape, int axes) => !shape.Lengths[Math.Max(0, shape.Rank - axes)..].ContainsAnyExcept(1);

    private static Shape Padded(Shape perBlock, int rank)
    {
        Span<int> lengths = stackalloc int[rank];
        lengths.Fill(1);
        perBlock.Lengths[..^1].CopyTo(lengths);
        return Shape.Of(lengths);
    }

    private static Tape<T>? TapeOf(ReadOnlySpan<Tensor<T>> x, Tensor<T> weight)
    {
        var tape = weight.Tape;
        foreach (ref readonly var operand in x)
        {
            tape ??= operand.Tape;
        }

        return tape;
    }

    private static bool IsAnyRecorded(ReadOnlySpan<Tensor<T>> x, Tensor<T> weight)
    {
        bool recorded = weight.IsRecorded;
        foreach (ref readonly var operand in x)
        {
            recorded |= operand.IsRecorded;
        }

        return recorded;
    }

    [InlineArray(4)]
    private struct Four
    {
        private Tensor<T> first;
    }

    [InlineArray(StridedWalk.MaxOperands)]
    private struct Layouts
    {
        private Layout first;
    }

    [InlineArray(StridedWalk.MaxOperands)]
    private struct Arrays
    {
        private T[] first;
    }
}

using System.Numerics;

namespace Autodiff;

/// <summary>
/// A recurrent cell over a sequence, one operation: of p = x W + b, of shape [time, batch, gates · units], the matrix U, the first output h, of shape
/// [batch, units], and what the cell takes beside: the memory of the long short-term memory, or the second bias of the gated recurrent unit.
/// </summary>
/// <remarks>
/// The result, of shape [1 + time, batch, blocks · units], has the start at its first time, with zeros for the gates. Composed of operations at
/// each time the same takes about twice as long. Here a part of the batch goes through all times alone, and the gradient of U is one product.
/// The pullbacks are composed when they are recorded.
/// </remarks>
internal readonly record struct Recurrence<T, TFormula> : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IRecurrenceFormula
{
    public string Name => TFormula.Name;

    private static int Output => TFormula.Blocks - 1;

    private static bool HasMemory => Output != IRecurrenceFormula.State;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => [x[0].Shape[0] + 1, x[0].Shape[1], TFormula.Blocks * x[2].Shape[1]];

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) =>
        RecurrenceKernel.Run<T, TFormula>(new(x[0].Shape[0], x[0].Shape[1], x[2].Shape[1]), x[0].Memory, x[1].Memory, x[2].Memory, x[3].Memory, y);

    /// <summary>The output at all times, a view: of shape [time, batch, units].</summary>
    public static Tensor<T> Outputs(Tensor<T> y, int units) => Block(y, Output, units)[1..];

    /// <summary>The memory after the last time, a view; null for cells without.</summary>
    public static Tensor<T>? LastMemory(Tensor<T> y, int units) => HasMemory ? Block(y, IRecurrenceFormula.State, units)[^1, ..] : null;

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => PullbackOf(operand, x, y, Adjoints(x, y, adjoint));

    void ITensorOperation<T>.PullbackAll(TensorNode<T> node, Tensor<T> y, Tensor<T> adjoint, Adjoints<T> adjoints)
    {
        var all = Adjoints(node.Operands, y, adjoint);
        for (int k = 0; k < node.Operands.Length; k++)
        {
            if (node.Wanted[k])
            {
                adjoints.Add(node.Operands[k].Node, PullbackOf(k, node.Operands, y, all));
            }
        }
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent)
    {
        int units = x[2].Shape[1];
        var zeros = y.FullBeside(x[2].Shape, T.Zero);
        var (h, state) = (operand == 2 ? tangent : zeros, operand == 3 && HasMemory ? tangent : zeros);
        state = HasMemory ? state : h;
        var tangents = new Tensor<T>[y.Shape[0]];
        tangents[0] = SideBySide(zeros, zeros, zeros, zeros, state, h);
        for (int t = 1; t < tangents.Length; t++)
        {
            var (its, before) = (y[t, ..], y[t - 1, ..]);
            var q = h.MatMul(x[1]);
            q = operand == 1 ? q + Block(before, Output, units).MatMul(tangent) : q;
            q = operand == 3 && !HasMemory ? Tensor.Concat(-1, q[.., ..^units], q[.., ^units..] + tangent) : q;
            var p = operand == 0 ? tangent[t - 1, ..] : y.FullBeside(q.Shape, T.Zero);
            TFormula.Tangent<Tensor<T>, TensorProduct<T>>(
                Block(its, 0, units), Block(its, 1, units), Block(its, 2, units), Block(its, 3, units), Block(its, 4, units), Block(before, IRecurrenceFormula.State, units),
                Block(p, 0, units), Block(p, 1, units), Block(p, 2, units), TFormula.Gates > 3 ? Block(p, 3, units) : zeros,
                Block(q, 0, units), Block(q, 1, units), Block(q, 2, units), TFormula.Gates > 3 ? Block(q, 3, units) : zeros, state,
                out var t0, out var t1, out var t2, out var t3, out state, out var last);
            h = HasMemory ? last : state;
            tangents[t] = SideBySide(t0, t1, t2, t3, state, h);
        }

        return Tensor.Stack(0, tangents);
    }

    public Reads Reads(int operand) => operand == 1 ? Autodiff.Reads.Operand | Autodiff.Reads.Result : Autodiff.Reads.Others | Autodiff.Reads.Result;

    private static Tensor<T> SideBySide(params ReadOnlySpan<Tensor<T>> blocks) => Tensor.Concat(-1, blocks[..TFormula.Blocks]);

    private static Tensor<T> Block(Tensor<T> blocks, int block, int units) => blocks.Slice(blocks.Rank - 1, (block * units)..((block + 1) * units));

    /// <summary>The four adjoints of each time but the first, and there those of the start: of the output, and of the memory.</summary>
    private static Tensor<T> Adjoints(ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => x[1].IsRecorded || y.IsRecorded || adjoint.IsRecorded
        ? Composed(x[1], y, adjoint, x[2].Shape[1])
        : Tensor<T>.Apply(new RecurrenceAdjoint<T, TFormula>(), y, adjoint, x[1]);

    private static Tensor<T> Composed(Tensor<T> u, Tensor<T> y, Tensor<T> adjoint, int units)
    {
        var zeros = y.FullBeside([y.Shape[1], units], T.Zero);
        var (product, before) = (zeros, zeros);
        var adjoints = new Tensor<T>[y.Shape[0]];
        for (int t = adjoints.Length - 1; t > 0; t--)
        {
            var (its, v) = (y[t, ..], adjoint[t, ..]);
            var state = Block(v, IRecurrenceFormula.State, units) + before;
            var last = HasMemory ? Block(v, Output, units) + product : zeros;
            TFormula.Adjoint<Tensor<T>, TensorProduct<T>>(
                Block(its, 0, units), Block(its, 1, units), Block(its, 2, units), Block(its, 3, units), Block(its, 4, units), Block(y[t - 1, ..], IRecurrenceFormula.State, units),
                Block(v, 0, units), Block(v, 1, units), Block(v, 2, units), Block(v, 3, units), HasMemory ? state : state + product, last,
                out var d0, out var d1, out var d2, out var d3, out before);
            adjoints[t] = Tensor.Concat(-1, d0, d1, d2, d3);
            product = OfProduct(adjoints[t], units).MatMul(u.Transpose());
        }

        var (first, memory) = (Block(adjoint[0, ..], Output, units) + product, before);
        adjoints[0] = HasMemory
            ? Tensor.Concat(-1, first, memory + Block(adjoint[0, ..], IRecurrenceFormula.State, units), zeros, zeros)
            : Tensor.Concat(-1, first + memory, zeros, zeros, zeros);
        return Tensor.Stack(0, adjoints);
    }

    private static Tensor<T> PullbackOf(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoints)
    {
        int units = x[2].Shape[1];
        switch (operand)
        {
            case 0:
                return adjoints[1..].Slice(2, ..(TFormula.Gates * units));
            case 1:
                var h = Block(y, Output, units)[..^1].Reshape(-1, units).Transpose();
                var all = adjoints[1..].Reshape(-1, 4 * units);
                return TFormula.Gates == 4 ? h.MatMul(all) : Tensor.Concat(-1, h.MatMul(all[.., ..(2 * units)]), h.MatMul(all[.., (3 * units)..]));
            case 2:
                return Block(adjoints[0, ..], 0, units);
            default:
                return HasMemory ? Block(adjoints[0, ..], 1, units) : Block(adjoints[1..], 3, units).Sum([0, 1]);
        }
    }

    private static Tensor<T> OfProduct(Tensor<T> adjoints, int units) =>
        TFormula.Gates == 4 ? adjoints : Tensor.Concat(-1, adjoints[.., ..(2 * units)], adjoints[.., (3 * units)..]);
}

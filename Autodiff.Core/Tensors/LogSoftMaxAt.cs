using System.Numerics;

namespace Autodiff;

/// <summary>y(…) = log softmax(x)(…, indices(…)) along the last axis; the indices are the second operand.</summary>
internal readonly record struct LogSoftMaxAt<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "logSoftMaxAt";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        if (x[0].Rank == 0 || !x[0].Shape.Lengths[..^1].SequenceEqual(x[1].Shape.Lengths))
        {
            throw new ArgumentException($"{Name}: the shapes {x[0].Shape} and {x[1].Shape} of the indices do not fit, for there is one index for each place along all axes but the last. Give [..., n] and [...].");
        }

        Indices.Require(x[1], x[0].Shape, x[0].Rank - 1, Name);
        return x[1].Shape;
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        if (GroupExtents.Fit<T>(x[0].Shape, Last(x[0])))
        {
            SoftMaxKernel.LogarithmsAt(x[0].Memory, x[1].Memory, y);
        }
        else
        {
            Composition(x[0], x[1]).Memory.CopyTo(y);
        }
    }

    /// <summary>What this computes, in operations of its own.</summary>
    public static Tensor<T> Composition(Tensor<T> x, Tensor<T> indices) =>
        x.LogSoftMax().TakeAlongAxis(indices.Unsqueeze(-1), -1).Squeeze(-1);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        if (operand != 0)
        {
            throw Indices.Constant(Name);
        }

        if (SoftMaxInput<T>.Serves(Last(x[0]), x[0], adjoint))
        {
            return Tensor<T>.Apply(new LogSoftMaxAtInput<T>(), x[0], x[1], y, adjoint);
        }

        var (indices, weights) = (x[1].Unsqueeze(-1), adjoint.Unsqueeze(-1));
        return Tensor<T>.Apply(new AddAlongAxis<T>(x[0].Rank - 1, x[0].Shape[^1]), weights, indices) - Tensor<T>.ChainProduct(x[0].SoftMax(), weights);
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => operand == 0
        ? tangent.TakeAlongAxis(x[1].Unsqueeze(-1), -1).Squeeze(-1) - Tensor<T>.ChainProduct(x[0].SoftMax(), tangent).Sum(-1)
        : throw Indices.Constant(Name);

    private static AxisSet Last(Tensor<T> x) => new(1u << (x.Rank - 1));
}

/// <summary>The pullback of <see cref="LogSoftMaxAt{T}"/> in one visit of each row: of the numbers, the indices, the result and the adjoint. Meets plain numbers only, so it needs no derivative itself.</summary>
internal readonly record struct LogSoftMaxAtInput<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => "logSoftMaxAtInput";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => SoftMaxKernel.PullbackAt(x[0].Memory, x[1].Memory, x[2].Memory, x[3].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => throw new NotSupportedException($"{Name} is not recorded.");
}

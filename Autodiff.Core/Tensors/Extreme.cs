using System.Numerics;

namespace Autodiff;

/// <summary>The greatest or the smallest over some axes. Ties share the adjoint evenly; NaN is the extreme of what it is among, and takes none.</summary>
internal readonly record struct Extreme<T>(AxisSet Axes, bool KeepAxes, bool IsMin) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    public string Name => IsMin ? "min" : "max";

    public string Attributes => $"{Axes}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x)
    {
        Tensor<T>.RequireElements(x[0].Shape, Axes, Name);
        return Axes.Reduce(x[0].Shape, KeepAxes);
    }

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        if (IsMin)
        {
            Reduction.Run<T, MinReducer<T>>(x[0].Layout, x[0].Items, Axes, y);
        }
        else
        {
            Reduction.Run<T, MaxReducer<T>>(x[0].Layout, x[0].Items, Axes, y);
        }
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint)
    {
        var kept = Axes.Reduce(x[0].Shape, keepAxes: true);
        return x[0].IsRecorded || adjoint.IsRecorded
            ? Tensor<T>.ChainProduct(Shares(x[0], y), adjoint.Reshape(kept))
            : Shared(x[0], y.Detach().Reshape(kept), adjoint.Reshape(kept));
    }

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.ChainProduct(Shares(x[0], y), tangent).SumOver(Axes, KeepAxes);

    public Reads Reads(int operand) => Autodiff.Reads.Operand | Autodiff.Reads.Result;

    /// <summary>The shares times the adjoint, where nothing is to be differentiated again: the elements are read twice, and only the result is written.</summary>
    private Tensor<T> Shared(Tensor<T> x, Tensor<T> extreme, Tensor<T> adjoint)
    {
        var count = Tensor<T>.Apply(new ElementSum<T, Tie>(Axes), x, extreme);
        var share = Tensor<T>.ShareOf(count);
        return Tensor<T>.Apply(new ElementMap<T, TieShare>(), x, extreme, Tensor<T>.ChainProduct(share, adjoint));
    }

    /// <summary>1/n for each of the n elements that are the extreme, 0 for the others.</summary>
    private Tensor<T> Shares(Tensor<T> x, Tensor<T> y)
    {
        var tied = x.EqualTo(y.Detach().Reshape(Axes.Reduce(x.Shape, keepAxes: true)));
        return Tensor<T>.ShareOf(tied, tied.SumOver(Axes, keepAxes: true));
    }
}

using System.Numerics;

namespace Autodiff;

/// <summary>An operation of one operand whose result is the same elements in another layout, and as a rule shares their memory.</summary>
internal interface IViewOperation<T> : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>Where the elements of the result stand in the memory of the operand; null when they must be copied.</summary>
    Layout? View(Layout x);

    bool ITensorOperation<T>.AcceptsStrides => true;

    void ITensorOperation<T>.Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) => Strided.Copy(View(x[0].Layout)!.Value, x[0].Items, y);

    Reads ITensorOperation<T>.Reads(int operand) => Autodiff.Reads.Nothing;
}

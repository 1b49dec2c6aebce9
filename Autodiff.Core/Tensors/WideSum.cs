using System.Buffers;
using System.Numerics;

namespace Autodiff;

/// <summary>Σ xᵢ / divisor over some axes, added and divided in single precision: a sum in half precision ends at 65504, and so does the count.</summary>
internal readonly record struct WideSum<T>(AxisSet Axes, bool KeepAxes, int Divisor) : ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>True for half precision. Wider types count every array, and have room for its sum unless the elements are near their own end.</summary>
    public static bool IsNeeded => typeof(T) == typeof(Half);

    public string Name => "sum";

    public string Attributes => $"{Axes}, over {Divisor}";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Axes.Reduce(x[0].Shape, KeepAxes);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        int count = x[0].Count;
        float[] terms = ArrayPool<float>.Shared.Rent(count);
        float[] sums = ArrayPool<float>.Shared.Rent(y.Length);
        var items = x[0].Span;
        for (int i = 0; i < count; i++)
        {
            terms[i] = float.CreateTruncating(items[i]);
        }

        Reduction.Run<float, SumReducer<float>>(Layout.RowMajor(x[0].Shape), terms, Axes, sums.AsMemory(0, y.Length));
        var result = y.Span;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = T.CreateTruncating(sums[i] / Divisor);
        }

        ArrayPool<float>.Shared.Return(terms);
        ArrayPool<float>.Shared.Return(sums);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        adjoint.Reshape(Axes.Reduce(x[0].Shape, keepAxes: true)).Over(Divisor).BroadcastTo(x[0].Shape);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => Tensor<T>.Apply(this, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}

using System.Numerics;

namespace Autodiff;

/// <summary>
/// A tensor of one number everywhere, save where a view of it would look: there stands the operand. With zeros, the transpose of that view.
/// </summary>
/// <param name="Shape">The shape of the result.</param>
/// <param name="View">The view; it sees no element twice.</param>
/// <param name="Fill">The number everywhere else.</param>
internal readonly record struct Place<T, TView>(Shape Shape, TView View, T Fill) : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
    where TView : struct, IViewOperation<T>
{
    public string Name => "place";

    /// <summary>0 and -0 are equal numbers, but not the same filling.</summary>
    public bool Equals(Place<T, TView> other) =>
        // The comparer, since Equals of a type parameter would box the view at each recording.
        Shape == other.Shape && EqualityComparer<TView>.Default.Equals(View, other.View) && Fill.Equals(other.Fill) && T.IsNegative(Fill) == T.IsNegative(other.Fill);

    public override int GetHashCode() => HashCode.Combine(Shape, View, Fill);

    public string Attributes => $"{View.Name} ({View.Attributes}) of {Shape}";

    public bool AcceptsStrides => true;

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => Shape;

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        Strided.Fill(y, Fill);
        StridedCopy.Run(x[0].Layout, x[0].Items, View.View(Layout.RowMajor(Shape))!.Value, y);
    }

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) => Tensor<T>.Apply(View, adjoint);

    public Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) =>
        Tensor<T>.Apply(this with { Fill = T.Zero }, tangent);

    public Reads Reads(int operand) => Autodiff.Reads.Nothing;
}

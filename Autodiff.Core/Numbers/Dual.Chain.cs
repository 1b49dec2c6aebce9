using System.Runtime.CompilerServices;

namespace Autodiff;

// The chain rule of the number with a tangent. Partials are computed only where there is a tangent to multiply.
public readonly partial struct Dual<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<T> Chain<TRow>(Dual<T> x, T y) where TRow : struct, IUnaryOperation =>
        new(y, Lifting<T>.Vanishes(x.Tangent) ? T.Zero : ChainRule.Product(TRow.Derivative(x.Value, y), x.Tangent));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<T> Chain<TRow>(Dual<T> x, Dual<T> y, T z) where TRow : struct, IBinaryOperation
    {
        T tangent = Lifting<T>.Vanishes(x.Tangent) ? T.Zero : ChainRule.Product(TRow.DerivativeX(x.Value, y.Value, z), x.Tangent);
        return new(z, Lifting<T>.Vanishes(y.Tangent) ? tangent : tangent + ChainRule.Product(TRow.DerivativeY(x.Value, y.Value, z), y.Tangent));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<T> Chain<TRow>(Dual<T> x, T y, T z) where TRow : struct, IBinaryOperation =>
        new(z, Lifting<T>.Vanishes(x.Tangent) ? T.Zero : ChainRule.Product(TRow.DerivativeX(x.Value, y, z), x.Tangent));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<T> Chain<TRow>(T x, Dual<T> y, T z) where TRow : struct, IBinaryOperation =>
        new(z, Lifting<T>.Vanishes(y.Tangent) ? T.Zero : ChainRule.Product(TRow.DerivativeY(x, y.Value, z), y.Tangent));

    private static Dual<T> Chain<TRow>(Dual<T> x, Dual<T> y, Dual<T> z, T w) where TRow : struct, ITernaryOperation
    {
        T tangent = Lifting<T>.Vanishes(x.Tangent) ? T.Zero : ChainRule.Product(TRow.DerivativeX(x.Value, y.Value, z.Value, w), x.Tangent);
        tangent += Lifting<T>.Vanishes(y.Tangent) ? T.Zero : ChainRule.Product(TRow.DerivativeY(x.Value, y.Value, z.Value, w), y.Tangent);
        return new(w, Lifting<T>.Vanishes(z.Tangent) ? tangent : tangent + ChainRule.Product(TRow.DerivativeZ(x.Value, y.Value, z.Value, w), z.Tangent));
    }

    /// <summary>An operation that is no row: linear in x around its value.</summary>
    private static Dual<T> Linear(Dual<T> x, T value, T partial, string _) => new(value, Term(partial, x.Tangent));

    private static T Term(T partial, T tangent) => Lifting<T>.Vanishes(tangent) ? T.Zero : ChainRule.Product(partial, tangent);
}

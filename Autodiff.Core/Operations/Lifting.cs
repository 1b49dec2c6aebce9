using System.Numerics;

namespace Autodiff;

/// <summary>
/// How operations act on a number type that carries derivatives: <see cref="Instance"/> is null for plain numbers.
/// </summary>
/// <remarks>
/// A generic method cannot ask <c>T</c> for a static member that <see cref="IFloatingPointIeee754{TSelf}"/> does not have,
/// and testing <c>x is ILifted&lt;T&gt;</c> boxes. A static readonly field costs nothing: the JIT sees a constant.
/// </remarks>
internal abstract class Lifting<T> where T : IFloatingPointIeee754<T>
{
    public static readonly Lifting<T>? Instance = (default(T) as ILifted<T>)?.Lifting;

    public abstract T Apply<TRow>(T x) where TRow : struct, IUnaryOperation;

    public abstract T Apply<TRow>(T x, T y) where TRow : struct, IBinaryOperation;

    public abstract T Apply<TRow>(T x, T y, T z) where TRow : struct, ITernaryOperation;

    public abstract T Apply<TRow>(ReadOnlySpan<T> x) where TRow : struct, INaryOperation;

    /// <summary>Σ xᵢ yᵢ over two spans of one length, without a copy to hold both.</summary>
    public abstract T Dot(ReadOnlySpan<T> x, ReadOnlySpan<T> y);

    /// <summary>Zero in value and in everything carried, so that multiplying by it may be skipped.</summary>
    public abstract bool IsNothing(T x);

    /// <summary>Finite in value and in everything carried.</summary>
    public abstract bool IsAllFinite(T x);

    /// <summary>Finite in value and in everything that <paramref name="x"/> may carry.</summary>
    public static bool IsFinite(T x) => Instance is { } lifting ? lifting.IsAllFinite(x) : T.IsFinite(x);

    /// <summary>True when a contribution of weight <paramref name="x"/> may be skipped.</summary>
    public static bool Vanishes(T x) => Instance is { } lifting ? lifting.IsNothing(x) : x == T.Zero;
}

/// <summary>Implemented by the number types that carry derivatives.</summary>
internal interface ILifted<T> where T : IFloatingPointIeee754<T>
{
    Lifting<T> Lifting { get; }
}

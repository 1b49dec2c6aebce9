using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>What a reduction does with numbers: f(x₀) ∘ f(x₁) ∘ …, for an associative ∘.</summary>
/// <remarks>
/// The vectors have 512 bits on every machine, where need be as several of the registers that it has, so that the order of
/// operations, and with it every bit of the result, depends on the shape alone.
/// </remarks>
internal interface IReducer<T>
{
    /// <summary>The result for no numbers.</summary>
    static abstract T Empty { get; }

    /// <summary>f(x).</summary>
    static abstract T Map(T x);

    /// <inheritdoc cref="Map(T)"/>
    static abstract Vector512<T> Map(Vector512<T> x);

    /// <summary>x ∘ y.</summary>
    static abstract T Join(T x, T y);

    /// <inheritdoc cref="Join(T, T)"/>
    static abstract Vector512<T> Join(Vector512<T> x, Vector512<T> y);
}

/// <summary>Σ xᵢ.</summary>
internal readonly struct SumReducer<T> : IReducer<T> where T : IFloatingPointIeee754<T>
{
    public static T Empty => T.Zero;
    public static T Map(T x) => x;
    public static Vector512<T> Map(Vector512<T> x) => x;
    public static T Join(T x, T y) => x + y;
    public static Vector512<T> Join(Vector512<T> x, Vector512<T> y) => x + y;
}

/// <summary>Σ xᵢ².</summary>
internal readonly struct SquaresReducer<T> : IReducer<T> where T : IFloatingPointIeee754<T>
{
    public static T Empty => T.Zero;
    public static T Map(T x) => x * x;
    public static Vector512<T> Map(Vector512<T> x) => x * x;
    public static T Join(T x, T y) => x + y;
    public static Vector512<T> Join(Vector512<T> x, Vector512<T> y) => x + y;
}

/// <summary>Π xᵢ.</summary>
internal readonly struct ProductReducer<T> : IReducer<T> where T : IFloatingPointIeee754<T>
{
    public static T Empty => T.One;
    public static T Map(T x) => x;
    public static Vector512<T> Map(Vector512<T> x) => x;
    public static T Join(T x, T y) => x * y;
    public static Vector512<T> Join(Vector512<T> x, Vector512<T> y) => x * y;
}

/// <summary>The greatest; NaN when any is NaN.</summary>
internal readonly struct MaxReducer<T> : IReducer<T> where T : IFloatingPointIeee754<T>
{
    public static T Empty => T.NegativeInfinity;
    public static T Map(T x) => x;
    public static Vector512<T> Map(Vector512<T> x) => x;
    public static T Join(T x, T y) => T.Max(x, y);
    public static Vector512<T> Join(Vector512<T> x, Vector512<T> y) => Vector512.Max(x, y);
}

/// <summary>The smallest; NaN when any is NaN.</summary>
internal readonly struct MinReducer<T> : IReducer<T> where T : IFloatingPointIeee754<T>
{
    public static T Empty => T.PositiveInfinity;
    public static T Map(T x) => x;
    public static Vector512<T> Map(Vector512<T> x) => x;
    public static T Join(T x, T y) => T.Min(x, y);
    public static Vector512<T> Join(Vector512<T> x, Vector512<T> y) => Vector512.Min(x, y);
}

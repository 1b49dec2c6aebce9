namespace Autodiff;

/// <summary>A formula of one number, written once: <see cref="Tensor.Fuse{T, TFormula}(TFormula, Tensor{T})"/> runs it over tensors in one loop, and its derivatives in another.</summary>
/// <remarks>
/// A formula is a <c>readonly record struct</c> whose fields are its attributes. Mark <c>Value</c> with <c>AggressiveInlining</c>, so that it is
/// compiled into the loop; a number that is not inlined travels through memory. What depends on numbers that do not vary alone is computed
/// again for each element: where that is a logarithm, give it as an operand.
/// <code>
/// /// &lt;summary&gt;-log x - log σ - ½ log 2π - ½ ((log x - μ)/σ)².&lt;/summary&gt;
/// readonly record struct LogNormal : ITernaryFormula
/// {
///     [MethodImpl(MethodImplOptions.AggressiveInlining)]
///     public TNumber Value&lt;TNumber&gt;(TNumber x, TNumber mu, TNumber sigma) where TNumber : struct, IPointwise&lt;TNumber&gt;
///     {
///         var l = x.Log();
///         var z = (l - mu) / sigma;
///         return -l - sigma.Log() - 0.5 * Math.Log(Math.Tau) - 0.5 * z * z;
///     }
/// }
///
/// var y = Tensor.Fuse(new LogNormal(), x, mu, sigma);
/// </code>
/// </remarks>
public interface IUnaryFormula
{
    /// <summary>f(x).</summary>
    TNumber Value<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber>;
}

/// <summary>A formula of two numbers; see <see cref="IUnaryFormula"/>.</summary>
public interface IBinaryFormula
{
    /// <summary>f(x, y).</summary>
    TNumber Value<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber>;
}

/// <summary>A formula of three numbers; see <see cref="IUnaryFormula"/>.</summary>
public interface ITernaryFormula
{
    /// <summary>f(x, y, z).</summary>
    TNumber Value<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber>;
}

/// <summary>A formula of four numbers; see <see cref="IUnaryFormula"/>.</summary>
public interface IQuaternaryFormula
{
    /// <summary>f(x, y, z, w).</summary>
    TNumber Value<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber>;
}

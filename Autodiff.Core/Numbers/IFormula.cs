namespace Autodiff;

/// <summary>A formula of one number, written once: <see cref="Tensor.Fuse{T, TFormula}(TFormula, Tensor{T})"/> runs it over tensors in one loop, and its derivatives in another.</summary>
/// <remarks>
/// A formula is a <c>readonly record struct</c> whose fields are its attributes. Mark <c>Value</c> with <c>AggressiveInlining</c>, so that it is
/// compiled into the loop; a number that is not inlined travels through memory.
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

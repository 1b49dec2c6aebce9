using System.Numerics;

namespace Autodiff;

/// <summary>
/// A row of the catalog over any number of operands, y = f(x₁ … xₙ), recorded as <em>one</em> entry: summing a thousand
/// scalars so is an order of magnitude cheaper than a thousand additions.
/// </summary>
public interface INaryOperation
{
    /// <inheritdoc cref="IUnaryOperation.Name"/>
    static abstract string Name { get; }

    /// <summary>The value and the i-th partial as a textbook writes them, for readers; not parsed.</summary>
    static abstract (string Value, string Derivative) Formula { get; }

    /// <summary>Operand lists at which every reading of the row is tested.</summary>
    static abstract double[][] Samples { get; }

    /// <summary>y = f(x₁ … xₙ).</summary>
    static abstract T Value<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>;

    /// <summary>Writes ∂y/∂xᵢ for every i; <paramref name="partials"/> has the length of <paramref name="x"/>.</summary>
    static abstract void Partials<T>(ReadOnlySpan<T> x, T y, Span<T> partials) where T : IFloatingPointIeee754<T>;
}

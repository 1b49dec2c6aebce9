namespace Autodiff;

/// <summary>How a tape or a tensor is printed.</summary>
public sealed record PrintOptions
{
    /// <summary>The significant digits of numbers; 6 unless said otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public int Digits { get; init => field = AtLeastOne(value, nameof(Digits)); } = FormulaNumbers.UsualDigits;

    /// <summary>The entries shown of a longer tape, half from its beginning and half from its end; 40 unless said otherwise.</summary>
    /// <remarks>Mermaid draws no more than 500 edges unless its own setting <c>maxEdges</c> allows more; a few hundred entries reach that.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public int MaxRows { get; init => field = AtLeastOne(value, nameof(MaxRows)); } = 40;

    /// <summary>The elements shown along each of the last two axes of a larger tensor, and twice as many as along the others; 8 unless said otherwise.</summary>
    /// <remarks>For <see cref="Tensor{T}.ToString(PrintOptions)"/>; the views of a tape show as many as there is room for.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public int MaxItems { get; init => field = AtLeastOne(value, nameof(MaxItems)); } = 8;

    internal static PrintOptions Default { get; } = new();

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}

namespace Autodiff;

/// <summary>How a tape or a tensor is printed.</summary>
public sealed record PrintOptions
{
    private readonly int? digits;
    private readonly int? maxItems;

    /// <summary>The significant digits of numbers; 6 unless said otherwise.</summary>
    /// <remarks>Unless said otherwise, the elements of all tensors in a view of a tape have fewer, where its columns have no room for 6.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public int Digits { get => digits ?? FormulaNumbers.UsualDigits; init => digits = AtLeastOne(value, nameof(Digits)); }

    /// <summary>The entries shown of a longer tape, half from its beginning and half from its end; 40 unless said otherwise.</summary>
    /// <remarks>Mermaid draws no more than 500 edges unless its own setting <c>maxEdges</c> allows more; a few hundred entries reach that.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public int MaxRows { get; init => field = AtLeastOne(value, nameof(MaxRows)); } = 40;

    /// <summary>The elements shown along each of the last two axes of a larger tensor, and twice as many as along the others; 8 unless said otherwise.</summary>
    /// <remarks>
    /// Unless said otherwise, the views of a tape show a vector or matrix of axes up to 4 in rows, and of a larger tensor the first and the last
    /// of a row, as many as there is room for. Otherwise the number said takes the place of the 4, whatever room there is.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1.</exception>
    public int MaxItems { get => maxItems ?? 8; init => maxItems = AtLeastOne(value, nameof(MaxItems)); }

    /// <summary>True when the digits are not to be fewer for want of room.</summary>
    internal bool FixesDigits => digits is not null;

    /// <summary>The items that were asked for; null for as many as a view has room for.</summary>
    internal int? ItemsAskedFor => maxItems;

    internal static PrintOptions Default { get; } = new();

    private static int AtLeastOne(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }
}

using System.Globalization;

namespace Autodiff;

public readonly partial struct Tensor<T> : IFormattable
{
    /// <summary>Type and shape on the first line, then the elements in rows; of a tensor without axes its number.</summary>
    /// <remarks>Numbers have 6 significant digits, and of an axis longer than 8 the first 4 and the last 4 are shown.</remarks>
    public override string ToString() => ToString(PrintOptions.Default);

    /// <summary>The same with the digits and as many elements as the options ask for.</summary>
    /// <exception cref="ArgumentNullException">There are no options.</exception>
    public string ToString(PrintOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return IsSet
            ? Print(new TensorText<T>(this, options.Digits), options.MaxItems)
            : $"{TypeName.Of(typeof(T))} tensor, never assigned"; // as debuggers and messages of failed tests ask of anything
    }

    /// <summary>The same with each number in a format such as <c>F2</c>; invariant, unless a culture is given.</summary>
    /// <param name="format">The format of a number; null or empty for 6 significant digits.</param>
    /// <param name="formatProvider">The culture; null for the invariant one.</param>
    /// <exception cref="FormatException">The numbers know no such format.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        if (!IsSet || (string.IsNullOrEmpty(format) && formatProvider is null))
        {
            return ToString();
        }

        var options = PrintOptions.Default;
        var culture = formatProvider ?? CultureInfo.InvariantCulture;
        string point = NumberFormatInfo.GetInstance(culture).NumberDecimalSeparator;
        return Print(new TensorText<T>(this, (number, digits) => number.ToString(string.IsNullOrEmpty(format) ? $"G{digits}" : format, culture), options.Digits, point), options.MaxItems);
    }

    private string Print(TensorText<T> text, int limit) => Rank == 0 ? text.Block(limit) : $"{TensorText<T>.Kind(Shape)}\n{text.Block(limit)}";
}

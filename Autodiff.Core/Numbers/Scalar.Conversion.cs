using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

// Text and conversions. A number made from text or from another type is a constant; converting to another type keeps the value alone.
public readonly partial struct Scalar<T>
{
    /// <inheritdoc/>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, formatProvider);

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Value.TryFormat(destination, out charsWritten, format, provider);

    /// <inheritdoc/>
    public static Scalar<T> Parse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider) => new(T.Parse(s, style, provider));

    /// <inheritdoc/>
    public static Scalar<T> Parse(string s, NumberStyles style, IFormatProvider? provider) => new(T.Parse(s, style, provider));

    /// <inheritdoc/>
    public static Scalar<T> Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => new(T.Parse(s, provider));

    /// <inheritdoc/>
    public static Scalar<T> Parse(string s, IFormatProvider? provider) => new(T.Parse(s, provider));

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, NumberStyles style, IFormatProvider? provider, out Scalar<T> result)
    {
        bool parsed = T.TryParse(s, style, provider, out T? value);
        result = parsed ? new(value!) : default;
        return parsed;
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, NumberStyles style, IFormatProvider? provider, out Scalar<T> result)
    {
        bool parsed = T.TryParse(s, style, provider, out T? value);
        result = parsed ? new(value!) : default;
        return parsed;
    }

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Scalar<T> result)
    {
        bool parsed = T.TryParse(s, provider, out T? value);
        result = parsed ? new(value!) : default;
        return parsed;
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Scalar<T> result)
    {
        bool parsed = T.TryParse(s, provider, out T? value);
        result = parsed ? new(value!) : default;
        return parsed;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> CreateChecked<TOther>(TOther value) where TOther : INumberBase<TOther> =>
        typeof(TOther) == typeof(Scalar<T>) ? (Scalar<T>)(object)value : new(T.CreateChecked(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> CreateSaturating<TOther>(TOther value) where TOther : INumberBase<TOther> =>
        typeof(TOther) == typeof(Scalar<T>) ? (Scalar<T>)(object)value : new(T.CreateSaturating(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> CreateTruncating<TOther>(TOther value) where TOther : INumberBase<TOther> =>
        typeof(TOther) == typeof(Scalar<T>) ? (Scalar<T>)(object)value : new(T.CreateTruncating(value));

    static bool INumberBase<Scalar<T>>.TryConvertFromChecked<TOther>(TOther value, out Scalar<T> result)
    {
        result = CreateChecked(value);
        return true;
    }

    static bool INumberBase<Scalar<T>>.TryConvertFromSaturating<TOther>(TOther value, out Scalar<T> result)
    {
        result = CreateSaturating(value);
        return true;
    }

    static bool INumberBase<Scalar<T>>.TryConvertFromTruncating<TOther>(TOther value, out Scalar<T> result)
    {
        result = CreateTruncating(value);
        return true;
    }

    static bool INumberBase<Scalar<T>>.TryConvertToChecked<TOther>(Scalar<T> value, [MaybeNullWhen(false)] out TOther result)
    {
        result = TOther.CreateChecked(value.Value);
        return true;
    }

    static bool INumberBase<Scalar<T>>.TryConvertToSaturating<TOther>(Scalar<T> value, [MaybeNullWhen(false)] out TOther result)
    {
        result = TOther.CreateSaturating(value.Value);
        return true;
    }

    static bool INumberBase<Scalar<T>>.TryConvertToTruncating<TOther>(Scalar<T> value, [MaybeNullWhen(false)] out TOther result)
    {
        result = TOther.CreateTruncating(value.Value);
        return true;
    }
}

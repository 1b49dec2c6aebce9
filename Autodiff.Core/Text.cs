using System.Globalization;
using System.Numerics;

namespace Autodiff;

/// <summary>Numbers as text, the same in every culture.</summary>
internal static class Text
{
    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Of<T>(T value) where T : INumber<T> => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>So many significant digits.</summary>
    public static string Of<T>(T value, int digits) where T : INumber<T> => value.ToString($"G{digits}", CultureInfo.InvariantCulture);
}

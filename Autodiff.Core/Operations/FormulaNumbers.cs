using System.Globalization;
using System.Numerics;

namespace Autodiff;

/// <summary>Numbers as formulas and the tables around them write them: <c>0.529412</c>, <c>1e-20</c>, <c>-∞</c>.</summary>
internal static class FormulaNumbers
{
    /// <summary>The significant digits, unless the reader asks for others.</summary>
    public const int UsualDigits = 6;

    /// <summary>A number with so many significant digits.</summary>
    public static string Text<T>(T number, int digits = UsualDigits) where T : INumber<T>
    {
        if (T.IsInfinity(number))
        {
            return T.IsPositive(number) ? "∞" : "-∞";
        }

        string text = Autodiff.Text.Of(number, digits);
        return text.Split('E') is [var mantissa, var exponent] ? $"{mantissa}e{int.Parse(exponent, CultureInfo.InvariantCulture)}" : text;
    }

    /// <summary>A number as part of a formula.</summary>
    public static Formula Of<T>(T number, int digits) where T : INumber<T> => Formula.Signed(Text(number, digits));

    /// <summary>A constant that an author wrote, when it has a point, with no more than so many digits.</summary>
    public static string Rounded(string constant, int digits) =>
        constant.Contains('.', StringComparison.Ordinal) ? Text(double.Parse(constant, CultureInfo.InvariantCulture), digits) : constant;
}

using System.Globalization;
using System.Numerics;

namespace Autodiff.Tests.Operations;

/// <summary>The number that a formula stands for: signs by arithmetic, powers and names by the operations of the catalog.</summary>
static class FormulaEvaluator
{
    /// <summary>The value with a number for each letter.</summary>
    public static T Evaluate<T>(this Formula formula, IReadOnlyDictionary<string, T> letters) where T : IFloatingPointIeee754<T> => formula switch
    {
        Formula.Number number => Constant<T>(number.Text),
        Formula.Symbol symbol => letters[symbol.Name],
        Formula.Negative negative => -negative.Operand.Evaluate(letters),
        Formula.Infix infix => Combine(infix.Sign, infix.Left.Evaluate(letters), infix.Right.Evaluate(letters)),
        Formula.Application application => Catalog.Find(application.Name).Apply<T>([.. application.Arguments.Select(argument => argument.Evaluate(letters))]),
        Formula.Conditional choice => Holds(choice.Condition, letters) ? choice.Value.Evaluate(letters) : choice.Otherwise.Evaluate(letters),
        _ => throw new ArgumentException($"{formula} has a part that is not known.", nameof(formula)),
    };

    static T Constant<T>(string text) where T : IFloatingPointIeee754<T> => text switch
    {
        "π" => T.Pi,
        "e" => T.E,
        "½" => T.CreateChecked(0.5),
        "²" => T.CreateChecked(2),
        "³" => T.CreateChecked(3),
        "NaN" => T.NaN,
        _ => T.CreateChecked(double.Parse(text, CultureInfo.InvariantCulture)),
    };

    static T Combine<T>(string sign, T left, T right) where T : IFloatingPointIeee754<T> => sign switch
    {
        "+" => left + right,
        "-" => left - right,
        "·" => left * right,
        "/" => left / right,
        "^" => Catalog.Find("power").Apply<T>([left, right]),
        _ => throw new ArgumentException($"{sign} does not make a number.", nameof(sign)),
    };

    static bool Holds<T>(Formula condition, IReadOnlyDictionary<string, T> letters) where T : IFloatingPointIeee754<T>
    {
        var comparison = (Formula.Infix)condition;
        int order = comparison.Left.Evaluate(letters).CompareTo(comparison.Right.Evaluate(letters));
        return comparison.Sign switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            "=" => order == 0,
            _ => throw new ArgumentException($"{condition} is not a comparison.", nameof(condition)),
        };
    }
}

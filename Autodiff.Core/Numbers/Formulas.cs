using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A formula of whichever arity, as loops see it: operands beyond its arity are not looked at.</summary>
internal interface IFormula
{
    static abstract int Arity { get; }

    static abstract string Name { get; }

    string Attributes { get; }

    TNumber Value<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber>;
}

internal readonly record struct UnaryFormula<TFormula>(TFormula Formula) : IFormula where TFormula : struct, IUnaryFormula
{
    public static int Arity => 1;
    public static string Name => typeof(TFormula).Name;
    public string Attributes => FormulaAttributes.Of(Formula);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber Value<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => Formula.Value(x);
}

internal readonly record struct BinaryFormula<TFormula>(TFormula Formula) : IFormula where TFormula : struct, IBinaryFormula
{
    public static int Arity => 2;
    public static string Name => typeof(TFormula).Name;
    public string Attributes => FormulaAttributes.Of(Formula);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber Value<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => Formula.Value(x, y);
}

internal readonly record struct TernaryFormula<TFormula>(TFormula Formula) : IFormula where TFormula : struct, ITernaryFormula
{
    public static int Arity => 3;
    public static string Name => typeof(TFormula).Name;
    public string Attributes => FormulaAttributes.Of(Formula);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber Value<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => Formula.Value(x, y, z);
}

internal readonly record struct QuaternaryFormula<TFormula>(TFormula Formula) : IFormula where TFormula : struct, IQuaternaryFormula
{
    public static int Arity => 4;
    public static string Name => typeof(TFormula).Name;
    public string Attributes => FormulaAttributes.Of(Formula);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TNumber Value<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => Formula.Value(x, y, z, w);
}

namespace Autodiff;

/// <summary>A formula of single elements that stands beside the rows of the catalog; <see cref="FormulaKernel{T, TFormula}"/> runs it.</summary>
internal interface IElementFormula
{
    /// <summary>True of the numbers that are given, counted from 0; the others mean nothing.</summary>
    static abstract bool Reads(int operand);

    static abstract TNumber Of<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w, TNumber v) where TNumber : struct, IPointwise<TNumber>;
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>The numbers of operands, to be checked or counted; nothing is recorded.</summary>
internal static class OperandNumbers
{
    public static ReadOnlySpan<T> Numbers<T>(this Tensor<T> x) where T : IFloatingPointIeee754<T> => x.Detach().Contiguous().Span;

    /// <summary>True of a whole number from 0 to one less than there are classes.</summary>
    public static bool IsClass<T>(this T number, int classes) where T : IFloatingPointIeee754<T> =>
        T.IsInteger(number) && number >= T.Zero && number < T.CreateChecked(classes);
}

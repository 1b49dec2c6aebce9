using System.Numerics;

namespace Autodiff;

/// <summary>The adjoints inside a <see cref="Recurrence{T, TFormula}"/>, of its result, the adjoint of that, and U; for sweeps that nobody differentiates.</summary>
/// <remarks>Of shape [1 + time, batch, 4 · units], with the adjoints of the start at the first time.</remarks>
internal readonly record struct RecurrenceAdjoint<T, TFormula> : ITensorOperation<T>
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IRecurrenceFormula
{
    public string Name => $"{TFormula.Name} adjoint";

    public Shape ShapeOf(ReadOnlySpan<Tensor<T>> x) => x[0].Shape.With(2, 4 * x[2].Shape[0]);

    public void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y) =>
        RecurrenceKernel.RunAdjoint<T, TFormula>(new(x[0].Shape[0] - 1, x[0].Shape[1], x[2].Shape[0]), x[0].Memory, x[1].Memory, x[2].Memory, y);

    public Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint) =>
        throw new NotSupportedException($"'{Name}' is not recorded: what is recorded is composed.");
}

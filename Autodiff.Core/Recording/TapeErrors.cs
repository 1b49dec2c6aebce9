using System.Diagnostics.CodeAnalysis;

namespace Autodiff;

/// <summary>What can go wrong with a tape, each said with its remedy. Apart from the callers, so that they stay small enough to inline.</summary>
internal static class TapeErrors
{
    [DoesNotReturn]
    public static void Mixed() => throw new InvalidOperationException(
        "The operands are on two different tapes. Record both on one tape, or call Detach() on one to use its value as a constant. A derivative inside a derivative is taken at a number of the outer tape: a scalar of it, or for tensors one that tape.Constant gives (Differentiate then records on that tape).");

    [DoesNotReturn]
    public static void Stale() => throw new InvalidOperationException(
        "The scalar was recorded before its tape was reset or rewound, and its entry is gone. Make it anew with tape.Input, or take Mark() after recording it.");

    [DoesNotReturn]
    public static void StaleTensor(string? parameter) => throw new InvalidOperationException(parameter is not null
        ? $"The parameter {parameter} has changed since it was made a tensor. Use the parameter again, or keep a copy: its Value."
        : "The tensor is in memory of a tape that was reset or rewound since, and its elements are gone. Make it anew with tape.Input or tape.Constant, or keep a copy made by ToPlain() before the reset.");

    [DoesNotReturn]
    public static void OffTape(string parameter) => throw new InvalidOperationException(
        $"An operand on a tape met a tensor that was computed from the parameter {parameter} off the tape, so no derivative would come back to it. Begin that computation with an operand on the tape, such as tape.Constant(x) or parameter.Beside(x); or call Detach() on its result to use it as a constant.");

    [DoesNotReturn]
    public static void JoinedAgain(string parameter) => throw new InvalidOperationException(
        $"The parameter {parameter} changed while the tape was recorded, so it is there more than once, with different numbers. Take the gradient with respect to the input that is meant, kept from tape.Input(parameter) before the change.");

    [DoesNotReturn]
    public static void Unassigned(string type) => throw new InvalidOperationException(
        $"This tensor was never assigned: it is the default that a field or an element of an array holds at first. Assign one, as of Tensor.Of, Tensor.Zeros or tape.Input; an empty vector is Tensor.Zeros<{type}>(0).");

    [DoesNotReturn]
    public static void AdjointGone() => throw new InvalidOperationException(
        "The adjoint of this tensor was given back as soon as the sweep had passed it. Call Named on the tensor, or set KeepsAdjoints of the tape before the sweep; those of inputs are always kept.");

    [DoesNotReturn]
    public static void Full(int limit) => throw new InvalidOperationException(
        $"The tape holds its limit of {limit} entries. Sweep and Reset() or Rewind() more often, sum over spans with Functions.Sum or Dot (one entry each), or raise the limit of the tape.");

    [DoesNotReturn]
    public static void TooManyOperands() => throw new InvalidOperationException(
        $"The operands of the n-ary entries exceed the longest array, {Array.MaxLength} in all. Sweep and Reset() or Rewind() more often.");

    [DoesNotReturn]
    public static void Constant(string role) => throw new InvalidOperationException(
        $"The {role} is a constant: no operation on it was recorded. Make the independent variables with tape.Input, and check that the result is computed from them; a model with parameters that are not frozen is recorded when it is applied to a tensor on the tape, such as tape.Constant(x).");

    [DoesNotReturn]
    public static void OtherTape(string role) => throw new InvalidOperationException(
        $"The {role} is on another tape. Ask the tape that recorded it.");

    [DoesNotReturn]
    public static void Released() => throw new InvalidOperationException(
        "These gradients were given back: the tape was reset or rewound since they were taken, they were disposed of, or never taken. Read them before, or copy what you need.");

    [DoesNotReturn]
    public static void Later() => throw new InvalidOperationException(
        "This was recorded after these gradients were taken. Call Gradient again.");

    [DoesNotReturn]
    public static void ReadBefore() => throw new InvalidOperationException(
        "The tape was reset or rewound since it was read, and its entries are gone. Call Read() again.");
}

using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>What one call of a <see cref="FusedKernel{T, TVector, TSimd, TFormula}"/> works on: runs of a few registers of each operand.</summary>
internal ref struct FusedBlock<T>
{
    /// <summary>As many numbers as the widest register holds: what stands for an operand that is one number through the whole block.</summary>
    public const int Widest = 16;

    /// <summary>The weights are after the operands.</summary>
    public const int WeightsNumber = 4;

    public ReadOnlySpan<T> X, Y, Z, W, Weights;

    /// <summary>Where values go.</summary>
    public Span<T> Result;

    /// <summary>Where products go; those of an operand without a place are added up.</summary>
    public Span<T> ToX, ToY, ToZ, ToW;

    /// <summary>Bit k: operand k, of which the weights are the last, is one number.</summary>
    public int Same;

    public int Length;

    /// <summary>All ones when the operand moves on from register to register, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint Keep(int operand) => (Same & (1 << operand)) == 0 ? -1 : 0;
}

/// <summary>A sum for each operand.</summary>
[InlineArray(4)]
internal struct FusedSums<T>
{
    private T first;
}

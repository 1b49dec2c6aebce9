using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>The object that stands for an operation on the tape: one for equal structs, so that recording in a loop boxes nothing.</summary>
internal static class SharedOperation<T, TOperation>
    where T : IFloatingPointIeee754<T>
    where TOperation : ITensorOperation<T>
{
    private static readonly ITensorOperation<T>? WithoutAttributes = default(TOperation);
    private static readonly Recent<ITensorOperation<T>> Made = new();

    public static ITensorOperation<T> Of(TOperation operation)
    {
        if (!typeof(TOperation).IsValueType)
        {
            return operation;
        }

        if (AreSame(operation, default!))
        {
            return WithoutAttributes!;
        }

        int hash = operation.GetHashCode();
        foreach (var made in Made.Places(hash))
        {
            if (made is TOperation known && AreSame(operation, known))
            {
                return made;
            }
        }

        return Made.Add(hash, operation);
    }

    /// <summary>Equal, and where that can be seen without 0 for -0, which are equal numbers but different attributes.</summary>
    private static bool AreSame(TOperation left, TOperation right) =>
        EqualityComparer<TOperation>.Default.Equals(left, right)
        && (RuntimeHelpers.IsReferenceOrContainsReferences<TOperation>() || !DifferInSignOfZero(Words(ref left), Words(ref right)));

    /// <summary>
    /// True when somewhere one has 0 and the other only the sign of a number of whatever width. Comparing all bits would not do: between
    /// the fields of a struct stands whatever stood there.
    /// </summary>
    private static bool DifferInSignOfZero(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        const int Sign = 1 << 15;
        for (int i = 0; i < left.Length; i++)
        {
            if ((left[i] ^ right[i]) == Sign && (left[i] | right[i]) == Sign)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<ushort> Words(ref TOperation operation) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TOperation, ushort>(ref operation), Unsafe.SizeOf<TOperation>() / sizeof(ushort));
}

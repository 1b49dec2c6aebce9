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

    /// <summary>Equal, and to the last bit where that can be seen: 0 and -0 are equal numbers but may be different attributes.</summary>
    private static bool AreSame(TOperation left, TOperation right) =>
        EqualityComparer<TOperation>.Default.Equals(left, right)
        && (RuntimeHelpers.IsReferenceOrContainsReferences<TOperation>() || Bytes(ref left).SequenceEqual(Bytes(ref right)));

    private static ReadOnlySpan<byte> Bytes(ref TOperation operation) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TOperation, byte>(ref operation), Unsafe.SizeOf<TOperation>());
}

using System.Numerics;

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

        if (EqualityComparer<TOperation>.Default.Equals(operation, default))
        {
            return WithoutAttributes!;
        }

        int hash = operation.GetHashCode();
        foreach (var made in Made.Places(hash))
        {
            if (made is TOperation known && EqualityComparer<TOperation>.Default.Equals(operation, known))
            {
                return made;
            }
        }

        return Made.Add(hash, operation);
    }
}

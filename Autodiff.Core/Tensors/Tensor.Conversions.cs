using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>A plain copy in another number type, each number rounded to it.</summary>
    /// <exception cref="InvalidOperationException">The tensor is recorded: a tape has one number type, so no derivative could come back.</exception>
    public Tensor<TTo> Cast<TTo>() where TTo : IFloatingPointIeee754<TTo> => IsConstant
        ? new(Shape, Array.ConvertAll(ToArray(), TTo.CreateChecked))
        : throw new InvalidOperationException($"Cast: the tensor is recorded on a tape of {TypeName.Of(typeof(T))}, and no derivative comes back from {TypeName.Of(typeof(TTo))}. Call Detach() first to use its numbers as constants, or record on a tape of the other type from the beginning.");

    /// <summary>A copy of a matrix as an array of two dimensions.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not two axes.</exception>
    public T[,] ToArray2D()
    {
        RequireRank(2, nameof(ToArray2D));
        var array = new T[Shape[0], Shape[1]];
        CopyTo(ElementsOf(array));
        return array;
    }

    /// <summary>A copy of a tensor of three axes as an array of three dimensions.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not three axes.</exception>
    public T[,,] ToArray3D()
    {
        RequireRank(3, nameof(ToArray3D));
        var array = new T[Shape[0], Shape[1], Shape[2]];
        CopyTo(ElementsOf(array));
        return array;
    }

    /// <summary>A copy of a matrix as an array of its rows.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not two axes.</exception>
    public T[][] ToJagged()
    {
        RequireRank(2, nameof(ToJagged));
        return Rows(ToArray(), Shape[0], Shape[1]);
    }

    /// <summary>A copy of a tensor of three axes as an array of its matrices, each an array of its rows.</summary>
    /// <exception cref="InvalidOperationException">The tensor has not three axes.</exception>
    public T[][][] ToJagged3D()
    {
        RequireRank(3, nameof(ToJagged3D));
        var (rows, columns) = (Shape[1], Shape[2]);
        return [.. Rows(ToArray(), Shape[0], rows * columns).Select(matrix => Rows(matrix, rows, columns))];
    }

    private static T[][] Rows(T[] items, int rows, int length) =>
        [.. Enumerable.Range(0, rows).Select(row => items.AsSpan(row * length, length).ToArray())];

    /// <summary>The elements of an array of several dimensions, which stand side by side in row-major order.</summary>
    private static Span<T> ElementsOf(Array array) => array.Length == 0
        ? []
        : MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private void RequireRank(int rank, string operation)
    {
        if (Rank != rank)
        {
            throw new InvalidOperationException($"{operation} needs {rank} axes, and the shape {Shape} has {Rank}. Reshape it, or take the elements in row-major order with ToArray.");
        }
    }
}

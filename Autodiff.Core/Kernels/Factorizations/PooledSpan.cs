using System.Buffers;

namespace Autodiff;

/// <summary>Scratch of a kernel: a span borrowed from the shared pool until the end of a using block. Its content is undefined.</summary>
internal readonly ref struct PooledSpan<T> : IDisposable
{
    private readonly T[] array;

    public PooledSpan(int length)
    {
        array = ArrayPool<T>.Shared.Rent(length);
        Span = array.AsSpan(0, length);
    }

    public Span<T> Span { get; }

    public void Dispose() => ArrayPool<T>.Shared.Return(array);
}

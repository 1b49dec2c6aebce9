using System.Buffers;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>Tensors in files of the safetensors format, which holds numbers and nothing that could be run.</summary>
/// <remarks>
/// Eight bytes of length, a header in JSON, and the numbers in row-major order, the least significant byte first. Files come from anywhere,
/// so every rule of the format is checked before memory is taken for tensors. PyTorch stores the weights of a dense layer as
/// [outputs, inputs]: transpose them.
/// </remarks>
public static class Safetensors
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes a file, which is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Texts by name.</param>
    /// <param name="format">F64, F32, F16 or BF16, to which numbers are rounded, to BF16 by way of F32; the format of T when left out, which keeps every bit.</param>
    /// <exception cref="ArgumentException">A name is "__metadata__" or not valid text, a text of the metadata is null or not valid, or the format is one of whole numbers.</exception>
    /// <exception cref="NotSupportedException">T has no format of its own, and none is given.</exception>
    public static void Write<T>(
        string path, IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null, NumberFormat? format = null)
        where T : IFloatingPointIeee754<T> => Replacement.Write(path, stream => Write(stream, tensors, metadata, format));

    /// <summary>Writes to a stream, which is left open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Texts by name.</param>
    /// <param name="format">F64, F32, F16 or BF16, to which numbers are rounded, to BF16 by way of F32; the format of T when left out, which keeps every bit.</param>
    /// <exception cref="ArgumentException">A name is "__metadata__" or not valid text, a text of the metadata is null or not valid, or the format is one of whole numbers.</exception>
    /// <exception cref="NotSupportedException">T has no format of its own, and none is given.</exception>
    public static void Write<T>(
        Stream stream, IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null, NumberFormat? format = null)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        var stored = format ?? NumberFormats.Of<T>();
        if (stored > NumberFormat.BF16)
        {
            throw new ArgumentException($"Numbers are not written as {stored}, which would lose fractions. Give F64, F32, F16 or BF16.", nameof(format));
        }

        string[] names = SafetensorsHeader.Ordered(tensors.Keys);
        stream.Write(SafetensorsHeader.Bytes(names, name => tensors[name].Shape, metadata, stored));
        foreach (string name in names)
        {
            WriteNumbers(stream, stored, tensors[name].Contiguous().Span);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors, whose numbers are rounded where T does not hold those of the file.</returns>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format.</exception>
    /// <exception cref="NotSupportedException">It holds a type of numbers that is not read, or a tensor that is too large for an array.</exception>
    public static TensorFile<T> Read<T>(string path) where T : IFloatingPointIeee754<T>
    {
        using var stream = File.OpenRead(path);
        return Read<T>(stream);
    }

    /// <summary>Reads from the position of a stream to its end.</summary>
    /// <param name="stream">A stream that knows its length; it is left open.</param>
    /// <returns>The tensors, whose numbers are rounded where T does not hold those of the stream.</returns>
    /// <exception cref="ArgumentException">The stream does not know its length.</exception>
    /// <exception cref="InvalidDataException">The stream breaks a rule of the format.</exception>
    /// <exception cref="NotSupportedException">It holds a type of numbers that is not read, or a tensor that is too large for an array.</exception>
    public static TensorFile<T> Read<T>(Stream stream) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream does not know its length, by which the header is checked. Copy it to a file or to a MemoryStream.", nameof(stream));
        }

        var header = SafetensorsHeader.Read(stream);
        var shapes = header.Tensors.Select(its => its.Shape()).ToArray(); // all, before memory is taken for any
        var tensors = new Dictionary<string, Tensor<T>>(StringComparer.Ordinal);
        foreach (var (its, shape) in header.Tensors.Zip(shapes))
        {
            tensors.Add(its.Name, Tensor.Of<T>(shape, ReadNumbers<T>(stream, its.Format, shape.ElementCount)));
        }

        return new(tensors, header.Metadata);
    }

    private static void WriteNumbers<T>(Stream stream, NumberFormat format, ReadOnlySpan<T> numbers) where T : IFloatingPointIeee754<T>
    {
        int size = format.Size();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        while (numbers.Length > 0)
        {
            int count = Math.Min(BufferSize / size, numbers.Length);
            for (int i = 0; i < count; i++)
            {
                format.Write(numbers[i], buffer.AsSpan(i * size, size));
            }

            stream.Write(buffer, 0, count * size);
            numbers = numbers[count..];
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static T[] ReadNumbers<T>(Stream stream, NumberFormat format, int length) where T : IFloatingPointIeee754<T>
    {
        int size = format.Size();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var numbers = new T[length];
        for (int start = 0; start < length;)
        {
            int count = Math.Min(BufferSize / size, length - start);
            stream.ReadExactly(buffer, 0, count * size);
            for (int i = 0; i < count; i++)
            {
                numbers[start + i] = format.Read<T>(buffer.AsSpan(i * size, size));
            }

            start += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return numbers;
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>Reads arrays in the IDX format, that of the MNIST files: plain, or compressed with gzip.</summary>
/// <remarks>Two zero bytes, the type, the number of axes, their lengths as 32-bit numbers, the elements in row-major order; all big-endian.</remarks>
public static class Idx
{
    private const int MostAxes = 8;
    private const int ChunkLength = 1 << 20;

    /// <summary>The array in a file.</summary>
    /// <param name="path">The file, compressed or not; its first bytes tell.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not what the format says; the message tells what is wrong.</exception>
    public static Tensor<T> Read<T>(string path) where T : IFloatingPointIeee754<T>
    {
        using var file = File.OpenRead(path);
        try
        {
            return Read<T>(file);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>The array in a stream that can seek.</summary>
    /// <param name="stream">The stream, compressed or not.</param>
    /// <exception cref="InvalidDataException">It is not what the format says.</exception>
    public static Tensor<T> Read<T>(Stream stream) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        long start = stream.Position;
        bool isCompressed = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = start;
        if (!isCompressed)
        {
            return ReadPlain<T>(stream);
        }

        using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        return ReadPlain<T>(plain);
    }

    private static Tensor<T> ReadPlain<T>(Stream stream) where T : IFloatingPointIeee754<T>
    {
        var (type, shape) = ReadHeader(stream);
        int size = SizeOf(type);
        var elements = ReadElements(stream, (long)shape.ElementCount * size);
        var numbers = new T[shape.ElementCount];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Number<T>(type, elements.AsSpan(i * size, size));
        }

        return Tensor.Of(shape, numbers);
    }

    private static (byte Type, Shape Shape) ReadHeader(Stream stream)
    {
        Span<byte> magic = stackalloc byte[4];
        Span<byte> lengths = stackalloc byte[4 * MostAxes];
        Fill(stream, magic);
        if (magic[0] != 0 || magic[1] != 0 || SizeOf(magic[2]) == 0 || magic[3] > MostAxes)
        {
            throw new InvalidDataException($"This is no IDX file: it begins with {Convert.ToHexString(magic)}, and 0000 should be followed by a type (08, 09, 0B to 0E) and up to {MostAxes} axes.");
        }

        lengths = lengths[..(4 * magic[3])];
        Fill(stream, lengths);
        Span<int> axes = stackalloc int[magic[3]];
        var count = UInt128.One;
        for (int i = 0; i < axes.Length; i++)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(lengths[(4 * i)..]);
            count *= length;
            if (length > int.MaxValue || count * (uint)SizeOf(magic[2]) > (uint)Array.MaxLength)
            {
                throw new InvalidDataException("The header of this IDX file asks for more elements than an array holds.");
            }

            axes[i] = (int)length;
        }

        return (magic[2], Shape.Of(axes));
    }

    /// <summary>Reads in chunks, so that no header makes this take more memory than the file has bytes.</summary>
    private static byte[] ReadElements(Stream stream, long count)
    {
        byte[] elements = new byte[Math.Min(count, ChunkLength)];
        int read = 0;
        while (true)
        {
            int more = stream.ReadAtLeast(elements.AsSpan(read), elements.Length - read, throwOnEndOfStream: false);
            read += more;
            if (read < elements.Length)
            {
                throw new InvalidDataException($"This IDX file ends after {read} of {count} bytes of elements.");
            }

            if (read == count)
            {
                break;
            }

            Array.Resize(ref elements, (int)Math.Min(count, 2L * elements.Length));
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"This IDX file goes on after its {count} bytes of elements.");
        }

        return elements;
    }

    private static void Fill(Stream stream, Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException("This IDX file ends within its header.");
        }
    }

    /// <summary>The bytes of an element; 0 for a type that there is not.</summary>
    private static int SizeOf(byte type) => type switch { 0x08 or 0x09 => 1, 0x0B => 2, 0x0C or 0x0D => 4, 0x0E => 8, _ => 0 };

    private static T Number<T>(byte type, ReadOnlySpan<byte> bytes) where T : IFloatingPointIeee754<T> => type switch
    {
        0x08 => T.CreateChecked(bytes[0]),
        0x09 => T.CreateChecked((sbyte)bytes[0]),
        0x0B => T.CreateChecked(BinaryPrimitives.ReadInt16BigEndian(bytes)),
        0x0C => T.CreateChecked(BinaryPrimitives.ReadInt32BigEndian(bytes)),
        0x0D => T.CreateChecked(BinaryPrimitives.ReadSingleBigEndian(bytes)),
        _ => T.CreateChecked(BinaryPrimitives.ReadDoubleBigEndian(bytes)),
    };
}

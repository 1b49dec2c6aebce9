using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Autodiff.NN;

/// <summary>The header of a safetensors file: read with every check, and written.</summary>
internal sealed record SafetensorsHeader(IReadOnlyList<StoredTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    public const string MetadataName = "__metadata__";

    /// <summary>The most bytes of a header, as the reference implementation has it.</summary>
    private const int MaxBytes = 100_000_000;

    private const int PrefixSize = sizeof(ulong);

    private static readonly UTF8Encoding Utf8Text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The header at the position of a stream, which is then at the numbers. The tensors are in the order of their numbers.</summary>
    /// <exception cref="InvalidDataException">It breaks a rule of the format.</exception>
    public static SafetensorsHeader Read(Stream stream)
    {
        long length = stream.Length - stream.Position;
        if (length < PrefixSize)
        {
            throw new InvalidDataException($"This is not a safetensors file: it has {length} bytes, and the first {PrefixSize} of one are the length of its header.");
        }

        Span<byte> prefix = stackalloc byte[PrefixSize];
        stream.ReadExactly(prefix);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (size > MaxBytes)
        {
            throw new InvalidDataException($"This is not a safetensors file: the first {PrefixSize} bytes of one are the length of its header, at most {MaxBytes}, and these are not.");
        }

        long numbers = length - PrefixSize - (long)size;
        if (numbers < 0)
        {
            throw new InvalidDataException($"The header would have {size} bytes, and the file ends before, after {length}.");
        }

        byte[] json = new byte[size];
        stream.ReadExactly(json);
        if (!Utf8.IsValid(json))
        {
            throw new InvalidDataException("The header is not valid UTF-8.");
        }

        var (tensors, metadata) = SafetensorsParser.Parse(json);
        StoredTensor[] ordered = [.. tensors.OrderBy(its => its.Begin).ThenBy(its => its.End)];
        RequireLayout(ordered, (ulong)numbers);
        return new(ordered, metadata);
    }

    /// <summary>Names in the order of their bytes. All tensors have one type, by whose alignment the reference orders first.</summary>
    /// <exception cref="ArgumentException">A name is reserved or not valid text.</exception>
    public static string[] Ordered(IEnumerable<string> names)
    {
        var bytes = new List<(string Name, byte[] Bytes)>();
        foreach (string name in names)
        {
            bytes.Add(name == MetadataName
                ? throw new ArgumentException($"The name {MetadataName} stands for the metadata in a file. Give the tensor another.", nameof(names))
                : (name, Utf8Text.GetBytes(name)));
        }

        bytes.Sort((x, y) => x.Bytes.AsSpan().SequenceCompareTo(y.Bytes));
        return [.. bytes.Select(its => its.Name)];
    }

    /// <summary>The first bytes of a file, up to the numbers, which start at a multiple of eight.</summary>
    public static byte[] Bytes(IReadOnlyList<string> names, Func<string, Shape> shapeOf, IReadOnlyDictionary<string, string>? metadata, NumberFormat format)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            WriteMetadata(writer, metadata);
            long begin = 0;
            foreach (string name in names)
            {
                begin = WriteTensor(writer, name, shapeOf(name), format, begin);
            }

            writer.WriteEndObject();
        }

        int size = (json.WrittenCount + PrefixSize - 1) / PrefixSize * PrefixSize;
        byte[] bytes = new byte[PrefixSize + size];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, size);
        json.WrittenSpan.CopyTo(bytes.AsSpan(PrefixSize));
        bytes.AsSpan(PrefixSize + json.WrittenCount).Fill((byte)' ');
        return bytes;
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        writer.WriteStartObject(MetadataName);
        foreach (var (name, text) in metadata.OrderBy(its => its.Key, StringComparer.Ordinal))
        {
            RequireText(name);
            RequireText(text ?? throw new ArgumentException($"The text of \"{name}\" is null, which the format does not have. Leave it out, or give an empty one.", nameof(metadata)));
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    }

    /// <exception cref="ArgumentException">It is not valid text, and would be written as another.</exception>
    private static void RequireText(string text) => Utf8Text.GetByteCount(text);

    private static long WriteTensor(Utf8JsonWriter writer, string name, Shape shape, NumberFormat format, long begin)
    {
        long end = begin + ((long)shape.ElementCount * format.Size());
        writer.WriteStartObject(name);
        writer.WriteString("dtype", $"{format}");
        writer.WriteStartArray("shape");
        foreach (int length in shape.Lengths)
        {
            writer.WriteNumberValue(length);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
        return end;
    }

    /// <summary>The tensors follow each other from the first byte to the last: no hole, in which anything could hide, and no overlap, by which a small file could ask for much memory.</summary>
    private static void RequireLayout(ReadOnlySpan<StoredTensor> tensors, ulong numbers)
    {
        ulong end = 0;
        foreach (var its in tensors)
        {
            if (its.Begin != end || its.End < its.Begin)
            {
                throw new InvalidDataException($"The tensor \"{its.Name}\" stands at the bytes {its.Begin} to {its.End}, and should start at {end}, where the one before it ends.");
            }

            end = its.End;
            if (its.Size() != its.End - its.Begin)
            {
                throw new InvalidDataException($"The tensor \"{its.Name}\" of shape {its} and type {its.Format} takes {its.Size()} bytes, and has {its.End - its.Begin}.");
            }
        }

        if (end != numbers)
        {
            throw new InvalidDataException($"The tensors end at byte {end} after the header, and the file at {numbers}: it was cut off, or something was added.");
        }
    }
}

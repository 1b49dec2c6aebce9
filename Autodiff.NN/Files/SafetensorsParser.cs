using System.Text.Json;

namespace Autodiff.NN;

/// <summary>Reads the JSON of a header.</summary>
internal static class SafetensorsParser
{
    private const int MaxTensors = 100_000;

    /// <summary>The tensors in the order of the header, and the metadata.</summary>
    /// <exception cref="InvalidDataException">The text is not as the format demands.</exception>
    /// <exception cref="NotSupportedException">A tensor is of a type that is not read, or has too many axes.</exception>
    public static (List<StoredTensor> Tensors, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> json)
    {
        if (json is not [(byte)'{', ..])
        {
            throw new InvalidDataException("This is not a safetensors file: the header of one starts with {.");
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var parsed = ParseObject(ref reader);
            reader.Read(); // throws when more follows than spaces
            return parsed;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"The header is not valid JSON: {error.Message}", error);
        }
    }

    private static (List<StoredTensor> Tensors, Dictionary<string, string> Metadata) ParseObject(ref Utf8JsonReader reader)
    {
        var tensors = new List<StoredTensor>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextName(ref reader) is { } name)
        {
            if (!names.Add(name))
            {
                throw Twice(name);
            }

            Expect(ref reader, JsonTokenType.StartObject, name);
            if (name == SafetensorsHeader.MetadataName)
            {
                ParseMetadata(ref reader, metadata);
            }
            else
            {
                tensors.Add(tensors.Count < MaxTensors
                    ? ParseTensor(ref reader, name)
                    : throw new InvalidDataException($"The header lists more than {MaxTensors} tensors."));
            }
        }

        return (tensors, metadata);
    }

    private static void ParseMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        while (NextName(ref reader) is { } name)
        {
            Expect(ref reader, JsonTokenType.String, name);
            if (!metadata.TryAdd(name, reader.GetString()!))
            {
                throw Twice(name);
            }
        }
    }

    private static StoredTensor ParseTensor(ref Utf8JsonReader reader, string tensor)
    {
        NumberFormat? format = null;
        List<ulong>? lengths = null, offsets = null;
        while (NextName(ref reader) is { } name)
        {
            switch (name)
            {
                case "dtype" when format is null:
                    Expect(ref reader, JsonTokenType.String, tensor);
                    format = NumberFormats.Parse(reader.GetString()!);
                    break;
                case "shape" when lengths is null:
                    lengths = ParseNumbers(ref reader, tensor);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ParseNumbers(ref reader, tensor);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Twice(name);
                default:
                    reader.Skip(); // as the reference does
                    break;
            }
        }

        return format is { } known && lengths is not null && offsets is [var begin, var end]
            ? new(tensor, known, lengths, begin, end)
            : throw new InvalidDataException($"The tensor \"{tensor}\" has not all of dtype, shape, and data_offsets of two numbers.");
    }

    private static List<ulong> ParseNumbers(ref Utf8JsonReader reader, string tensor)
    {
        Expect(ref reader, JsonTokenType.StartArray, tensor);
        var numbers = new List<ulong>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out ulong number))
            {
                throw new InvalidDataException($"The tensor \"{tensor}\" has a length or an offset that is not a whole number of 0 or more.");
            }

            numbers.Add(numbers.Count < Shape.MaxRank
                ? number
                : throw new NotSupportedException($"The tensor \"{tensor}\" has more than {Shape.MaxRank} axes."));
        }

        return numbers;
    }

    /// <summary>The name of the next property; null at the end of the object.</summary>
    private static string? NextName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : reader.GetString();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string name)
    {
        reader.Read();
        if (reader.TokenType != type)
        {
            throw new InvalidDataException($"The header has {reader.TokenType} for \"{name}\", where {type} should be.");
        }
    }

    private static InvalidDataException Twice(string name) => new($"The header has \"{name}\" twice, and readers could take either.");
}

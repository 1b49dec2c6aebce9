using Autodiff.NN;

namespace Autodiff.Tests.NN.Files;

/// <summary>Files that break the rules of the format, each one rule.</summary>
public sealed class SafetensorsErrorTests
{
    // A file is judged before memory is taken for what it claims to hold.
    private const long MostBytes = 1 << 18;

    private static IEnumerable<TestCaseData> Malformed =>
    [
        Raw("no bytes", []),
        Raw("a short prefix", new byte[7]),
        Raw("a huge header", SafetensorsBytes.Of(ulong.MaxValue, [], [])),
        Raw("a header over the limit", SafetensorsBytes.Of(100_000_001, [], [])),
        Raw("a header as long as the limit that is not there", SafetensorsBytes.Of(100_000_000, [], [])),
        Raw("a header one byte too long", SafetensorsBytes.Of(3, "{}"u8.ToArray(), [])),
        Raw("no header", SafetensorsBytes.Of("", [])),
        Raw("bytes that are not text", SafetensorsBytes.Of([.. "{\""u8, 0xFF, .. "\":1}"u8], [])),
        Raw("a name that is half a character", SafetensorsBytes.Of("{\"\\uD800\":{}}", [])),
        Header("a list", "[]"),
        Header("a space first", " {}"),
        Header("JSON cut off", """{"x":{"dtype":"F32","""),
        Header("two objects", "{}{}"),
        Header("a comment", "{}//"),
        Header("a trailing comma", """{"__metadata__":{},}"""),
        Header("deep nesting", string.Concat(Enumerable.Repeat("""{"x":""", 100)) + "1" + new string('}', 100)),
        Header("deep nesting in what is skipped", """{"x":{"else":""" + new string('[', 1000) + new string(']', 1000) + "}}"),
        Header("metadata that is no object", """{"__metadata__":"x"}"""),
        Header("metadata that is no text", """{"__metadata__":{"steps":1}}"""),
        Header("metadata twice", """{"__metadata__":{},"__metadata__":{}}"""),
        Header("a key of the metadata twice", """{"__metadata__":{"a":"1","a":"2"}}"""),
        Header("a tensor that is a number", """{"x":1}"""),
        Entry("an empty tensor", "{}"),
        Entry("no dtype", """{"shape":[1],"data_offsets":[0,4]}"""),
        Entry("no shape", """{"dtype":"F32","data_offsets":[0,4]}"""),
        Entry("no offsets", """{"dtype":"F32","shape":[1]}"""),
        Entry("one offset", """{"dtype":"F32","shape":[1],"data_offsets":[4]}"""),
        Entry("three offsets", """{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}"""),
        Entry("dtype twice", """{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}"""),
        Entry("shape twice", """{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}"""),
        Entry("offsets twice", """{"dtype":"F32","shape":[1],"data_offsets":[0,4],"data_offsets":[0,4]}"""),
        Entry("an unknown dtype", """{"dtype":"F31","shape":[1],"data_offsets":[0,4]}"""),
        Entry("a dtype in lower case", """{"dtype":"f32","shape":[1],"data_offsets":[0,4]}"""),
        Entry("a dtype that is a number", """{"dtype":1,"shape":[1],"data_offsets":[0,4]}"""),
        Entry("a negative length", """{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}"""),
        Entry("a broken length", """{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}"""),
        Entry("a length that is text", """{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}"""),
        Entry("a length beyond 64 bits", """{"dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,4]}"""),
        Entry("a product beyond 64 bits", """{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}"""),
        Entry("a product that comes to 4 beyond 64 bits", """{"dtype":"U8","shape":[9223372036854775810,2],"data_offsets":[0,4]}"""),
        Entry("a product beyond 64 bits before a 0", """{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,4]}"""),
        Entry("negative offsets", """{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}"""),
        Entry("a hole before the first", """{"dtype":"U8","shape":[3],"data_offsets":[1,4]}"""),
        Entry("an end before the begin", """{"dtype":"F32","shape":[1],"data_offsets":[4,0]}"""),
        Entry("more bytes than numbers", """{"dtype":"U8","shape":[3],"data_offsets":[0,4]}"""),
        Entry("fewer bytes than numbers", """{"dtype":"F32","shape":[2],"data_offsets":[0,4]}"""),
        Entry("an end outside of the file", """{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"""),
        Entry("an end far outside of the file", """{"dtype":"U8","shape":[2000000000],"data_offsets":[0,2000000000]}"""),
        Entry("bytes after the last", """{"dtype":"F16","shape":[1],"data_offsets":[0,2]}"""),
        Two("a name twice", "x", "[0,2]", "[2,4]", 4),
        Two("a hole", "y", "[0,2]", "[3,5]", 5),
        Two("an overlap", "y", "[0,2]", "[1,3]", 3),
        Two("the same place twice", "y", "[0,2]", "[0,2]", 2),
    ];

    private static IEnumerable<TestCaseData> Unsupported =>
    [
        Entry("complex numbers", """{"dtype":"C64","shape":[1],"data_offsets":[0,4]}"""),
        Entry("eight bits", """{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}"""),
        Entry("short whole numbers", """{"dtype":"I16","shape":[2],"data_offsets":[0,4]}"""),
        Entry("too many axes", $$"""{"dtype":"F32","shape":[{{string.Join(',', Enumerable.Repeat(1, 33))}}],"data_offsets":[0,4]}"""),
        new TestCaseData(SafetensorsBytes.Of("""{"x":{"dtype":"F32","shape":[4294967296,0],"data_offsets":[0,0]}}""", [])).SetArgDisplayNames("a long axis beside none"),
    ];

    [TestCaseSource(nameof(Malformed))]
    public void A_malformed_file_is_refused_before_memory_is_taken(byte[] file)
    {
        var (error, bytes) = Refusal(file);
        Assert.That(error, Is.TypeOf<InvalidDataException>());
        Assert.That(bytes, Is.LessThan(MostBytes));
    }

    [TestCaseSource(nameof(Unsupported))]
    public void What_is_not_supported_is_said(byte[] file)
    {
        var (error, bytes) = Refusal(file);
        Assert.That(error, Is.TypeOf<NotSupportedException>());
        Assert.That(bytes, Is.LessThan(MostBytes));
    }

    [Test]
    public void A_list_of_too_many_tensors_is_refused()
    {
        var entries = Enumerable.Range(0, 100_001).Select(i => $$"""
            "{{i}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}
            """);
        var (error, _) = Refusal(SafetensorsBytes.Of($"{{{string.Join(',', entries)}}}", []));
        Assert.That(error, Is.TypeOf<InvalidDataException>().With.Message.Contains("100000"));
    }

    [Test]
    public void A_stream_of_unknown_length_is_refused() =>
        Assert.That(() => Safetensors.Read<double>(new Pipe(Valid())), Throws.ArgumentException);

    [Test]
    public void Padding_and_keys_of_others_are_taken()
    {
        byte[] file = SafetensorsBytes.Of("""{"x":{"dtype":"F32","shape":[1],"else":{"a":[1]},"data_offsets":[0,4]}}     """, new byte[4]);
        Assert.That(Safetensors.Read<double>(new MemoryStream(file)).Tensors["x"], Is.EqualTo(Tensor.Of(0.0)));
    }

    [Test]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] valid = Valid();
        Assert.That(Refusal(valid).Error, Is.Null);
        for (int length = 0; length < valid.Length; length++)
        {
            Assert.That(Refusal(valid[..length]).Error, Is.TypeOf<InvalidDataException>(), $"{length} bytes");
        }
    }

    [Test]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        var random = new Random(17);
        byte[] valid = Valid();
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            var (error, bytes) = Refusal(Damaged(valid, random));
            Assert.That(error, Is.Null.Or.TypeOf<InvalidDataException>().Or.TypeOf<NotSupportedException>());
            Assert.That(bytes, Is.LessThan(MostBytes));
            refused += error is null ? 0 : 1;
        }

        Assert.That(refused, Is.InRange(1000, 1999), "some damage is to numbers, most to the rest");
    }

    private static byte[] Damaged(byte[] valid, Random random)
    {
        var bytes = valid.ToList();
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int place = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[place] = (byte)"0123456789[]{},:\"-e."[random.Next(20)];
                    break;
                case 2:
                    bytes.Insert(place, (byte)random.Next(256));
                    break;
                case 3:
                    bytes.RemoveAt(place);
                    break;
                default:
                    bytes.InsertRange(place, bytes.Slice(random.Next(place + 1), random.Next(Math.Min(20, bytes.Count - place))));
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Valid()
    {
        var stream = new MemoryStream();
        var tensors = new Dictionary<string, Tensor<float>> { ["a.weight"] = Tensor.Normal<float>([3, 4], new Random(1)), ["a.bias"] = Tensor.Ones<float>(4), ["b"] = Tensor.Full(Shape.Scalar, 2f) };
        Safetensors.Write(stream, tensors, new Dictionary<string, string> { ["format"] = "pt" });
        return stream.ToArray();
    }

    private static (Exception? Error, long Bytes) Refusal(byte[] file)
    {
        var stream = new MemoryStream(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Safetensors.Read<double>(stream);
            return (null, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (Exception error)
        {
            return (error, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static TestCaseData Raw(string what, byte[] file) => new TestCaseData(file).SetArgDisplayNames(what);

    private static TestCaseData Header(string what, string json) => Raw(what, SafetensorsBytes.Of(json, []));

    private static TestCaseData Entry(string what, string json) => Raw(what, SafetensorsBytes.Of($$"""{"x":{{json}} }""", new byte[4]));

    private static TestCaseData Two(string what, string name, string first, string second, int bytes) => Raw(what, SafetensorsBytes.Of(
        $$$"""{"x":{"dtype":"U8","shape":[2],"data_offsets":{{{first}}}},"{{{name}}}":{"dtype":"U8","shape":[2],"data_offsets":{{{second}}}}}""", new byte[bytes]));

    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

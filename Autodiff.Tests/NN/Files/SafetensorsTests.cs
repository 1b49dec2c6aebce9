using System.Numerics;
using System.Text;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Files;

public sealed class SafetensorsTests
{
    // What the documentation and the tests of the reference implementation show.
    private const string ReferenceHeader = """{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}""";
    private const string WrittenHeader = """{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}""";

    [Test]
    public void The_example_of_the_reference_is_read()
    {
        byte[] file = [0x3C, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(ReferenceHeader), .. new byte[16]];
        var read = Safetensors.Read<double>(new MemoryStream(file));
        Assert.That(read.Tensors, Is.EquivalentTo(One("test", Tensor.Zeros<double>(2, 2))));
        Assert.That(read.Metadata, Is.Empty);
    }

    [Test]
    public void The_bytes_are_those_of_the_reference()
    {
        byte[] numbers = [0, 0, 0, 0, 0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64];
        Assert.That(Written(One("attn.0", Tensor.Of<float>([1, 2, 3], [0, 1, 2, 3, 4, 5]))), Is.EqualTo(
            (byte[])[64, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(WrittenHeader), .. numbers]));
    }

    [Test]
    public void Names_are_in_the_order_of_their_bytes_and_numbers_start_at_a_multiple_of_eight()
    {
        var tensors = new Dictionary<string, Tensor<float>> { ["b"] = Tensor.Of(2f), ["😀"] = Tensor.Of(5f), ["￿"] = Tensor.Of(4f), ["B"] = Tensor.Of(1f), ["bc"] = Tensor.Of(3f) };
        byte[] file = Written(tensors);
        int numbers = 8 + BitConverter.ToInt32(file);
        Assert.That(numbers % 8, Is.Zero);
        Assert.That(Enumerable.Range(0, 5).Select(i => BitConverter.ToSingle(file, numbers + (4 * i))), Is.EqualTo(new[] { 1f, 2, 3, 4, 5 }));
        Assert.That(Read<float>(file).Tensors, Is.EquivalentTo(tensors));
    }

    [Test]
    public void Every_bit_comes_back()
    {
        double[] doubles = [0, -0.0, double.NaN, -double.NaN, BitConverter.UInt64BitsToDouble(0x7FF8_0000_DEAD_BEEF), double.Epsilon, double.MaxValue, double.NegativeInfinity, Math.PI];
        Assert.That(RoundTrip(doubles).Select(BitConverter.DoubleToUInt64Bits), Is.EqualTo(doubles.Select(BitConverter.DoubleToUInt64Bits)));
        float[] floats = [0, -0f, float.NaN, BitConverter.UInt32BitsToSingle(0xFFC0_BEEF), float.Epsilon, float.MinValue, 1e-40f];
        Assert.That(RoundTrip(floats).Select(BitConverter.SingleToUInt32Bits), Is.EqualTo(floats.Select(BitConverter.SingleToUInt32Bits)));
        Half[] halves = [(Half)(-0f), Half.NaN, Half.Epsilon, Half.MaxValue];
        Assert.That(RoundTrip(halves).Select(BitConverter.HalfToUInt16Bits), Is.EqualTo(halves.Select(BitConverter.HalfToUInt16Bits)));
    }

    [Test]
    public void Every_shape_comes_back()
    {
        var tensors = new Dictionary<string, Tensor<double>>
        {
            ["scalar"] = Tensor.Full(Shape.Scalar, 3.0),
            ["empty"] = Tensor.Zeros<double>(2, 0, 3),
            ["another empty"] = Tensor.Zeros<double>(0),
            ["long"] = Tensor.Normal<double>([3, 7001], new Random(1)),
            ["view"] = Tensor.Normal<double>([4, 5], new Random(2)).Transpose(),
            ["\"\\\n\u0001é"] = Tensor.Of(1.0),
        };
        var metadata = new Dictionary<string, string> { ["of"] = "the \"model\"", ["é"] = "" };
        var read = Read<double>(Written(tensors, metadata));
        Assert.That(read.Tensors, Is.EquivalentTo(tensors));
        Assert.That(read.Metadata, Is.EquivalentTo(metadata));
        Assert.That(Read<double>(Written(new Dictionary<string, Tensor<double>>())).Tensors, Is.Empty);
    }

    [TestCase("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xF8, 0xBF }, -1.5)]
    [TestCase("F32", new byte[] { 0, 0, 0xC0, 0xBF }, -1.5)]
    [TestCase("F16", new byte[] { 0, 0xBE }, -1.5)]
    [TestCase("BF16", new byte[] { 0xC0, 0xBF }, -1.5)]
    [TestCase("I64", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2)]
    [TestCase("I32", new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2)]
    [TestCase("U8", new byte[] { 0xFE }, 254)]
    [TestCase("BOOL", new byte[] { 1 }, 1)]
    [TestCase("BOOL", new byte[] { 0 }, 0)]
    public void Types_are_converted(string dtype, byte[] number, double expected)
    {
        byte[] file = SafetensorsBytes.Of($$$"""{"x":{"dtype":"{{{dtype}}}","shape":[],"data_offsets":[0,{{{number.Length}}}]}}""", number);
        Assert.That(Read<double>(file).Tensors["x"].Value, Is.EqualTo(expected));
        Assert.That(Read<float>(file).Tensors["x"].Value, Is.EqualTo((float)expected));
    }

    // 1 + 2⁻⁸ is halfway between two numbers of bfloat16, and so is 1 + 3 · 2⁻⁸: to even.
    [TestCase(1.00390625, 1)]
    [TestCase(1.01171875, 1.015625)]
    [TestCase(1.0039065, 1.0078125)]
    [TestCase(-3.4028235e38, double.NegativeInfinity)]
    [TestCase(double.NaN, double.NaN)]
    public void Numbers_are_rounded_to_the_nearest_of_the_format(double number, double expected)
    {
        byte[] file = Written(One("x", Tensor.Of(number)), null, NumberFormat.BF16);
        Assert.That(Read<double>(file).Tensors["x"].Value, Is.EqualTo(expected));
    }

    [TestCase(NumberFormat.F64, 1 / 3.0)]
    [TestCase(NumberFormat.F32, 1 / 3f)]
    [TestCase(NumberFormat.F16, 0.333251953125)]
    public void Numbers_are_written_in_the_format_asked_for(NumberFormat format, double expected) =>
        Assert.That(Read<double>(Written(One("x", Tensor.Of(1 / 3.0)), null, format)).Tensors["x"].Value, Is.EqualTo(expected));

    [Test]
    public void A_nan_with_low_bits_only_stays_one_in_sixteen_bits()
    {
        var number = Tensor.Of(BitConverter.UInt32BitsToSingle(0x7F80_0001));
        Assert.That(Read<float>(Written(One("x", number), null, NumberFormat.BF16)).Tensors["x"].Value, Is.NaN);
    }

    [Test]
    public void What_no_file_can_hold_is_refused()
    {
        Assert.That(() => Written(One("__metadata__", Tensor.Of(1.0))), Throws.ArgumentException);
        Assert.That(() => Written(One("\uD800", Tensor.Of(1.0))), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => Written(One("x", Tensor.Of(1.0)), null, NumberFormat.I32), Throws.ArgumentException);
        Assert.That(() => Written(One("x", Tensor.Of<Dual<double>>(new Dual<double>(1.0)))), Throws.InstanceOf<NotSupportedException>());
    }

    [Test]
    public void A_stream_starts_at_its_position_and_stays_open()
    {
        var stream = new MemoryStream();
        stream.WriteByte(1);
        Safetensors.Write(stream, One("x", Tensor.Of(2.0)));
        stream.Position = 1;
        Assert.That(Safetensors.Read<double>(stream).Tensors["x"].Value, Is.EqualTo(2));
        Assert.That(stream.CanRead);
    }

    private static Dictionary<string, Tensor<T>> One<T>(string name, Tensor<T> tensor) where T : IFloatingPointIeee754<T> => new() { [name] = tensor };

    private static T[] RoundTrip<T>(T[] numbers) where T : IFloatingPointIeee754<T> =>
        Read<T>(Written(One("x", Tensor.Of<T>([numbers.Length], numbers)))).Tensors["x"].ToArray();

    private static TensorFile<T> Read<T>(byte[] file) where T : IFloatingPointIeee754<T> => Safetensors.Read<T>(new MemoryStream(file));

    private static byte[] Written<T>(IReadOnlyDictionary<string, Tensor<T>> tensors, IReadOnlyDictionary<string, string>? metadata = null, NumberFormat? format = null)
        where T : IFloatingPointIeee754<T>
    {
        var stream = new MemoryStream();
        Safetensors.Write(stream, tensors, metadata, format);
        return stream.ToArray();
    }
}

using System.IO.Compression;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Data;

public sealed class IdxTests
{
    // 2 × 3 unsigned bytes, written by hand from the description of the format.
    private static readonly byte[] Small = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 1, 2, 127, 128, 255];

    [Test]
    public void Bytes_are_read([Values] bool compressed)
    {
        var x = Idx.Read<double>(new MemoryStream(compressed ? Compressed(Small) : Small));
        Assert.That(x, Is.EqualTo(Tensor.Of(new double[,] { { 0, 1, 2 }, { 127, 128, 255 } })));
    }

    [TestCase(new byte[] { 0, 0, 9, 1, 0, 0, 0, 2, 0xFF, 0x80 }, new[] { -1.0, -128 })]
    [TestCase(new byte[] { 0, 0, 0x0B, 1, 0, 0, 0, 1, 0xFF, 0xFE }, new[] { -2.0 })]
    [TestCase(new byte[] { 0, 0, 0x0C, 1, 0, 0, 0, 1, 0, 1, 0, 0 }, new[] { 65536.0 })]
    [TestCase(new byte[] { 0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0 }, new[] { 1.5 })]
    [TestCase(new byte[] { 0, 0, 0x0E, 1, 0, 0, 0, 1, 0xC0, 0x04, 0, 0, 0, 0, 0, 0 }, new[] { -2.5 })]
    [TestCase(new byte[] { 0, 0, 8, 1, 0, 0, 0, 0 }, new double[0])]
    [TestCase(new byte[] { 0, 0, 8, 0, 7 }, new[] { 7.0 })]
    public void Every_type_is_read(byte[] file, double[] expected) =>
        Assert.That(Idx.Read<double>(new MemoryStream(file)).ToArray(), Is.EqualTo(expected));

    [TestCase(new byte[] { }, "header")]
    [TestCase(new byte[] { 0, 0, 8 }, "header")]
    [TestCase(new byte[] { 0, 0, 8, 2, 0, 0, 0, 2 }, "header")]
    [TestCase(new byte[] { 1, 0, 8, 1, 0, 0, 0, 1, 0 }, "01000801")]
    [TestCase(new byte[] { 0, 0, 7, 1, 0, 0, 0, 1, 0 }, "no IDX")]
    [TestCase(new byte[] { 0, 0, 8, 9 }, "no IDX")]
    [TestCase(new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0 }, "more elements")]
    [TestCase(new byte[] { 0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0 }, "more elements")]
    [TestCase(new byte[] { 0, 0, 0x0E, 1, 0x7F, 0, 0, 0, 0 }, "more elements")]
    [TestCase(new byte[] { 0, 0, 8, 1, 0x40, 0, 0, 0, 1, 2 }, "ends after 2 of")]
    [TestCase(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 1, 2 }, "goes on")]
    public void What_is_wrong_is_said(byte[] file, string reason)
    {
        Assert.That(() => Idx.Read<float>(new MemoryStream(file)), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(reason));
        Assert.That(() => Idx.Read<float>(new MemoryStream(Compressed(file))), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(reason));
    }

    [Test]
    public void A_header_alone_takes_no_memory()
    {
        byte[] file = [0, 0, 8, 1, 0x40, 0, 0, 0, 1, 2];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Catch<InvalidDataException>(() => Idx.Read<float>(new MemoryStream(file)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20));
    }

    [Test]
    public void A_damaged_archive_is_invalid_data()
    {
        byte[] file = Compressed(Small);
        file[12] ^= 0xFF;
        Assert.Catch<InvalidDataException>(() => Idx.Read<float>(new MemoryStream(file)));
    }

    [Test]
    public void Random_changes_are_read_or_refused()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 2000; trial++)
        {
            byte[] file = trial % 2 == 0 ? [.. Small] : Compressed(Small);
            file[random.Next(file.Length)] = (byte)random.Next(256);
            file = file[..random.Next(1, file.Length + 1)];
            try
            {
                _ = Idx.Read<float>(new MemoryStream(file));
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    [Test]
    public void The_file_is_named()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Small[..^1]);
            Assert.That(() => Idx.Read<float>(path), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Compressed(byte[] file)
    {
        var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Optimal))
        {
            zip.Write(file);
        }

        return stream.ToArray();
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Autodiff.Tests.Examples;

/// <summary>The example that reads files of handwritten digits.</summary>
[NonParallelizable]
public sealed partial class DigitsTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("digits");
    private ExampleProgram program = null!;

    [OneTimeSetUp]
    public async Task Build() => program = await ExampleProgram.BuildAsync("digits");

    [OneTimeTearDown]
    public void Delete() => folder.Delete(recursive: true);

    [Test]
    public async Task Digits_drawn_by_the_program_are_learned()
    {
        var (exitCode, output, errors) = await program.RunAsync();
        Assert.That((exitCode, errors), Is.EqualTo((0, "")));
        Assert.That(Percents(output).Last(), Is.GreaterThan(95));
    }

    [Test]
    public async Task Files_of_digits_are_learned()
    {
        Write("train", count: 300);
        Write("t10k", count: 100);
        var (exitCode, output, errors) = await program.RunAsync(folder.FullName);
        Assert.That((exitCode, errors), Is.EqualTo((0, "")));
        Assert.That(output, Does.StartWith("300 digits to learn from, 100 to test with, 102026 parameters\n"));
        Assert.That(Percents(output).Last(), Is.GreaterThan(95));
    }

    [Test]
    public async Task Of_handwritten_digits_97_5_percent_are_right()
    {
        // Where the files of MNIST are at hand; the test above stands in elsewhere.
        string files = Path.Combine(ExampleProgram.Repository(), "../shared/data/mnist");
        if (Directory.Exists(files))
        {
            var (exitCode, output, errors) = await program.RunAsync(files);
            Assert.That((exitCode, errors), Is.EqualTo((0, "")));
            Assert.That(Percents(output).Last(), Is.GreaterThan(97.5));
        }
    }

    [Test]
    public async Task What_is_missing_or_damaged_is_told_in_one_line()
    {
        ExampleProgram.AssertRefused(await program.RunAsync(Path.Combine(folder.FullName, "nowhere")), "train-images-idx3-ubyte");
        Write("train", count: 100);
        Write("t10k", count: 100);
        string images = Path.Combine(folder.FullName, "t10k-images-idx3-ubyte");
        byte[] whole = await File.ReadAllBytesAsync(images);
        await File.WriteAllBytesAsync(images, whole[..^1]);
        ExampleProgram.AssertRefused(await program.RunAsync(folder.FullName), "t10k-images-idx3-ubyte");
        await File.WriteAllBytesAsync(images, [0x1F, 0x8B, .. whole]);
        ExampleProgram.AssertRefused(await program.RunAsync(folder.FullName), "t10k-images-idx3-ubyte");
        File.Copy(Path.Combine(folder.FullName, "t10k-labels-idx1-ubyte"), images, overwrite: true);
        ExampleProgram.AssertRefused(await program.RunAsync(folder.FullName), "[count, 28, 28]");
    }

    /// <summary>Images of a bright row whose place is the digit.</summary>
    private void Write(string part, int count)
    {
        byte[] images = new byte[16 + (count * 784)], labels = new byte[8 + count];
        BinaryPrimitives.WriteInt32BigEndian(images, 0x803);
        BinaryPrimitives.WriteInt32BigEndian(labels, 0x801);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(4), count);
        BinaryPrimitives.WriteInt32BigEndian(labels.AsSpan(4), count);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(8), 28);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(12), 28);
        for (int i = 0; i < count; i++)
        {
            labels[8 + i] = (byte)(i % 10);
            images.AsSpan(16 + (i * 784) + (28 * (i % 10) * 2), 28).Fill(255);
        }

        File.WriteAllBytes(Path.Combine(folder.FullName, $"{part}-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(folder.FullName, $"{part}-labels-idx1-ubyte"), labels);
    }

    private static IEnumerable<double> Percents(string output) =>
        Percent().Matches(output).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"([\d.]+) % of the test digits")]
    private static partial Regex Percent();
}

using System.Text;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Files;

/// <summary>What is replaced, and what stays as it was.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReplacementTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("replacement");
    private readonly Dictionary<string, Tensor<double>> tensors = new() { ["x"] = Tensor.Of(1.0) };

    public void Dispose() => folder.Delete(recursive: true);

    [TestCase(true)]
    [TestCase(false)]
    public void A_link_stays_and_its_target_is_written(bool exists)
    {
        string target = At("target"), link = At("link");
        if (exists)
        {
            File.WriteAllText(target, "old");
        }

        File.CreateSymbolicLink(link, "target");
        Safetensors.Write(link, tensors);
        Assert.That(new FileInfo(link).LinkTarget, Is.EqualTo("target"));
        Assert.That(Safetensors.Read<double>(target).Tensors.Keys, Is.EqualTo(new[] { "x" }));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There files have no mode.")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Who_may_read_it_stays()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;
        File.WriteAllText(At("x"), "old");
        File.SetUnixFileMode(At("x"), Mode);
        Safetensors.Write(At("x"), tensors);
        Assert.That(File.GetUnixFileMode(At("x")), Is.EqualTo(Mode));
    }

    [Test]
    public void A_name_may_be_as_long_as_names_can_be()
    {
        Safetensors.Write(At(new string('x', 250)), tensors);
        Assert.That(folder.GetFiles().Select(file => file.Name.Length), Is.EqualTo(new[] { 250 }));
    }

    [Test]
    public void Metadata_are_texts()
    {
        foreach (var (name, text) in new (string, string)[] { ("a", null!), ("a", "\uD800"), ("\uDC00", "a") })
        {
            Assert.That(() => Safetensors.Write(At("x"), tensors, new Dictionary<string, string> { [name] = text }), Throws.InstanceOf<ArgumentException>());
        }

        Assert.That(folder.GetFiles(), Is.Empty);
    }

    [TestCase("")]
    [TestCase("1,2,3")]
    [TestCase("sepal length,sepal width\n5.1,3.5\n")]
    public void Another_format_is_called_another_format(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Read<double>(stream))!;
        Assert.That(error.Message, Does.Contain("not a safetensors file").And.Length.LessThan(150));
    }

    private string At(string name) => Path.Combine(folder.FullName, name);
}

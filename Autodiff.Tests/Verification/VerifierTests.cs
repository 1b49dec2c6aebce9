using VerifyNUnit;

namespace Autodiff.Tests.Verification;

/// <summary>The seam itself: each test plays a source file in a directory of its own.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class VerifierTests : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("verifier");

    string SourceFile => Path.Combine(directory.FullName, "Some.cs");

    public void Dispose() => directory.Delete(recursive: true);

    [Test]
    public async Task A_match_passes_and_removes_the_stale_received_file()
    {
        const string Name = $"{nameof(VerifierTests)}.{nameof(A_match_passes_and_removes_the_stale_received_file)}";
        Write($"{Name}.verified.txt", "one\r\ntwo\r\n");
        Write($"{Name}.received.txt", "stale");

        await Verifier.Verify("one\ntwo", sourceFile: SourceFile);

        Assert.That(Files(), Is.EqualTo([$"{Name}.verified.txt"]));
    }

    [Test]
    public void A_mismatch_fails_with_the_differing_lines_and_leaves_the_received_file()
    {
        const string Name = $"{nameof(VerifierTests)}.{nameof(A_mismatch_fails_with_the_differing_lines_and_leaves_the_received_file)}";
        Write($"{Name}.verified.txt", "same\nold\nend");

        string message = FailureOf(() => Verifier.Verify("same\nnew\nadded\nend", sourceFile: SourceFile));

        Assert.That(message, Does.Contain("from line 2:\n  -    2: old\n  +    2: new\n  +    3: added\nIf the received"));
        Assert.That(message, Does.Contain($"{Name}.received.txt"));
        Assert.That(File.ReadAllText(Path.Combine(directory.FullName, $"{Name}.received.txt")), Is.EqualTo("same\nnew\nadded\nend"));
    }

    [Test]
    public void A_long_difference_is_cut()
    {
        string message = FailureOf(() => Verifier.Verify(string.Join('\n', Enumerable.Range(1, 50)), sourceFile: SourceFile));

        Assert.That(message, Does.Contain("+   10: 10\n  +  ... 40 more\n"));
    }

    [Test]
    public void A_missing_verified_file_fails()
    {
        string message = FailureOf(() => Verifier.Verify("new", extension: "md", sourceFile: SourceFile));

        Assert.That(message, Does.StartWith("Nothing is verified yet."));
        Assert.That(Files(), Is.EqualTo([$"{nameof(VerifierTests)}.{nameof(A_missing_verified_file_fails)}.received.md"]));
    }

    [TestCase("a/b", 0.5, null)]
    public void Arguments_are_part_of_the_file_name(string text, double number, object? nothing)
    {
        FailureOf(() => Verifier.Verify($"{text} {number} {nothing}", sourceFile: SourceFile));

        Assert.That(Files(), Is.EqualTo([$"{nameof(VerifierTests)}.{nameof(Arguments_are_part_of_the_file_name)}_text=a-b_number=0.5_nothing=null.received.txt"]));
    }

    static string FailureOf(Func<Task> verification) => Assert.ThrowsAsync<AssertionException>(verification)!.Message;

    void Write(string name, string text) => File.WriteAllText(Path.Combine(directory.FullName, name), text);

    string[] Files() => [.. directory.GetFiles().Select(file => file.Name).Order()];
}

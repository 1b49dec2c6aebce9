using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Autodiff.Tests.Documentation;

/// <summary>What the README shows is what happens.</summary>
public class ReadmeTests
{
    static string Readme => File.ReadAllText(Path.Combine(Repository(), "README.md"));

    [Test]
    public void It_stays_short() => Assert.That(Readme.AsSpan().Count('\n'), Is.LessThan(300));

    // .ci/run takes its test command from this block, so that what a newcomer types is what is tested.
    [Test]
    public void Its_first_commands_run_an_example_and_the_tests()
    {
        var commands = MarkdownBlock.In(Readme).First(block => block.Language == "sh");

        Assert.That(commands.Text, Does.Match(@"^dotnet run examples/[\w-]+\.cs\ndotnet test Autodiff\.sln -c Release\n$"));
    }

    [Test]
    public void Its_links_lead_somewhere()
    {
        var targets = Regex.Matches(Readme, @"\]\((?!http)([^)]+)\)").Select(match => Path.Combine(Repository(), match.Groups[1].Value)).ToArray();
        Assert.That(targets, Is.Not.Empty);
        Assert.That(targets.Where(target => !Path.Exists(target)), Is.Empty);
    }

    [Test]
    public async Task Its_programs_print_what_it_says() =>
        Assert.That(await MarkdownProgram.ComplaintsAbout(Readme, Repository()), Is.Empty);

    [Test]
    public async Task A_false_output_is_found()
    {
        const string Sample = """
            A program with a using, a local function and a type of its own prints what follows it.

            ```csharp
            using System.Globalization;
            using Text = System.Text.StringBuilder;

            var text = new Text().Append(CultureInfo.InvariantCulture, $"{Twice(new Pair(1, 2).Sum)}");
            Console.WriteLine(text);

            static int Twice(int x) => 2 * x;

            readonly record struct Pair(int Left, int Right)
            {
                public int Sum => Left + Right;
            }
            ```

            ```text
            6
            ```

            No output follows this one: it is only compiled.

            ```csharp
            static class Twice { public static int Of(int x) => throw new NotSupportedException(); }
            ```

            ```csharp
            Console.WriteLine("σ = 1");
            Console.WriteLine(2);
            ```

            which prints

            ```text
            σ = 1
            3
            ```
            """;

        var complaints = await MarkdownProgram.ComplaintsAbout(Sample, Repository());

        Assert.That(complaints, Is.EqualTo(["The block at line 29 prints\nσ = 1\n2\nbut the text says\nσ = 1\n3\n"]));
    }

    [Test]
    public void A_block_that_does_not_compile_is_found()
    {
        var failure = Assert.ThrowsAsync<AssertionException>(() => MarkdownProgram.ComplaintsAbout("\n```csharp\nint x = 1;\nmissing();\n```\n", Repository()));

        Assert.That(failure!.Message, Does.Contain("README.md(4,1): error CS0103"));
    }

    static string Repository([CallerFilePath] string sourceFile = "") => Path.GetFullPath(Path.Combine(sourceFile, "../../.."));
}

using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Autodiff.Tests.Documentation;

/// <summary>
/// Compiles every <c>csharp</c> block of a Markdown text and runs those whose next block is <c>text</c>, which must be exactly what they print.
/// All blocks share one build, each in a namespace of its own: they see neither the usings nor the names of the others.
/// </summary>
static partial class MarkdownProgram
{
    // Ends the output of a block; no block prints it.
    const char Separator = '\x1e';

    /// <summary>One complaint for each block that prints something else; empty when the text keeps its promises.</summary>
    /// <exception cref="AssertionException">A block does not compile, or throws.</exception>
    public static async Task<IReadOnlyList<string>> ComplaintsAbout(string markdown, string repository)
    {
        var blocks = MarkdownBlock.In(markdown);
        MarkdownBlock[] programs = [.. blocks.Where(block => block.Language == "csharp")];
        (MarkdownBlock Program, MarkdownBlock Output)[] promises =
            [.. blocks.Zip(blocks.Skip(1)).Where(pair => pair is ({ Language: "csharp" }, { Language: "text" }))];
        if (programs.Length == 0)
        {
            return [];
        }

        string source = Source(programs, promises.Select(promise => promise.Program));
        string[] outputs = (await RunAsync(source, repository)).Split(Separator);
        return
        [
            .. promises.Zip(outputs, (promise, printed) => (promise.Program.Line, Promised: promise.Output.Text, Printed: printed))
                .Where(block => block.Printed != block.Promised)
                .Select(block => $"The block at line {block.Line} prints\n{block.Printed}but the text says\n{block.Promised}"),
        ];
    }

    static string Source(IReadOnlyList<MarkdownBlock> programs, IEnumerable<MarkdownBlock> run)
    {
        var source = new StringBuilder();
        foreach (var block in run)
        {
            source.AppendLine($"await Line{block.Line}.Block.Run(); Console.Write((char){(int)Separator});");
        }

        foreach (var block in programs)
        {
            // Usings are copied up and left blank below, so that the compiler's line numbers are those of the Markdown text.
            string usings = string.Join(' ', Usings().Matches(block.Text).Select(match => match.Value));
            string body = Usings().Replace(block.Text, "");
            int types = FirstType().Match(body) is { Success: true } match ? match.Index : body.Length;
            source.AppendLine($$"""
                namespace Line{{block.Line}}
                {
                {{usings}}
                static class Block { public static async Task Run() {
                #line {{block.Line}} "README.md"
                {{body[..types]}}
                } }
                #line {{block.Line + body.AsSpan(0, types).Count('\n')}} "README.md"
                {{body[types..]}}
                }
                """);
        }

        return source.ToString();
    }

    static async Task<string> RunAsync(string source, string repository)
    {
        var directory = Directory.CreateTempSubdirectory("readme");
        try
        {
            // The examples' settings: optimised, sharing the libraries' Release build.
            await Write("Directory.Build.props", $"""<Project><Import Project="{repository}/examples/Directory.Build.props" /></Project>""");
            // No warnings: an excerpt may declare what it does not use.
            await Write("readme.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <WarningLevel>0</WarningLevel>
                    <RunAnalyzers>false</RunAnalyzers>
                  </PropertyGroup>
                  <ItemGroup>
                    <ProjectReference Include="{repository}/Autodiff.Core/Autodiff.Core.csproj" />
                    <ProjectReference Include="{repository}/Autodiff.NN/Autodiff.NN.csproj" />
                  </ItemGroup>
                </Project>
                """);
            await Write("readme.cs", source);
            using var process = Process.Start(new ProcessStartInfo("dotnet", ["run"])
            {
                WorkingDirectory = directory.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? output.ReplaceLineEndings("\n")
                : throw new AssertionException($"The program of the blocks failed:\n{output}{await errors}");
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        Task Write(string name, string text) => File.WriteAllTextAsync(Path.Combine(directory.FullName, name), text);
    }

    [GeneratedRegex(@"^using (static )?[\w.]+( = [^;]+)?;", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(
        @"^(\[.+\]\n)*((public|internal|file|static|sealed|abstract|readonly|ref|partial|unsafe) )*(class|struct|record|interface|enum|delegate) ",
        RegexOptions.Multiline)]
    private static partial Regex FirstType();
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Autodiff.Tests.Examples;

/// <summary>An example, built once and run as its user does.</summary>
internal sealed class ExampleProgram
{
    private readonly string assembly;

    private ExampleProgram(string assembly) => this.assembly = assembly;

    public static async Task<ExampleProgram> BuildAsync(string name)
    {
        var (exitCode, output, errors) = await DotnetAsync("build", $"examples/{name}.cs", "-t:Build", "-getProperty:TargetPath");
        Assert.That(exitCode, Is.Zero, output + errors);
        return new(output.Trim());
    }

    public Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => DotnetAsync([assembly, .. arguments]);

    /// <summary>Asserts that a run ended with exit code 2 and one line that names the reason.</summary>
    public static void AssertRefused((int ExitCode, string Output, string Errors) run, string reason)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(run.Output, Is.Empty);
            Assert.That(run.Errors, Does.Match(@"\A[^\n]+\n\z").And.Contain(reason));
        }
    }

    public static async Task<(int ExitCode, string Output, string Errors)> DotnetAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
    }

    public static string Repository([CallerFilePath] string sourceFile = "") => Path.GetFullPath(Path.Combine(sourceFile, "../../.."));
}

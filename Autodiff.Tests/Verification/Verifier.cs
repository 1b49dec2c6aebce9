using System.Globalization;
using System.Runtime.CompilerServices;

namespace VerifyNUnit;

/// <summary>
/// Snapshot tests with the API and the file convention of the package Verify.NUnit, for machines whose registry does not serve it.
/// Building with <c>-p:UseVerifyPackage=true</c> takes the package instead; tests and snapshots stay as they are.
/// </summary>
public static class Verifier
{
    const int LinesShown = 10;

    // What no file system may refuse: a snapshot is checked out on Windows too.
    static readonly char[] Forbidden = ['"', '<', '>', '|', ':', '*', '?', '/', '\\'];

    /// <summary>Compares <paramref name="target"/> with <c>Class.Method.verified.txt</c> beside the calling source file.</summary>
    /// <exception cref="AssertionException">They differ, or nothing was verified yet; the text then lies beside it in <c>Class.Method.received.txt</c>.</exception>
    public static async Task Verify(string target, string extension = "txt", [CallerFilePath] string sourceFile = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(sourceFile)!, SnapshotName(TestContext.CurrentContext.Test));
        string verifiedPath = $"{path}.verified.{extension}";
        string receivedPath = $"{path}.received.{extension}";

        string received = WithUnixLines(target);
        string? verified = File.Exists(verifiedPath) ? WithUnixLines(await File.ReadAllTextAsync(verifiedPath)) : null;

        // The final newline that an editor adds to the verified file is forgiven, as Verify does.
        if (verified == received || verified == received + "\n")
        {
            File.Delete(receivedPath);
            return;
        }

        await File.WriteAllTextAsync(receivedPath, received);
        TestContext.AddTestAttachment(receivedPath);
        throw new AssertionException(
            $"""
            {(verified is null ? "Nothing is verified yet." : "The text differs from the verified one.")}
            {Difference(verified?.Split('\n') ?? [], received.Split('\n'))}
            If the received text is right, accept it:
              mv "{receivedPath}" "{verifiedPath}"
            """);
    }

    static string SnapshotName(TestContext.TestAdapter test)
    {
        var method = test.MethodInfo!;
        string type = test.Type!.Name;
        for (Type? outer = test.Type.DeclaringType; outer is not null; outer = outer.DeclaringType)
        {
            type = $"{outer.Name}.{type}";
        }

        var arguments = method.GetParameters().Zip(test.Arguments, (parameter, value) =>
            $"_{parameter.Name}={Convert.ToString(value ?? "null", CultureInfo.InvariantCulture)}");
        string name = $"{type}.{method.Name}{string.Concat(arguments)}";
        return string.Concat(name.Select(c => char.IsControl(c) || Forbidden.Contains(c) ? '-' : c));
    }

    static string WithUnixLines(string text) => text.ReplaceLineEndings("\n");

    // The lines between the common beginning and the common end, so that one inserted line does not mark all that follow.
    static string Difference(string[] expected, string[] actual)
    {
        int shorter = Math.Min(expected.Length, actual.Length);
        int start = 0;
        while (start < shorter && expected[start] == actual[start])
        {
            start++;
        }

        int end = 0;
        while (end < shorter - start && expected[^(end + 1)] == actual[^(end + 1)])
        {
            end++;
        }

        return $"""
            Expected (-) and actual (+), from line {start + 1}:
            {Lines('-', expected)}{Lines('+', actual)}
            """.TrimEnd();

        string Lines(char sign, string[] lines)
        {
            int count = lines.Length - end - start;
            var shown = lines.Skip(start).Take(Math.Min(count, LinesShown)).Select((line, i) => $"  {sign}{start + i + 1,5}: {line}\n");
            return string.Concat(shown) + (count > LinesShown ? $"  {sign}  ... {count - LinesShown} more\n" : "");
        }
    }
}

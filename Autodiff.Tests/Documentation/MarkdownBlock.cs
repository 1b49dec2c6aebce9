using System.Text.RegularExpressions;

namespace Autodiff.Tests.Documentation;

/// <summary>A fenced block of a Markdown text; <paramref name="Line"/> is the first line inside the fence, counted from 1.</summary>
sealed partial record MarkdownBlock(string Language, int Line, string Text)
{
    public static IReadOnlyList<MarkdownBlock> In(string markdown)
    {
        string text = markdown.ReplaceLineEndings("\n");
        return
        [
            .. Fences().Matches(text).Select(match => new MarkdownBlock(
                match.Groups["language"].Value,
                text.AsSpan(0, match.Groups["text"].Index).Count('\n') + 1,
                match.Groups["text"].Value)),
        ];
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}

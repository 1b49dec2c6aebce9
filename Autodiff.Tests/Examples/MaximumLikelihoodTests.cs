using System.Globalization;
using static Autodiff.Tests.Examples.ExampleProgram;

namespace Autodiff.Tests.Examples;

/// <summary>The example that takes a file of the reader's own: whatever the file holds, it fits it or says in one line why not.</summary>
[NonParallelizable]
public class MaximumLikelihoodTests
{
    static readonly double[] Normal = [.. Gaussians(seed: 1, count: 60).Select(g => 5 + (2 * g))];
    static readonly double[] Outliers = [.. Gaussians(seed: 2, count: 30), .. Gaussians(seed: 3, count: 5).Select(g => 1e6 + (1e4 * g))];

    // A directory for the files of the tests, and the example's program, which starts three times as fast without `dotnet run`.
    DirectoryInfo directory = null!;
    ExampleProgram program = null!;

    static TestCaseData[] Refused =>
    [
        new TestCaseData(null, "x", "There is no file").SetName("A missing file"),
        new TestCaseData("y\n1\n2\n", "x", "no column 'x'; it has y").SetName("A missing column"),
        new TestCaseData("x;y\n1;2\n", "x", "(fields are separated by commas)").SetName("Semicolons"),
        new TestCaseData("x,y\n1,1\n\nabc,1\n", "x", "line 4: 'abc'").SetName("A word after an empty line"),
        new TestCaseData("x\n1\nNaN\n2\n", "x", "line 3: 'NaN'").SetName("Not a number"),
        new TestCaseData("x\n1e999\n", "x", "line 2: '1e999'").SetName("An infinite number"),
        new TestCaseData("x\n1\n\"2\" 3\n", "x", "Line 3").SetName("A misplaced quote"),
        new TestCaseData("x\n", "x", "there are 0").SetName("Header only"),
        new TestCaseData("", "x", "is empty").SetName("An empty file"),
        new TestCaseData(Csv(Enumerable.Repeat(0.1, 50)), "x", "all 50 observations are 0.1").SetName("A constant"),
        new TestCaseData("x\n1\n2\n", "x", "there are 2").SetName("Two rows"),
    ];

    static TestCaseData[] Fitted =>
    [
        new TestCaseData(Csv(Normal), Normal, "60 observations, mean").SetName("A normal sample"),
        new TestCaseData(Csv(Scaled(Normal, 1e300)), Scaled(Normal, 1e300), "60 observations, mean").SetName("Huge numbers"),
        new TestCaseData(Csv(Scaled(Normal, 1e-300)), Scaled(Normal, 1e-300), "60 observations, mean").SetName("Tiny numbers"),
        new TestCaseData(Csv(Shifted(Normal, 1e9)), Shifted(Normal, 1e9), "mean 10000000").SetName("A small spread far from zero"),
        new TestCaseData(Csv(Outliers), Outliers, "a mixture of two: log-likelihood").SetName("A cluster and outliers"),
        new TestCaseData(Csv(ZerosAndOnes), ZerosAndOnes, "a mixture of two: no proper maximum found").SetName("Zeros and ones"),
        new TestCaseData("\uFEFF" + Csv(Normal).Replace("\n", "\r\n", StringComparison.Ordinal), Normal, "60 observations, mean")
            .SetName("As a spreadsheet writes it"),
        new TestCaseData(Csv(Normal) + ",a\n\"\",b\n", Normal, "(2 rows without a value skipped)").SetName("Missing cells"),
    ];

    static double[] ZerosAndOnes => [.. Enumerable.Range(0, 60).Select(i => i % 2.0)];

    [OneTimeSetUp]
    public async Task Build()
    {
        directory = Directory.CreateTempSubdirectory("maximum-likelihood");
        program = await BuildAsync("maximum-likelihood");
    }

    [OneTimeTearDown]
    public void Delete() => directory.Delete(recursive: true);

    [TestCaseSource(nameof(Refused))]
    public async Task Is_refused_in_one_line(string? content, string column, string reason) =>
        AssertRefused(await FitAsync(await FileOf(content), column), reason);

    [Test]
    public async Task A_directory_is_refused_in_one_line() => AssertRefused(await FitAsync(directory.FullName, "x"), "is a directory");

    [Test]
    public async Task An_empty_name_is_refused_in_one_line() => AssertRefused(await FitAsync("", "x"), "There is no file ''");

    [Test]
    public async Task Too_few_arguments_are_refused_in_one_line_by_the_command_that_a_reader_types() =>
        AssertRefused(await DotnetAsync("run", "--no-build", "examples/maximum-likelihood.cs", "--", "data.csv"), "usage:");

    [TestCaseSource(nameof(Fitted))]
    public async Task Is_fitted(string content, double[] data, string expected)
    {
        var (exitCode, output, errors) = await FitAsync(await FileOf(content), "x");

        double unit = data.Max(Math.Abs);
        double mean = data.Average(y => y / unit) * unit;
        double deviation = Math.Sqrt(data.Average(y => Math.Pow((y / unit) - (mean / unit), 2))) * unit;
        var (mu, sigma) = (Estimate("μ"), Estimate("σ"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.Zero);
            Assert.That(errors, Is.Empty);
            Assert.That(output, Does.Contain(expected));
            Assert.That(mu.Value, Is.EqualTo(mean).Within(1e-5 * deviation + 1e-5 * Math.Min(Math.Abs(mean), 1e3 * deviation)));
            Assert.That(sigma.Value, Is.EqualTo(deviation).Within(1e-3).Percent);
            Assert.That(mu.Error, Is.EqualTo(deviation / Math.Sqrt(data.Length)).Within(1e-3).Percent);
            Assert.That(sigma.Error, Is.EqualTo(deviation / Math.Sqrt(2 * data.Length)).Within(1e-3).Percent);
        }

        (double Value, double Error) Estimate(string name)
        {
            string[] words = output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .First(words => words is [var first, _, "±", _] && first == name);
            return (double.Parse(words[1], CultureInfo.InvariantCulture), double.Parse(words[3], CultureInfo.InvariantCulture));
        }
    }

    async Task<string> FileOf(string? content)
    {
        string file = Path.Combine(directory.FullName, $"{Guid.NewGuid()}.csv");
        if (content is not null)
        {
            await File.WriteAllTextAsync(file, content);
        }

        return file;
    }

    Task<(int ExitCode, string Output, string Errors)> FitAsync(string file, string column) => program.RunAsync(file, column);

    static string Csv(IEnumerable<double> values) =>
        "x,\"a note, quoted\"\n" + string.Concat(values.Select(value => string.Create(CultureInfo.InvariantCulture, $"\"{value:R}\",\"1,5\"\n")));

    static double[] Scaled(double[] values, double factor) => [.. values.Select(value => value * factor)];

    static double[] Shifted(double[] values, double offset) => [.. values.Select(value => value + offset)];

    static double[] Gaussians(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Functions.NormalQuantile(random.NextDouble()))];
    }
}

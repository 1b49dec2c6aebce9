using System.Runtime.CompilerServices;

namespace Autodiff.Tests.Numbers;

/// <summary>The generic-math members of both number types are the same lines with another name, and stay so.</summary>
public class TwinTests
{
    [TestCase("Comparison")]
    [TestCase("Conversion")]
    [TestCase("Elementary")]
    [TestCase("Operators")]
    [TestCase("Piecewise")]
    [TestCase("Properties")]
    [TestCase("Trigonometric")]
    public void Scalar_and_Dual_differ_in_name_alone(string part) =>
        Assert.That(Source("Scalar", part).Replace("Scalar", "Dual", StringComparison.Ordinal), Is.EqualTo(Source("Dual", part)));

    private static string Source(string number, string part, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Autodiff.Core", "Numbers", $"{number}.{part}.cs"));
}

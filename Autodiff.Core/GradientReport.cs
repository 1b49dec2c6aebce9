using System.Text;

namespace Autodiff;

/// <summary>One derivative compared with its difference quotient.</summary>
/// <param name="Operation">What was differentiated: the name of an operation, or what the caller called the function.</param>
/// <param name="Operand">With respect to what.</param>
/// <param name="Expected">The difference quotient; NaN where the function is not finite on both sides.</param>
/// <param name="Actual">The derivative that was checked.</param>
/// <param name="RelativeError">|expected - actual|, less what the quotient itself may be off, over the greater of both.</param>
/// <param name="Passed">True within the tolerance.</param>
public sealed record GradientComparison(string Operation, string Operand, double Expected, double Actual, double RelativeError, bool Passed)
{
    /// <summary>One line of the report.</summary>
    public override string ToString() =>
        $"{(Passed ? "ok  " : "FAIL")} {Operation}, {Operand}: expected {Text.Of(Expected)}, actual {Text.Of(Actual)}, relative error {Text.Of(RelativeError, 2)}";
}

/// <summary>The result of a <see cref="GradientCheck"/>.</summary>
/// <param name="Comparisons">Every comparison made.</param>
public sealed record GradientReport(IReadOnlyList<GradientComparison> Comparisons)
{
    /// <summary>True if comparisons were made, and every one passed.</summary>
    public bool Passed => Comparisons.Count > 0 && Comparisons.All(comparison => comparison.Passed);

    /// <summary>The comparisons that did not pass.</summary>
    public IEnumerable<GradientComparison> Failures => Comparisons.Where(comparison => !comparison.Passed);

    /// <summary>Throws if a comparison failed, with all failures in the message.</summary>
    /// <exception cref="InvalidOperationException">A comparison failed.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new InvalidOperationException(ToString());
        }
    }

    /// <summary>The failures, or a line saying that there are none.</summary>
    public override string ToString()
    {
        if (Comparisons.Count == 0)
        {
            return "No derivative was compared: there are no variables.";
        }

        int failed = Failures.Count();
        if (failed == 0)
        {
            double worst = Comparisons.Max(comparison => comparison.RelativeError);
            return $"All {Comparisons.Count} derivatives agree with their difference quotients; the largest relative error is {Text.Of(worst, 2)}.";
        }

        var text = new StringBuilder($"{failed} of {Comparisons.Count} derivatives disagree with their difference quotients:");
        foreach (var failure in Failures)
        {
            text.Append('\n').Append(failure);
        }

        return text.ToString();
    }
}

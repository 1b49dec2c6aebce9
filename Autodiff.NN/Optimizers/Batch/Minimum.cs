using System.Globalization;

namespace Autodiff.NN;

/// <summary>Why a batch method stopped.</summary>
public enum StopReason
{
    /// <summary>The gradient is as small as was asked for.</summary>
    SmallGradient,

    /// <summary>The value falls no more, and the gradient is small beside it.</summary>
    SmallChange,

    /// <summary>The iterations allowed are used up.</summary>
    IterationLimit,

    /// <summary>No lower point was found along the direction: rounding hides the descent, or the gradient is wrong.</summary>
    NoDescent,

    /// <summary>The function is not finite at the start.</summary>
    NotFinite,

    /// <summary>The value fell below -1e100: there is no minimum.</summary>
    Unbounded,
}

/// <summary>Where a batch method stopped, and why.</summary>
/// <param name="Point">The numbers there.</param>
/// <param name="Value">The function there.</param>
/// <param name="GradientNorm">The greatest magnitude of a derivative there.</param>
/// <param name="Iterations">The iterations made.</param>
/// <param name="Evaluations">The evaluations of the function made in this search, with or without derivatives.</param>
/// <param name="Reason">Why it stopped.</param>
public sealed record Minimum(IReadOnlyList<double> Point, double Value, double GradientNorm, int Iterations, int Evaluations, StopReason Reason)
{
    /// <summary>True when it stopped because it had arrived.</summary>
    public bool Converged => Reason is StopReason.SmallGradient or StopReason.SmallChange;

    /// <summary>The report in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Converged ? "converged" : "stopped")}, {Words}: value {Value:G6}, gradient {GradientNorm:G3}, {Iterations} iterations, {Evaluations} evaluations");

    private string Words => Reason switch
    {
        StopReason.SmallGradient => "small gradient",
        StopReason.SmallChange => "small change",
        StopReason.IterationLimit => "iteration limit",
        StopReason.NoDescent => "no descent",
        StopReason.Unbounded => "unbounded",
        _ => "not finite",
    };
}

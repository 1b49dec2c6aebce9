namespace Autodiff.NN;

/// <summary>How random numbers of mean 0 and a given variance are spread.</summary>
public enum Spread
{
    /// <summary>Equally likely between -r and r; the variance is r² / 3.</summary>
    Uniform,

    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Normal, drawn anew beyond two deviations, and widened so that the variance is as asked for.</summary>
    TruncatedNormal,
}

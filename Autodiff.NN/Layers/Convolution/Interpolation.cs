namespace Autodiff.NN;

/// <summary>What stands between the pixels of an image that is made larger.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>A straight line between neighbours, along height and width.</summary>
    Bilinear,
}

namespace Autodiff.NN;

/// <summary>Two numbers for images, along the height and along the width: <c>3</c> stands for (3, 3), and <c>(1, 7)</c> for itself.</summary>
/// <param name="Height">Along the height.</param>
/// <param name="Width">Along the width.</param>
public readonly record struct Extent(int Height, int Width)
{
    /// <summary>The same number along both.</summary>
    public static implicit operator Extent(int both) => new(both, both);

    /// <summary>A number for each.</summary>
    public static implicit operator Extent((int Height, int Width) each) => new(each.Height, each.Width);

    /// <summary>The numbers as the tensor operations take them.</summary>
    public static implicit operator (int Height, int Width)(Extent extent) => (extent.Height, extent.Width);

    /// <summary>One number if both are the same, else such as "(1, 7)".</summary>
    public override string ToString() => Height == Width ? $"{Height}" : $"({Height}, {Width})";
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>What the norms of single examples have in common.</summary>
internal static class Standardization
{
    /// <summary>x / √(mean of x² + ε) over some axes.</summary>
    public static Tensor<T> OverRootMeanSquare<T>(this Tensor<T> x, ReadOnlySpan<int> axes, T epsilon) where T : IFloatingPointIeee754<T> =>
        x * (T.One / (x.Square().Mean(axes, keepAxes: true) + epsilon).Sqrt());

    /// <summary>γ x + β with γ and β by channel, for inputs [batch, channels, ...].</summary>
    public static Tensor<T> ScaledByChannel<T>(this Tensor<T> x, Parameter<T> gamma, Parameter<T> beta) where T : IFloatingPointIeee754<T>
    {
        Span<int> aligned = stackalloc int[x.Rank - 1];
        aligned.Fill(1);
        aligned[0] = gamma.Count;
        return x.MultiplyAdd(gamma.Beside(x).Reshape(aligned), beta.Beside(x).Reshape(aligned));
    }

    /// <summary>The last axes, as many as a shape has, counted from the last.</summary>
    /// <exception cref="ArgumentException">The shape has no axes or no elements.</exception>
    public static int[] LastAxes(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Rank > 0 && shape.ElementCount > 0
            ? [.. Enumerable.Range(-shape.Rank, shape.Rank)]
            : throw new ArgumentException($"The shape {shape} leaves nothing to take a mean of. Give the lengths of the last axes, such as [features].", nameof(shape));
    }

    /// <summary>[features].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public static Shape LastAxis(int features)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        return [features];
    }

    /// <summary>The number of elements of an example, of which there may be none.</summary>
    public static int CountOfExample(Shape shape) => Shape.Of(shape.Lengths[1..]).ElementCount;

    /// <summary>True when the last lengths of a shape are those of another.</summary>
    public static bool EndsWith(this Shape shape, Shape last) => shape.Lengths.EndsWith(last.Lengths);
}

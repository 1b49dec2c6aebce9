namespace Autodiff.NN;

/// <summary>How many inputs an output of a layer is computed from, and to how many outputs an input goes.</summary>
/// <param name="In">Inputs of an output.</param>
/// <param name="Out">Outputs of an input.</param>
public readonly record struct Fans(int In, int Out)
{
    /// <summary>
    /// The connections of weights: of [inputs, outputs] these two; of [outputs, inputs / groups, kernel...] each times the size of the kernel,
    /// and outputs divided by groups.
    /// </summary>
    /// <param name="weights">The shape of the weights, of two axes for a dense layer and more for a convolution.</param>
    /// <param name="groups">The groups of a convolution. PyTorch counts the outputs of all groups.</param>
    /// <exception cref="ArgumentException">The shape has fewer than two axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="groups"/> is not positive.</exception>
    public static Fans Of(Shape weights, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (weights.Rank < 2)
        {
            throw new ArgumentException($"The shape {weights} has fewer than two axes, so it does not tell inputs from outputs. Give the fans themselves.", nameof(weights));
        }

        if (weights.Rank == 2)
        {
            return new(weights[0], weights[1]);
        }

        int kernel = 1;
        foreach (int length in weights.Lengths[2..])
        {
            kernel *= length;
        }

        return new(weights[1] * kernel, weights[0] / groups * kernel);
    }
}

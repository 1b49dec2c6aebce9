namespace Autodiff.NN;

/// <summary>The zeros around the input of a convolution: <see cref="Valid"/> for none, <see cref="Same"/>, or a number for each side.</summary>
public readonly record struct Padding
{
    private Padding(int elements, bool isSame) => (Elements, IsSame) = (elements, isSame);

    /// <summary>No zeros: the window stays on the input. The default.</summary>
    public static Padding Valid => default;

    /// <summary>
    /// As many zeros as make the output ⌈length / stride⌉ long, so with stride 1 as long as the input. An odd one stands at the end, as in TensorFlow;
    /// PyTorch has this for stride 1 alone.
    /// </summary>
    public static Padding Same { get; } = new(0, isSame: true);

    /// <summary>So many zeros on every side, as in PyTorch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static implicit operator Padding(int elements)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elements);
        return new(elements, isSame: false);
    }

    internal int Elements { get; }

    internal bool IsSame { get; }
}

namespace Autodiff;

/// <summary>One axis of a <see cref="Window"/> over an input: tap u of output i reads element i·s - p + u·d, or padding outside the input.</summary>
internal readonly struct WindowAxis(int length, int kernel, int stride, int padding, int dilation)
{
    /// <summary>The number of elements of the input.</summary>
    public int Length { get; } = length;

    /// <summary>The number of taps.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Elements of the input from one output to the next.</summary>
    public int Stride { get; } = stride;

    /// <summary>Elements put before and after the input.</summary>
    public int Padding { get; } = padding;

    /// <summary>Elements of the input from one tap to the next.</summary>
    public int Dilation { get; } = dilation;

    /// <summary>The number of outputs, ⌊(n + 2p - d(k - 1) - 1)/s⌋ + 1.</summary>
    public int Outputs { get; } = ((length + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;

    /// <summary>How many elements or padding at the end no window place reaches, less than the stride.</summary>
    public int Rest => Length + (2 * Padding) - (Dilation * (Kernel - 1)) - 1 - ((Outputs - 1) * Stride);

    /// <summary>The element that a tap of an output reads, i·s - p + u·d.</summary>
    public int Element(int output, int tap) => (output * Stride) - Padding + (tap * Dilation);

    /// <summary>The outputs of which a tap reads an element and not padding, from the first up to the end.</summary>
    public (int First, int End) OutputsInside(int tap) => Inside(-Element(0, tap), Stride, Outputs);

    /// <summary>The taps with which an output reads an element and not padding, from the first up to the end.</summary>
    public (int First, int End) TapsInside(int output) => Inside(-Element(output, 0), Dilation, Kernel);

    /// <summary>The i of 0 ... count - 1 with 0 ≤ i·step - before &lt; length.</summary>
    private (int First, int End) Inside(int before, int step, int count)
    {
        int end = Math.Min(count, StepsTo(before + Length, step));
        return (Math.Min(end, StepsTo(before, step)), end);
    }

    /// <summary>max(0, ⌈distance/step⌉).</summary>
    private static int StepsTo(int distance, int step) => distance <= 0 ? 0 : ((distance - 1) / step) + 1;
}

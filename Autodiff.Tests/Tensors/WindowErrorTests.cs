namespace Autodiff.Tests.Tensors;

/// <summary>What does not fit is refused by name, with the shapes, the rule and a remedy, and leaves no trace.</summary>
internal sealed class WindowErrorTests
{
    private static readonly TestCaseData[] Refused =
    [
        Case([3, 5, 5], [4, 3, 3, 3], (x, w) => x.Convolve2D(w), "convolve2D: the images of shape [3, 5, 5] have 3 axes, but must have 4: (batch, channels, height, width). Insert an axis of length 1 with Unsqueeze(0)."),
        Case([5, 5], [4, 3, 3, 3], (x, w) => x.Convolve2D(w), "Reshape them."),
        Case([1, 3, 5, 5], [4, 3, 3], (x, w) => x.Convolve1D(w), "convolve1D: the images of shape [1, 3, 5, 5] have 4 axes, but must have 3: (batch, channels, length)."),
        Case([1, 3, 5, 5], [3, 3, 3], (x, w) => x.Convolve2D(w), "the weights of shape [3, 3, 3] have 3 axes, but must have 4: (outputs, channels/groups, height, width)."),
        Case([1, 3, 5, 5], [4, 2, 3, 3], (x, w) => x.Convolve2D(w), "convolve2D: the images [1, 3, 5, 5] have 3 channels, in 1 groups of 3, but the weights [4, 2, 3, 3] are for groups of 2."),
        Case([1, 3, 5, 5], [4, 2, 3, 3], (x, w) => x.Convolve2D(w, groups: 2), "the 3 input channels of the shape [1, 3, 5, 5] cannot be split into 2 groups of one size. Give a number of groups that divides 3."),
        Case([1, 4, 5, 5], [3, 2, 3, 3], (x, w) => x.Convolve2D(w, groups: 2), "the 3 output channels of the shape [3, 2, 3, 3] cannot be split into 2 groups"),
        Case([1, 3, 5, 5], [4, 3, 3, 3], (x, w) => x.Convolve2D(w, groups: 0), "split into 0 groups. Give at least 1."),
        Case([1, 0, 5, 5], [4, 0, 3, 3], (x, w) => x.Convolve2D(w), "the shape [1, 0, 5, 5] has no input channels"),
        Case([1, 3, 5, 5], [0, 3, 3, 3], (x, w) => x.Convolve2D(w), "the shape [0, 3, 3, 3] has no output channels"),
        Case([1, 3, 5, 5], [4, 3, 3, 3], (x, w) => x.Convolve2D(w, stride: 0), "convolve2D of the shape [1, 3, 5, 5]: The stride along the height is 0, but must be at least 1."),
        Case([1, 3, 5, 5], [4, 3, 3, 3], (x, w) => x.Convolve2D(w, padding: -1), "The padding along the height is -1"),
        Case([1, 3, 5, 5], [4, 3, 0, 3], (x, w) => x.Convolve2D(w), "The kernel along the height is 0"),
        Case([1, 3, 2, 5], [4, 3, 3, 3], (x, w) => x.Convolve2D(w), "convolve2D of the shape [1, 3, 2, 5]: A kernel of height 3 and dilation 1 reaches over 3 elements, but the input has 2, 2 with its padding of 0 on both sides."),
        Case([1, 3, 2], [4, 3, 3], (x, w) => x.Convolve1D(w), "convolve1D of the shape [1, 3, 2]: A kernel of length 3"),
        Case([1, 3, 5, 5], [4, 2, 3, 3], (x, w) => x.ConvolveTransposed2D(w), "convolveTransposed2D: the images [1, 3, 5, 5] have 3 channels, but the weights [4, 2, 3, 3] are for 4. Weights are (inputs, outputs/groups, window)"),
        Case([1, 3, 5, 5], [3, 2, 3, 3], (x, w) => x.ConvolveTransposed2D(w, groups: 2), "cannot be split into 2 groups"),
        Case([1, 3, 5, 5], [3, 0, 3, 3], (x, w) => x.ConvolveTransposed2D(w), "make no output channels"),
        Case([3, 5], [3, 2, 3], (x, w) => x.ConvolveTransposed1D(w), "convolveTransposed1D: the images of shape [3, 5] have 2 axes"),
        Case([1, 3, 5, 5], [3, 2, 3, 3], (x, w) => x.ConvolveTransposed2D(w, stride: 2, outputPadding: 2), "the output padding is 2, but must be 0 or more and less than the stride, 2"),
        Case([1, 3, 5, 5], [3, 2, 3, 3], (x, w) => x.ConvolveTransposed2D(w, outputPadding: -1), "the output padding is -1"),
        Case([1, 3, 5, 5], [3, 2, 3, 3], (x, w) => x.ConvolveTransposed2D(w, stride: 0), "The stride along the height is 0"),
        Case([1, 3, 1, 1], [3, 2, 3, 3], (x, w) => x.ConvolveTransposed2D(w, padding: 2), "would have the length -1"),
        Case([1, 3, 0, 5], [3, 2, 3, 3], (x, w) => x.ConvolveTransposed2D(w), "the images [1, 3, 0, 5] are empty"),
        Case([3, 5, 5], [], (x, _) => x.MaxPool2D(2), "maxPool2D: the images of shape [3, 5, 5] have 3 axes"),
        Case([1, 3, 5, 5], [], (x, _) => x.MaxPool2D(6), "maxPool2D of the shape [1, 3, 5, 5]: A kernel of height 6"),
        Case([1, 3, 5, 5], [], (x, _) => x.MaxPool2D(0), "The kernel along the height is 0"),
        Case([1, 3, 5], [], (x, _) => x.MaxPool1D(2, padding: 2), "maxPool1D of the shape [1, 3, 5]: Place 0 of the window along the length lies entirely in padding"),
        Case([1, 5], [], (x, _) => x.AveragePool1D(2), "averagePool1D: the images of shape [1, 5] have 2 axes"),
        Case([1, 3, 5, 5], [], (x, _) => x.AveragePool2D(2, padding: 2, countPadding: false), "averagePool2D of the shape [1, 3, 5, 5]: Place 0"),
        Case([3, 5, 5], [], (x, _) => x.Unfold((2, 2)), "unfold: the images of shape [3, 5, 5]"),
        Case([1, 3, 5, 5], [], (x, _) => x.Unfold((2, 6)), "unfold of the shape [1, 3, 5, 5]: A kernel of width 6"),
        Case([12, 16], [], (x, _) => x.Fold((5, 5), (2, 2)), "fold: the patches of shape [12, 16] have 2 axes, but must have 3: (batch, channels × taps, places). Insert"),
        Case([1, 12, 15], [], (x, _) => x.Fold((5, 5), (2, 2)), "fold: the shape [1, 12, 15] has 15 places, but a window has 4 × 4 = 16 over images of 5 × 5."),
        Case([1, 13, 16], [], (x, _) => x.Fold((5, 5), (2, 2)), "the second axis of the shape [1, 13, 16] is no multiple of the 2 × 2 = 4 taps"),
    ];

    [TestCaseSource(nameof(Refused))]
    public void Is_refused_and_leaves_no_trace(Shape x, Shape w, Func<Tensor<double>, Tensor<double>, Tensor<double>> operation, string message)
    {
        var tape = new Tape<double>();
        var (images, weights) = (tape.Input(x, new double[x.ElementCount]), tape.Input(w, new double[w.ElementCount]));
        int count = tape.Count;
        Assert.That(() => operation(images, weights), Throws.InstanceOf<ArgumentException>().With.Message.Contains(message));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    private static TestCaseData Case(Shape x, Shape w, Func<Tensor<double>, Tensor<double>, Tensor<double>> operation, string message) =>
        new TestCaseData(x, w, operation, message).SetArgDisplayNames(message);
}

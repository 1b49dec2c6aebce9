namespace Autodiff.Tests.Kernels;

public class ConvolutionWindowTests
{
    // ⌊(n + 2p - d(k - 1) - 1)/s⌋ + 1, by hand.
    [TestCase(28, 3, 1, 1, 1, 28)]
    [TestCase(28, 2, 2, 0, 1, 14)]
    [TestCase(7, 2, 2, 0, 1, 3)]
    [TestCase(224, 7, 2, 3, 1, 112)]
    [TestCase(10, 3, 1, 0, 2, 6)]
    [TestCase(5, 5, 1, 0, 1, 1)]
    [TestCase(0, 3, 1, 2, 1, 2)]
    public void Output_size(int length, int kernel, int stride, int padding, int dilation, int outputs)
    {
        var tall = new Window(kernel, 1) { Stride = (stride, 1), Padding = (padding, 0), Dilation = (dilation, 1) };
        var wide = new Window(1, kernel) { Stride = (1, stride), Padding = (0, padding), Dilation = (1, dilation) };
        Assert.That(tall.OutputSize(length, 4), Is.EqualTo((outputs, 4)));
        Assert.That(wide.OutputSize(4, length), Is.EqualTo((4, outputs)));
    }

    [TestCase(5, 0, 1, 0, 1, "The kernel along the height is 0, but must be at least 1.")]
    [TestCase(5, 3, 0, 0, 1, "The stride along the height is 0, but must be at least 1.")]
    [TestCase(5, 3, 1, -1, 1, "The padding along the height is -1, but must be at least 0.")]
    [TestCase(5, 3, 1, 0, 0, "The dilation along the height is 0, but must be at least 1.")]
    [TestCase(-1, 3, 1, 0, 1, "The input along the height is -1, but must be at least 0.")]
    public void Sizes_out_of_range_are_refused(int length, int kernel, int stride, int padding, int dilation, string message)
    {
        var window = new Window(kernel, 1) { Stride = (stride, 1), Padding = (padding, 0), Dilation = (dilation, 1) };
        Assert.That(() => window.OutputSize(length, 4), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains(message));
    }

    [TestCase(2, 3, 0, 1, "A kernel of width 3 and dilation 1 reaches over 3 elements, but the input has 2, 2 with its padding of 0")]
    [TestCase(5, 4, 1, 3, "A kernel of width 4 and dilation 3 reaches over 10 elements, but the input has 5, 7 with its padding of 1")]
    [TestCase(5, int.MaxValue, 1, 2, "reaches over 4294967293 elements")]
    [TestCase(5, 3, int.MaxValue, 1, "exceeds the largest array")]
    public void A_kernel_beyond_the_padded_input_is_refused(int length, int kernel, int padding, int dilation, string message)
    {
        var window = new Window(1, kernel) { Padding = (0, padding), Dilation = (1, dilation) };
        Assert.That(() => window.OutputSize(4, length), Throws.ArgumentException.With.Message.Contains(message));
    }

    [Test]
    public void The_window_of_no_constructor_is_refused() =>
        Assert.That(() => default(Window).OutputSize(4, 4), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Outputs_and_taps_inside_are_those_whose_element_is_in_the_input([Range(1, 4)] int stride, [Range(0, 5)] int padding, [Range(1, 3)] int dilation)
    {
        var (axis, _) = new Window(3, 1) { Stride = (stride, 1), Padding = (padding, 0), Dilation = (dilation, 1) }.Over(7, 1);
        for (int tap = 0; tap < 3; tap++)
        {
            var (first, end) = axis.OutputsInside(tap);
            int[] inside = [.. Enumerable.Range(0, axis.Outputs).Where(i => IsInside(i, tap))];
            Assert.That(Enumerable.Range(first, end - first), Is.EqualTo(inside));
        }

        for (int output = 0; output < axis.Outputs; output++)
        {
            var (first, end) = axis.TapsInside(output);
            int[] inside = [.. Enumerable.Range(0, 3).Where(tap => IsInside(output, tap))];
            Assert.That(Enumerable.Range(first, end - first), Is.EqualTo(inside));
        }

        bool IsInside(int output, int tap) => (output * stride) - padding + (tap * dilation) is >= 0 and < 7;
    }
}

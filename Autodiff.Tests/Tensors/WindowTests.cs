namespace Autodiff.Tests.Tensors;

/// <summary>Closed forms and conventions of convolution, pooling and unfolding.</summary>
internal sealed class WindowTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [Test]
    public void A_kernel_with_a_single_one_shifts_the_image()
    {
        var x = tape.Input([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        var above = tape.Constant([1, 1, 3, 3], [0, 0, 1, 0, 0, 0, 0, 0, 0]); // the element one row up, one column to the right
        HasElements(x.Convolve2D(above, padding: 1), 0, 0, 0, 2, 3, 0, 5, 6, 0);
        HasElements(x.ConvolveTransposed2D(above, padding: 1), 0, 4, 5, 0, 7, 8, 0, 0, 0);
    }

    [Test]
    public void Differences_of_squares_are_odd_numbers()
    {
        var squares = tape.Input([1, 1, 6], [0, 1, 4, 9, 16, 25]);
        HasElements(squares.Convolve1D(tape.Constant([1, 1, 2], [-1, 1])), 1, 3, 5, 7, 9);
    }

    [Test]
    public void Numbers_left_out_are_the_usual_ones()
    {
        var x = tape.Constant([1, 1, 4, 4], [.. Enumerable.Range(0, 16).Select(i => (double)i)]);
        using (Assert.EnterMultipleScope())
        {
            HasElements(x.MaxPool2D(2), 5, 7, 13, 15);
            HasElements(x.MaxPool2D((2, 2)), 5, 7, 13, 15);
            HasElements(x.AveragePool2D(2), 2.5, 4.5, 10.5, 12.5);
            HasElements(x.AveragePool2D((2, 2)), 2.5, 4.5, 10.5, 12.5);
            HasElements(x.Reshape(1, 1, 16).MaxPool1D(8), 7, 15);
            HasElements(x.Reshape(1, 1, 16).AveragePool1D(8), 3.5, 11.5);
            Assert.That(x.Unfold((4, 4)).Shape, Is.EqualTo(Shape.Of(1, 16, 1)));
        }
    }

    [Test]
    public void Padding_is_less_than_any_number_for_a_maximum_and_zero_for_a_mean()
    {
        var x = tape.Constant([1, 1, 2], [-4, -6]);
        using (Assert.EnterMultipleScope())
        {
            HasElements(x.MaxPool1D(2, padding: 1), -4, -6);
            HasElements(x.AveragePool1D(2, padding: 1), -2, -3);
            HasElements(x.AveragePool1D(2, padding: 1, countPadding: false), -4, -6);
        }
    }

    [Test]
    public void The_first_of_equal_maxima_has_the_derivative()
    {
        var x = tape.Input([1, 1, 2, 4], [1, 1, 0, 2, 1, 1, 2, 2]);
        HasElements(tape.Gradient(x.MaxPool2D(2).Sum())[x], 1, 0, 0, 1, 0, 0, 0, 0);
    }

    // Half holds whole numbers up to 2048 only, fewer than the image has places.
    [Test]
    public void A_format_that_cannot_count_the_elements_still_finds_the_maximum()
    {
        var halves = new Tape<Half>();
        var items = new Half[100 * 100];
        items[9_871] = Half.One;
        var x = halves.Input([1, 1, 100, 100], items);
        var derivative = halves.Gradient(x.MaxPool2D(100).Sum())[x].ToArray();
        Assert.That(Array.IndexOf(derivative, Half.One), Is.EqualTo(9_871));
    }

    // 3 places along an axis of 5: elements occur 1, 2, 3, 2, 1 times.
    [Test]
    public void Folding_what_was_unfolded_counts_the_windows_over_each_element()
    {
        var ones = tape.Constant([1, 1, 1, 5], [1, 1, 1, 1, 1]);
        HasElements(ones.Unfold((1, 3)).Fold((1, 5), (1, 3)), 1, 2, 3, 2, 1);
    }

    // (x w)² of single numbers has the derivative 4x by x once and by w twice.
    [Test]
    public void Third_derivatives_of_a_convolution_are_those_of_the_product()
    {
        var (x, w) = (tape.Input([1, 1, 1], [3]), tape.Input([1, 1, 1], [5]));
        var y = x.Convolve1D(w);
        var byX = tape.RecordGradient(y * y, x)[0];
        var byXw = tape.RecordGradient(byX, w)[0];
        using (Assert.EnterMultipleScope())
        {
            HasElements(byX, 2 * 3 * 25);
            HasElements(byXw, 4 * 3 * 5);
            HasElements(tape.Gradient(byXw)[w], 4 * 3);
        }
    }

    [Test]
    public void Plain_operands_record_nothing_and_give_the_same_numbers()
    {
        double[] items = [1, -2, 3, 5];
        var plain = tape.Input([1, 1, 4], items).ToPlain();
        var result = plain.Convolve1D(plain.Reshape(2, 1, 2)).MaxPool1D(3);
        Assert.That(result.Tape, Is.Null);
        HasElements(result, 5, 34);
    }

    [Test]
    public void A_warm_gradient_allocates_nothing()
    {
        double[] images = new double[2 * 4 * 8 * 8];
        double[] kernels = new double[6 * 2 * 3 * 3];
        Assert.That(LeastAllocation(() =>
        {
            tape.Reset();
            var (x, w) = (tape.Input([2, 4, 8, 8], images), tape.Input([6, 2, 3, 3], kernels));
            var y = x.Convolve2D(w, stride: 1, padding: 1, groups: 2).MaxPool2D(2).AveragePool2D(3, 1, 1, countPadding: false);
            var patches = y.Convolve2D(w.Reshape(2, 6, 3, 3)).ConvolveTransposed2D(w.Reshape(2, 6, 3, 3), 2, 1, 1).Unfold((2, 2));
            using var gradient = tape.Gradient(patches, patches.Detach());
        }), Is.Zero);
    }

    private static void HasElements(Tensor<double> x, params double[] expected) => Assert.That(x.ToArray(), Is.EqualTo(expected));

    /// <summary>The bytes allocated by one run of ten: the least, since a collection meanwhile charges this thread too.</summary>
    private static long LeastAllocation(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}

using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>Operations that compute in one pass what is composed of several elsewhere equal that composition.</summary>
[TestFixture(TypeArgs = [typeof(float)])]
[TestFixture(TypeArgs = [typeof(double)])]
internal sealed class FusedSumTests<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    // Fewer columns than a vector, than a tile, more than a tile; more rows than a block.
    private static readonly int[][] Shapes = [[3, 5], [70, 20], [200, 33], [5, 1100], [300, 1100]];

    [Test]
    public void The_gradient_by_a_repeated_factor_is_the_sum_of_the_products_to_the_last_bit(
        [ValueSource(nameof(Shapes))] int[] shape, [Values(0, 1)] int axis)
    {
        var tape = new Tape<T>();
        var x = tape.Constant(Numbers(shape, 1));
        var factor = tape.Input(Numbers(Repeated(shape, axis), 2));
        var seed = Numbers(shape, 3);
        var gradient = tape.Gradient(x * factor, seed)[factor];
        Assert.That(gradient.ToArray(), Is.EqualTo((x * tape.Constant(seed)).Contiguous().SumTo(factor.Shape).ToArray()));
    }

    [Test]
    public void Every_gradient_of_a_product_and_sum_rounded_once_is_that_of_the_composition_to_the_last_bit(
        [ValueSource(nameof(Shapes))] int[] shape, [Values(-1, 0, 1)] int axis, [Values] bool first)
    {
        var tape = new Tape<T>();
        var extremes = Numbers(shape, 1).ToArray();
        (extremes[0], extremes[1], extremes[2]) = (T.PositiveInfinity, T.NaN, T.NegativeInfinity);
        var weights = Numbers(shape, 4).ToArray();
        (weights[0], weights[1], weights[3]) = (T.Zero, T.Zero, T.NegativeZero); // two of the extremes are masked
        var whole = tape.Input(Tensor.Of(Shape.Of(shape), extremes));
        var factor = tape.Input(Numbers(Repeated(shape, axis), 2));
        var term = tape.Input(Numbers(Repeated(shape, axis), 3));
        var seed = Tensor.Of(Shape.Of(shape), weights);
        var fused = first ? whole.MultiplyAdd(factor, term) : factor.MultiplyAdd(whole, term);
        var composed = (whole * factor) + term;
        foreach (var x in (Tensor<T>[])[whole, factor, term])
        {
            var expected = tape.Gradient(composed, seed)[x].ToArray();
            Assert.That(tape.Gradient(fused, seed)[x].ToArray(), Is.EqualTo(expected));
            Assert.That(tape.RecordGradient(fused, tape.Constant(seed), [x])[0].ToArray(), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Numbers_that_fill_no_registers_have_the_same_sums()
    {
        var tape = new Tape<Half>();
        var (x, factor) = (tape.Input([4], [(Half)1, (Half)3, (Half)3, Half.PositiveInfinity]), tape.Input(Tensor.Scalar((Half)2)));
        Assert.That(tape.Gradient((-x).Max())[x].ToArray().Select(double.CreateChecked), Is.EqualTo([-1.0, 0, 0, 0]));
        Assert.That(tape.Gradient(x[..3].Max())[x].ToArray().Select(double.CreateChecked), Is.EqualTo([0.0, 0.5, 0.5, 0]));
        Assert.That(tape.Gradient(x * factor, new Tensor<Half>([4], [(Half)1, (Half)1, (Half)1, (Half)0]))[factor].Value, Is.EqualTo((Half)7));
    }

    [Test]
    public void A_zero_masks_infinities_in_the_sum_of_products()
    {
        var tape = new Tape<T>();
        var x = tape.Constant(Tensor.Full(Shape.Of(40, 40), T.PositiveInfinity));
        var factor = tape.Input(Tensor.Ones<T>(Shape.Of(40)));
        Assert.That(tape.Gradient(x * factor, Tensor.Zeros<T>(40, 40))[factor].ToArray(), Is.All.EqualTo(T.Zero));
    }

    [Test]
    public void The_gradient_of_an_extreme_is_that_of_its_recorded_composition([ValueSource(nameof(Shapes))] int[] shape, [Values(0, 1)] int axis)
    {
        var tape = new Tape<T>();
        var numbers = Numbers(shape, 4).ToArray();
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i % 17 == 16 ? T.NaN : T.Round(numbers[i] * T.CreateChecked(2)); // many ties
        }

        var x = tape.Input(Tensor.Of(Shape.Of(shape), numbers));
        var max = x.Max(axis);
        var seed = Numbers([.. max.Shape], 5);
        var composed = tape.RecordGradient(max, tape.Constant(seed), [x])[0].ToArray();
        Assert.That(tape.Gradient(max, seed)[x].ToArray(), Is.EqualTo(composed));
    }

    [Test]
    public void A_variance_is_the_mean_of_squared_deviations_to_the_last_bit([ValueSource(nameof(Shapes))] int[] shape, [Values(0, 1)] int axis)
    {
        var x = Numbers(shape, 6);
        var deviation = x - x.Mean(axis, keepAxes: true);
        var composed = (deviation * deviation).Sum(axis) / T.CreateChecked(shape[axis] - 1);
        Assert.That(x.Variance(axis, correction: 1).ToArray(), Is.EqualTo(composed.ToArray()));
    }

    [Test]
    public void The_gradient_of_a_variance_is_twice_the_deviation_over_the_divisor([ValueSource(nameof(Shapes))] int[] shape, [Values(0, 1)] int axis)
    {
        var tape = new Tape<T>();
        var x = tape.Input(Numbers(shape, 7));
        var variance = x.Variance(axis, correction: 1);
        var seed = Numbers([.. variance.Shape], 8);
        var deviation = x.Detach() - x.Detach().Mean(axis, keepAxes: true);
        var expected = (deviation + deviation) * (tape.Constant(seed) / T.CreateChecked(shape[axis] - 1)).Unsqueeze(axis);
        Assert.That(tape.Gradient(variance, seed)[x].ToArray(), Is.EqualTo(expected.ToArray()));
        Assert.That(tape.RecordGradient(variance, tape.Constant(seed), [x])[0].ToArray(), Is.EqualTo(expected.ToArray()));
    }

    /// <summary>The composition sends NaN back through the mean to all elements, but for adjoints of 0, which are masked.</summary>
    [Test]
    public void The_gradient_of_a_variance_of_infinities_is_that_of_its_composition(
        [Values(double.PositiveInfinity, double.NegativeInfinity, double.NaN)] double extreme, [Values(0, 1)] int axis)
    {
        var numbers = Numbers([20, 20], 11).ToArray();
        (numbers[3], numbers[110], numbers[111]) = (T.CreateTruncating(extreme), T.CreateTruncating(extreme), T.PositiveInfinity);
        var tape = new Tape<T>();
        var x = tape.Input(Tensor.Of(Shape.Of([20, 20]), numbers));
        var deviation = x - x.Mean(axis, keepAxes: true);
        var composed = (deviation * deviation).Sum(axis) / T.CreateTruncating(20);
        var variance = x.Variance(axis);
        foreach (var seed in (Tensor<T>[])[Numbers([20], 12), Tensor.Zeros<T>([20])])
        {
            double[] expected = [.. tape.Gradient(composed, seed)[x].ToArray().Select(double.CreateTruncating)];
            double[] actual = [.. tape.Gradient(variance, seed)[x].ToArray().Select(double.CreateTruncating)];
            double[] recorded = [.. tape.RecordGradient(variance, tape.Constant(seed), [x])[0].ToArray().Select(double.CreateTruncating)];
            Assert.That(actual, Is.EqualTo(expected).Within(1e-5));
            Assert.That(recorded, Is.EqualTo(expected).Within(1e-5));
        }
    }

    [Test]
    public void A_transposed_copy_has_every_element_in_its_place([Values(1, 15, 16, 17, 40)] int rows, [Values(16, 23, 64)] int columns)
    {
        var x = Numbers([3, rows, columns], 9);
        var transposed = x.Transpose().Contiguous();
        for (int i = 0; i < x.Count; i++)
        {
            var (matrix, row, column) = (i / (rows * columns), i / columns % rows, i % columns);
            Assert.That(transposed.Span[(((matrix * columns) + column) * rows) + row], Is.EqualTo(x.Span[i]));
        }
    }

    [Test]
    public void Elements_taken_and_added_at_indices_are_those_of_plain_loops([Values(0, 1)] int axis)
    {
        int[] shape = [300, 1100];
        var tape = new Tape<T>();
        var random = new Random(10);
        var x = tape.Input(Numbers(shape, 11));
        var seed = Numbers(shape, 12);
        int[] places = [.. Enumerable.Range(0, x.Count).Select(_ => random.Next(shape[axis]))];
        var y = x.TakeAlongAxis(tape.Constant(Tensor.Of(Shape.Of(shape), [.. places.Select(T.CreateChecked)])), axis);
        var (taken, sums) = (new T[x.Count], new T[x.Count]);
        for (int i = 0; i < places.Length; i++)
        {
            int place = axis == 0 ? (places[i] * shape[1]) + (i % shape[1]) : (i / shape[1] * shape[1]) + places[i];
            taken[i] = x.Span[place];
            sums[place] += seed.Span[i];
        }

        Assert.That(y.ToArray(), Is.EqualTo(taken));
        Assert.That(tape.Gradient(y, seed)[x].ToArray(), Is.EqualTo(sums));
    }

    [Test]
    public void Nothing_beyond_the_array_is_read_at_indices_that_became_wrong([Values(2, 13, 18)] int place, [Values(-1, 20)] int wrong)
    {
        var (x, index) = (new T[20], new T[20]);
        index[place] = T.CreateChecked(wrong);
        Assert.That(() => Indexing.Take<T>(x, index, 20, 20, 1, new T[20]), Throws.TypeOf<IndexOutOfRangeException>());
    }

    [Test]
    public void Rows_added_at_indices_are_those_of_a_plain_loop([Values(0, 1)] int axis)
    {
        int[] shape = [300, 1100];
        var tape = new Tape<T>();
        var random = new Random(13);
        var x = tape.Input(Numbers(shape, 14));
        int[] places = [.. Enumerable.Range(0, 500).Select(_ => random.Next(shape[axis]))];
        var y = x.IndexSelect(places, axis);
        var seed = Numbers([.. y.Shape], 15);
        var sums = new T[x.Count];
        int columns = y.Shape[1];
        for (int i = 0; i < y.Count; i++)
        {
            int place = axis == 0 ? (places[i / columns] * shape[1]) + (i % columns) : (i / columns * shape[1]) + places[i % columns];
            sums[place] += seed.Span[i];
        }

        Assert.That(tape.Gradient(y, seed)[x].ToArray(), Is.EqualTo(sums));
    }

    private static int[] Repeated(int[] shape, int axis) => [.. shape.Select((length, i) => i == axis ? 1 : length)];

    private static Tensor<T> Numbers(int[] shape, int seed)
    {
        var random = new Random(seed);
        var items = new T[shape.Aggregate(1, (product, length) => product * length)];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = T.CreateChecked((random.NextDouble() * 4) - 2);
        }

        return Tensor.Share(Shape.Of(shape), items);
    }
}

namespace Autodiff.Tests.Tensors;

/// <summary>The operation of a convolutional layer is the composition of convolution, sum and function, to the last bit.</summary>
[NonParallelizable] // sets the number of threads of the process
internal sealed class BiasedConvolutionTests
{
    private static readonly (Shape X, Shape W, int Groups)[] sizes =
    [
        ([3, 2, 9, 10], [5, 2, 3, 3], 1), ([2, 16, 20, 20], [24, 16, 3, 3], 1), ([1, 40, 6, 6], [33, 40, 3, 3], 1), ([2, 4, 8, 8], [4, 1, 3, 3], 4), ([2, 6, 7, 7], [4, 3, 1, 1], 2),
    ];

    [Test]
    public void Value_and_gradients_are_those_of_the_composition([ValueSource(nameof(sizes))] (Shape X, Shape W, int Groups) size, [Values] bool rectified, [Values(1, 2)] int threads)
    {
        int before = Parallelism.Threads;
        try
        {
            Parallelism.Threads = threads;
            var random = new Random(size.X[0]);
            int outputs = size.W[0];
            Tensor<float>[] operands = [Tensor.Normal<float>(size.X, random), Tensor.Normal<float>(size.W, random), Tensor.Normal<float>([outputs], random)];
            var seed = Tensor.Normal<float>(operands[0].Convolve2D(operands[1], groups: size.Groups).Shape, random);
            var fused = Results(operands, seed, x => x[0].Convolve2D(x[1], x[2], groups: size.Groups, rectified: rectified));
            var composed = Results(operands, seed, x => x[0].Convolve2D(x[1], groups: size.Groups) + x[2].Reshape(outputs, 1, 1) is var sum && rectified ? sum.Relu() : sum);
            Assert.That(fused[..3], Is.EqualTo(composed[..3]));
            double bound = 1e-6 * seed.Abs().Sum().Value; // the sums for the biases are taken in another order: the rounding of each term, of a tree of 2⁸ or so
            Assert.That(fused[3], Is.EqualTo(composed[3]).Within(bound));
        }
        finally
        {
            Parallelism.Threads = before;
        }
    }

    [Test]
    public void An_infinite_weight_of_an_output_that_is_0_reaches_no_gradient()
    {
        var tape = new Tape<double>();
        var (x, weights) = (tape.Input(Tensor.Of(1.0).Reshape(1, 1, 1, 1)), tape.Input(Tensor.Of(-1.0).Reshape(1, 1, 1, 1)));
        var y = x.Convolve2D(weights, Tensor.Of(0.5), rectified: true);
        var gradient = tape.Gradient(y, Tensor.Of(double.PositiveInfinity).Reshape(1, 1, 1, 1));
        Assert.That((gradient[x].Span[0], gradient[weights].Span[0]), Is.EqualTo((0.0, 0.0)));
    }

    [Test]
    public void The_derivative_where_the_sum_is_0_is_0()
    {
        var tape = new Tape<double>();
        var bias = tape.Input(Tensor.Of(0.0));
        var y = Tensor.Zeros<double>(1, 1, 2, 2).Convolve2D(Tensor.Ones<double>(1, 1, 1, 1), bias, rectified: true);
        Assert.That(tape.Gradient(y.Sum())[bias].Span[0], Is.Zero);

        var dual = Tensor.Of(new Dual<double>(0, 1));
        var zeros = Tensor.Zeros<Dual<double>>(1, 1, 2, 2).Convolve2D(Tensor.Ones<Dual<double>>(1, 1, 1, 1), dual, rectified: true);
        Assert.That(zeros.Span[0].Tangent, Is.Zero);
    }

    [Test]
    public void Refuses_a_bias_of_another_length_and_records_nothing()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Ones<double>(1, 2, 4, 4));
        int count = tape.Count;
        Assert.That(
            () => x.Convolve2D(Tensor.Ones<double>(3, 2, 3, 3), Tensor.Ones<double>(2)),
            Throws.ArgumentException.With.Message.Contains("[2]").And.Message.Contains("3 channels"));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    private static float[][] Results(Tensor<float>[] operands, Tensor<float> seed, Func<Tensor<float>[], Tensor<float>> of)
    {
        var tape = new Tape<float>();
        Tensor<float>[] x = [.. operands.Select(its => tape.Input(its))];
        var y = of(x);
        var gradient = tape.Gradient(y, seed);
        return [y.ToArray(), .. x.Select(its => gradient[its].ToArray())];
    }
}

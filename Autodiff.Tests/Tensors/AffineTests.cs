namespace Autodiff.Tests.Tensors;

/// <summary>The operation of a fully connected layer is the composition of product, sum and function, to the last bit.</summary>
[NonParallelizable] // sets the number of threads of the process
internal sealed class AffineTests
{
    private static readonly (int Rows, int Depth, int Columns)[] sizes = [(1, 5, 3), (32, 2, 16), (7, 40, 33), (128, 300, 260)];

    [Test]
    public void Value_and_gradients_are_those_of_the_composition([ValueSource(nameof(sizes))] (int Rows, int Depth, int Columns) size, [Values] bool rectified, [Values(1, 2)] int threads)
    {
        int before = Parallelism.Threads;
        try
        {
            Parallelism.Threads = threads;
            var random = new Random(size.Rows);
            Tensor<float>[] operands =
            [
                Tensor.Normal<float>([size.Rows, size.Depth], random), Tensor.Normal<float>([size.Depth, size.Columns], random), Tensor.Normal<float>([size.Columns], random),
            ];
            var seed = Tensor.Normal<float>([size.Rows, size.Columns], random);
            var fused = Results(operands, seed, x => x[0].Affine(x[1], x[2], rectified));
            var composed = Results(operands, seed, x => x[0].MatMul(x[1]) + x[2] is var sum && rectified ? sum.Relu() : sum);
            Assert.That(fused, Is.EqualTo(composed));
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
        var (x, weight) = (tape.Input(Tensor.Of(1.0).Reshape(1, 1)), tape.Input(Tensor.Of(-1.0).Reshape(1, 1)));
        var y = x.Affine(weight, Tensor.Of(0.5), rectified: true);
        var gradient = tape.Gradient(y, Tensor.Of(double.PositiveInfinity).Reshape(1, 1));
        Assert.That((gradient[x].Span[0], gradient[weight].Span[0]), Is.EqualTo((0.0, 0.0)));
    }

    [Test]
    public void Where_the_sum_is_0_the_tangent_is_that_of_relu_which_is_0()
    {
        var x = Tensor.Of(new Dual<double>(1, 0), new(-1, 2), new(double.NaN, 1)).Reshape(3, 1);
        var (weight, bias) = (Tensor.Of(new Dual<double>(1, 3)).Reshape(1, 1), Tensor.Of(new Dual<double>(-1, 1)));
        var composed = (x.MatMul(weight) + bias).Relu();
        Assert.That(x.Affine(weight, bias, rectified: true).ToArray(), Is.EqualTo(composed.ToArray()));
        Assert.That(composed.ValueAt(0, 0), Is.EqualTo(new Dual<double>(0, 0)));
    }

    [Test]
    public void Refuses_shapes_by_name_and_records_nothing()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Ones<double>(2, 3));
        int count = tape.Count;
        Assert.That(() => x.Affine(Tensor.Ones<double>(3, 4), Tensor.Ones<double>(3)), Throws.ArgumentException.With.Message.Contains("[3, 4]").And.Message.Contains("[3]"));
        Assert.That(() => x.Affine(Tensor.Ones<double>(4, 4), Tensor.Ones<double>(4)), Throws.ArgumentException.With.Message.Contains("3 and 4"));
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

using System.Numerics;

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

    // Of rank 1, 2 and 3, of depth 0, empty: with numbers that every rounding and every comparison could tell apart.
    private static IEnumerable<Shape> Operands => [[4], [0], [1], [3, 7], [3, 0], [0, 5], [2, 3, 6], [2, 0, 6], [2, 3, 0], [1, 1, 40], [2, 9, 33]];

    [Test]
    public void Every_rank_and_every_number_gives_the_bits_of_the_composition(
        [ValueSource(nameof(Operands))] Shape shape, [Values(0, 1, 5, 34)] int columns, [Values] bool rectified)
    {
        BitsAreThoseOfTheComposition<float>(shape, columns, rectified);
        BitsAreThoseOfTheComposition<double>(shape, columns, rectified);
        BitsAreThoseOfTheComposition<Half>(shape, columns, rectified);
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

    private static void BitsAreThoseOfTheComposition<T>(Shape shape, int columns, bool rectified) where T : IFloatingPointIeee754<T>
    {
        var random = new Random(shape.ElementCount + columns);
        Tensor<T>[] operands = [Numbers<T>(shape, random), Numbers<T>([shape[-1], columns], random), Numbers<T>([columns], random)];
        var seed = Numbers<T>([.. shape.Lengths[..^1], columns], random);
        var fused = Results(operands, seed, x => x[0].Affine(x[1], x[2], rectified));
        var composed = Results(operands, seed, x => x[0].MatMul(x[1]) + x[2] is var sum && rectified ? sum.Relu() : sum);
        Assert.That(fused.Select(its => its.Select(Bits)), Is.EqualTo(composed.Select(its => its.Select(Bits))), typeof(T).Name);
    }

    /// <summary>Zeros of either sign, infinite numbers and NaN between others, so rare that most sums are none of them.</summary>
    private static Tensor<T> Numbers<T>(Shape shape, Random random) where T : IFloatingPointIeee754<T>
    {
        T[] special = [T.Zero, T.NegativeZero, T.PositiveInfinity, T.NegativeInfinity, T.NaN];
        return Tensor.Of<T>([.. Enumerable.Range(0, shape.ElementCount).Select(_ => random.Next(20) is var i && i < special.Length ? special[i] : T.CreateChecked(random.NextDouble() - 0.5))]).Reshape(shape);
    }

    /// <summary>Of all NaN the same, since which of two an operation takes depends on the order of its operands.</summary>
    private static long Bits<T>(T x) where T : IFloatingPointIeee754<T> => BitConverter.DoubleToInt64Bits(T.IsNaN(x) ? double.NaN : double.CreateChecked(x));

    private static T[][] Results<T>(Tensor<T>[] operands, Tensor<T> seed, Func<Tensor<T>[], Tensor<T>> of) where T : IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        Tensor<T>[] x = [.. operands.Select(its => tape.Input(its))];
        var y = of(x);
        var gradient = tape.Gradient(y, seed);
        return [y.ToArray(), .. x.Select(its => gradient[its].ToArray())];
    }
}

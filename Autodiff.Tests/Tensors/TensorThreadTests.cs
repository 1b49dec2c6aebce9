using Autodiff.Operations;

namespace Autodiff.Tests.Tensors;

/// <summary>Large operations on several threads: the same bits as on one, nothing allocated, and tapes on threads of their own.</summary>
[NonParallelizable] // sets the number of threads of the process
internal sealed class TensorThreadTests
{
    private int threads;

    [SetUp]
    public void Remember() => threads = Parallelism.Threads;

    [TearDown]
    public void Restore() => Parallelism.Threads = threads;

    private static IEnumerable<LargeCase> Cases => LargeCase.All;

    [TestCaseSource(nameof(Cases))]
    public void Bits_do_not_depend_on_the_number_of_threads(LargeCase large)
    {
        var tape = new Tape<float>();
        var operands = large.Operands(random => random.NextSingle() - 0.5f);
        Parallelism.Threads = 1;
        float[][] alone = large.Results(tape, operands);
        foreach (int number in new[] { 2, 3, 7 })
        {
            Parallelism.Threads = number;
            float[][] shared = large.Results(tape, operands);
            for (int i = 0; i < alone.Length; i++)
            {
                Assert.That(shared[i].AsSpan().SequenceEqual(alone[i]), $"{(i == 0 ? "value" : $"gradient {i}")} on {number} threads");
            }
        }
    }

    // Sharing must not change what the loops compute: in whole numbers all sums are exact, so double arithmetic gives the same.
    [TestCaseSource(nameof(Cases))]
    public void Sums_of_whole_numbers_are_exact(LargeCase large)
    {
        Parallelism.Threads = 2;
        var x = large.Operands(random => random.Next(-2, 3))[0];
        int rows = x.Shape.Lengths[0];
        int columns = x.Count / rows;
        double[] ofRows = new double[rows];
        double[] ofColumns = new double[columns];
        float[] transposed = new float[x.Count];
        for (int i = 0; i < x.Count; i++)
        {
            ofRows[i / columns] += x.Span[i];
            ofColumns[i % columns] += x.Span[i];
            transposed[(i % columns * rows) + (i / columns)] = x.Span[i];
        }

        var matrix = x.Reshape(rows, columns);
        Assert.That(matrix.Sum(1).ToArray().Select(sum => (double)sum).SequenceEqual(ofRows));
        Assert.That(matrix.Sum(0).ToArray().Select(sum => (double)sum).SequenceEqual(ofColumns));
        Assert.That(matrix.Transpose().Sum(0).ToArray().Select(sum => (double)sum).SequenceEqual(ofRows));
        Assert.That(matrix.Transpose().Contiguous().Span.SequenceEqual(transposed));
        Assert.That((matrix.Transpose() + new Tensor<float>([columns, rows], transposed)).Span.SequenceEqual([.. transposed.Select(item => 2 * item)]));
        var row = new Tensor<float>([columns], [.. Enumerable.Range(0, columns).Select(j => j % 3f)]);
        Assert.That((matrix + row).Sum(0).ToArray().Select(sum => (double)sum).SequenceEqual(ofColumns.Select((sum, j) => sum + (rows * (j % 3)))));
    }

    [TestCase("convolution of many images")]
    [TestCase("convolution of groups")]
    [TestCase("convolution of single pixels")]
    [TestCase("convolution of each channel")]
    [TestCase("transposed convolution")]
    [TestCase("maximum pooling")]
    [TestCase("average pooling")]
    [TestCase("unfolding")]
    public void A_batch_is_its_images(string name)
    {
        Parallelism.Threads = 2;
        var large = LargeCase.All.Single(each => each.Name == name);
        var tape = new Tape<float>();
        var operands = large.Operands(random => random.Next(-2, 3));
        var images = operands[0];
        var (value, gradient, weights) = ValueAndGradients(tape, large, operands);
        float[] sum = new float[weights.Length];
        int size = images.Count / images.Shape.Lengths[0];
        for (int i = 0; i < images.Shape.Lengths[0]; i++)
        {
            var image = new Tensor<float>([1, .. images.Shape.Lengths[1..]], images.Span.Slice(i * size, size).ToArray());
            var own = ValueAndGradients(tape, large, [image, .. operands[1..]]);
            Assert.That(own.Value.AsSpan().SequenceEqual(value.AsSpan(i * own.Value.Length, own.Value.Length)), $"value of image {i}");
            Assert.That(own.Gradient.AsSpan().SequenceEqual(gradient.AsSpan(i * size, size)), $"gradient of image {i}");
            sum = [.. sum.Zip(own.Weights, (x, y) => x + y)];
        }

        Assert.That(sum, Is.EqualTo(weights));
    }

    [TestCase("layer norm")]
    [TestCase("sum of a transpose")]
    [TestCase("sum of few columns")]
    [TestCase("softmax of rows")]
    [TestCase("convolution of many images")]
    [TestCase("maximum pooling")]
    public void A_warm_pass_allocates_nothing(string name)
    {
        var large = LargeCase.All.Single(each => each.Name == name);
        var operands = large.Operands(random => random.NextSingle());
        var tape = new Tape<float>();
        var inputs = new Tensor<float>[operands.Length];
        Parallelism.Threads = 2;
        long least = long.MaxValue;
        for (int turn = 0; turn < 10; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i] = tape.Input(operands[i]);
            }

            tape.Gradient(large.Of(inputs).Sum());
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    [Test]
    public void What_a_row_throws_reaches_the_caller([Values(1, 2, 7)] int number)
    {
        Parallelism.Threads = number;
        var tape = new Tape<float>();
        var x = tape.Input(new Tensor<float>([200_000], [.. Enumerable.Range(0, 200_000).Select(i => (float)i)]));
        int entries = tape.Count;
        for (int repetition = 0; repetition < 20; repetition++)
        {
            Assert.That(() => Tensor<float>.Lift<Refuse>(x), Throws.InvalidOperationException.With.Message.EqualTo("70000"), "the first that a plain loop would meet");
        }

        Assert.That(tape.Count, Is.EqualTo(entries));
        Assert.That(tape.Gradient((x * x).Sum())[x].ToArray()[^1], Is.EqualTo(2 * 199_999f), "the tape goes on");
    }

    [Test]
    public void Tapes_on_threads_of_their_own_share_plain_tensors([Values(1, 2)] int number)
    {
        Parallelism.Threads = number;
        var random = new Random(4);
        var weights = Tensor.Normal<float>([31, 17], random);
        var bias = Tensor.Normal<float>([17], random);
        Tensor<float>[] inputs = [Tensor.Normal<float>([4099, 31], random), Tensor.Normal<float>([53, 31], random)];
        float[][] alone = [.. inputs.Select(input => Train(input, weights, bias))];
        float[][] together = new float[inputs.Length][];
        Thread[] runs = [.. inputs.Select((input, i) => new Thread(() => together[i] = Train(input, weights, bias)))];
        Array.ForEach(runs, run => run.Start());
        Array.ForEach(runs, run => run.Join());
        Assert.That(together, Is.EqualTo(alone));
    }

    /// <summary>The weights and the bias after 200 steps down the gradient of a loss.</summary>
    private static float[] Train(Tensor<float> x, Tensor<float> weights, Tensor<float> bias)
    {
        var tape = new Tape<float>();
        for (int step = 0; step < 200; step++)
        {
            tape.Reset();
            var (w, b) = (tape.Input(weights), tape.Input(bias));
            var y = Tensor<float>.Lift<Tanh>(tape.Constant(x).MatMul(w) + b);
            var gradients = tape.Gradient((y * y).Mean());
            weights = (weights - (gradients[w] * 0.1f)).ToPlain();
            bias = (bias - (gradients[b] * 0.1f)).ToPlain();
        }

        return [.. weights.ToArray(), .. bias.ToArray()];
    }

    /// <summary>The value, and the gradients of the sum of its squares.</summary>
    private static (float[] Value, float[] Gradient, float[] Weights) ValueAndGradients(Tape<float> tape, LargeCase large, Tensor<float>[] operands)
    {
        tape.Reset();
        Tensor<float>[] inputs = [.. operands.Select(operand => tape.Input(operand))];
        var output = large.Of(inputs);
        var gradients = tape.Gradient(output, output.ToPlain());
        return (output.ToArray(), gradients[inputs[0]].ToArray(), inputs.Length > 1 ? gradients[inputs[1]].ToArray() : []);
    }

    /// <summary>Throws from 70000 on.</summary>
    private readonly struct Refuse : IUnaryOperation
    {
        public static string Name => "refuse";
        public static (string Value, string Derivative) Formula => ("x", "1");
        public static ReadOnlySpan<double> Samples => [1];
        public static T Value<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x >= T.CreateChecked(70_000) ? throw new InvalidOperationException($"{x}") : x;
        public static T Derivative<T>(T x, T y) where T : System.Numerics.IFloatingPointIeee754<T> => T.One;
    }
}

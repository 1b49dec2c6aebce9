using System.Numerics;
using static Autodiff.Tests.Kernels.ConvolutionCases;

namespace Autodiff.Tests.Kernels;

/// <summary>The convolution straight from its images, by every width of vector.</summary>
[NonParallelizable] // sets the number of threads of the process
internal sealed class ConvolutionDirectTests
{
    private int threads;

    // Shapes that every path takes: each one a way to lay out images, or a rest at the end of tiles, registers, triples of taps or bands.
    private static IEnumerable<ConvolutionShape> Taken
    {
        get
        {
            var three = new Window(3, 3);
            var five = new Window(5, 5);
            yield return new(3, 1, 28, 28, 32, 1, three); // one channel
            yield return new(17, 1, 12, 28, 6, 1, five with { Padding = (2, 2) }); // outputs that do not fill a tile, more images than chunks
            yield return new(5, 6, 14, 30, 16, 1, five); // few channels
            yield return new(2, 5, 9, 33, 9, 1, three with { Padding = (1, 1) });
            yield return new(2, 4, 8, 64, 8, 1, three with { Stride = (2, 1) });
            yield return new(2, 4, 17, 66, 8, 1, three with { Stride = (2, 2), Padding = (1, 1) });
            yield return new(2, 4, 8, 99, 8, 1, new(2, 4) { Stride = (3, 3), Padding = (2, 1) }); // rests that no place sees
            yield return new(2, 4, 9, 140, 8, 1, new(1, 1) { Stride = (2, 3) }); // elements between the places
            yield return new(2, 4, 9, 60, 8, 1, three with { Dilation = (2, 3), Padding = (0, 4) });
            yield return new(1, 4, 9, 120, 8, 1, three with { Dilation = (3, 2), Stride = (2, 3), Padding = (2, 5) });
            yield return new(2, 12, 6, 50, 24, 3, three); // groups
            yield return new(1, 8, 1, 120, 8, 1, new(1, 7) { Padding = (0, 3) }); // one dimension
            yield return new(1, 4, 60, 300, 8, 1, new(3, 1) { Padding = (1, 0) }); // several bands of places
            yield return new(0, 4, 8, 60, 8, 1, three);
        }
    }

    private static IEnumerable<ConvolutionShape> All => Taken.Concat(Shapes);

    [SetUp]
    public void Remember() => threads = Parallelism.Threads;

    [TearDown]
    public void Restore() => Parallelism.Threads = threads;

    [Test]
    public void Equals_the_definition([ValueSource(nameof(All))] ConvolutionShape shape, [Values] GemmPath path)
    {
        Equals_the_definition<float>(shape, path);
        Equals_the_definition<double>(shape, path);
    }

    [Test]
    public void Bits_do_not_depend_on_the_number_of_threads([ValueSource(nameof(Taken))] ConvolutionShape shape, [Values] GemmPath path)
    {
        Parallelism.Threads = 1;
        var alone = new Results<double>(shape, path, Fractions);
        foreach (int number in (int[])[2, 3])
        {
            Parallelism.Threads = number;
            var shared = new Results<double>(shape, path, Fractions);
            Assert.That(shared.Forward.AsSpan().SequenceEqual(alone.Forward), $"forward on {number} threads");
            Assert.That(shared.Input.AsSpan().SequenceEqual(alone.Input), $"input on {number} threads");
            Assert.That(shared.Weights.AsSpan().SequenceEqual(alone.Weights), $"weights on {number} threads");
        }
    }

    [Test]
    public void Allocates_nothing_once_warm()
    {
        var shape = new ConvolutionShape(16, 8, 20, 20, 16, 1, new(3, 3));
        var (x, w, y) = (new float[shape.InputLength], new float[shape.WeightsLength], new float[shape.OutputLength]);
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            Parallelism.Threads = 1 + (i % 2);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Convolution.Forward<float>(shape, x, w, y);
            Convolution.Input<float>(shape, y, w, x);
            Convolution.Weights<float>(shape, x, y, w);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    // Most of what tiles compute would be thrown away.
    [Test]
    public void Shapes_that_waste_are_left_to_products_of_matrices()
    {
        var tiny = new ConvolutionShape(2, 64, 3, 3, 64, 1, new(3, 3));
        var (x, w, y) = (new float[tiny.InputLength], new float[tiny.WeightsLength], new float[tiny.OutputLength]);
        Assert.That(ConvolutionDirect.Forward<float>(GemmPath.Vector512, tiny, x, w, y), Is.False);
        Assert.That(ConvolutionDirect.Input<float>(GemmPath.Vector512, tiny, y, w, x), Is.False);
        Assert.That(ConvolutionDirect.Weights<float>(GemmPath.Vector512, tiny, x, y, w), Is.False);
    }

    private static void Equals_the_definition<T>(ConvolutionShape shape, GemmPath path) where T : IFloatingPointIeee754<T>
    {
        var results = new Results<T>(shape, path, Whole<T>);
        var (expectedX, expectedW, expectedY) = (new T[results.X.Length], new T[results.W.Length], new T[results.Y.Length]);
        foreach (var term in Terms(shape))
        {
            expectedX[term.X] += results.Y[term.Y] * results.W[term.W];
            expectedW[term.W] += results.Y[term.Y] * results.X[term.X];
            expectedY[term.Y] += results.W[term.W] * results.X[term.X];
        }

        bool isAsked = Taken.Contains(shape);
        Equal("forward", results.HasForward, results.Forward, expectedY);
        Equal("input", results.HasInput || shape.Channels == 1, results.HasInput ? results.Input : expectedX, expectedX);
        Equal("weights", results.HasWeights, results.Weights, expectedW);

        void Equal(string name, bool isTaken, T[] result, T[] expected)
        {
            Assert.That(isTaken || !isAsked, $"{name} is not taken");
            if (isTaken)
            {
                Assert.That(result, Is.EqualTo(expected), name);
            }
        }
    }

    private sealed class Results<T> where T : IFloatingPointIeee754<T>
    {
        public Results(ConvolutionShape shape, GemmPath path, Func<int, Random, T[]> numbers)
        {
            var random = new Random(4);
            (X, W, Y) = (numbers(shape.InputLength, random), numbers(shape.WeightsLength, random), numbers(shape.OutputLength, random));
            (Input, Weights, Forward) = (Garbage<T>(X.Length), Garbage<T>(W.Length), Garbage<T>(Y.Length));
            HasForward = ConvolutionDirect.Forward<T>(path, shape, X, W, Forward);
            HasInput = ConvolutionDirect.Input<T>(path, shape, Y, W, Input);
            HasWeights = ConvolutionDirect.Weights<T>(path, shape, X, Y, Weights);
        }

        public T[] X { get; }
        public T[] W { get; }
        public T[] Y { get; }
        public T[] Forward { get; }
        public T[] Input { get; }
        public T[] Weights { get; }
        public bool HasForward { get; }
        public bool HasInput { get; }
        public bool HasWeights { get; }
    }
}

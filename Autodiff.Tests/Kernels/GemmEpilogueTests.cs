using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>A product with bias and activation is the product, then the sum, then the function: bit for bit.</summary>
[NonParallelizable] // sets the number of threads of the process
internal sealed class GemmEpilogueTests
{
    private static readonly (int M, int N, int K)[] sizes = [(1, 40, 9), (40, 1, 9), (3, 5, 0), (1, 300, 600), (3, 20, 31), (40, 35, 17), (130, 530, 300), (6, 33, 2100)];

    private int threads;

    [SetUp]
    public void Remember() => threads = Parallelism.Threads;

    [TearDown]
    public void Restore() => Parallelism.Threads = threads;

    [Test]
    public void Float_equals_the_composition([Values] GemmPath path, [Values] GemmActivation activation, [Values] bool accumulate) => Compare<float>(path, activation, accumulate);

    [Test]
    public void Double_equals_the_composition([Values] GemmPath path, [Values] GemmActivation activation, [Values] bool accumulate) => Compare<double>(path, activation, accumulate);

    [Test]
    public void Relu_of_nothing_numeric_is_as_the_row_has_it()
    {
        float[] c = [float.NaN, -0f, float.NegativeInfinity, 2, -1];
        Gemm.Multiply(new GemmProduct<float>(1, 5, 0, default, 1, 1, default, 5, 1, c, 5, 1, Accumulate: true) { Epilogue = new(default, GemmActivation.Relu) });
        Assert.That(c, Is.EqualTo([float.NaN, 0f, 0f, 2f, 0f]));
        Assert.That(float.IsNegative(c[1]), Is.False);
    }

    [Test]
    public void A_short_bias_is_refused() => Assert.That(
        () => Gemm.Multiply(new GemmProduct<float>(2, 3, 1, new float[2], 1, 1, new float[3], 3, 1, new float[6], 3, 1, Accumulate: false) { Epilogue = new(new float[2], GemmActivation.None) }),
        Throws.ArgumentException.With.Message.Contains("2 elements for the 3 columns"));

    private static void Compare<T>(GemmPath path, GemmActivation activation, bool accumulate) where T : IFloatingPointIeee754<T>
    {
        foreach (var (m, n, k) in sizes)
        {
            var product = new GemmCase<T>(m, n, k, "rows", "rows", accumulate, seed: n);
            T[] bias = [.. Enumerable.Range(0, n).Select(j => T.CreateChecked((j % 7) - 3))];
            T[] expected = product.Result(path);
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    ref T element = ref expected[(i * product.CRow) + j];
                    element += bias[j];
                    element = activation == GemmActivation.Relu ? T.Max(element, T.Zero) : element;
                }
            }

            foreach (int number in new[] { 1, 2 })
            {
                Parallelism.Threads = number;
                Assert.That(product.Result(path, new(bias, activation)).AsSpan().SequenceEqual(expected), $"{product} on {number} threads");
            }
        }
    }
}

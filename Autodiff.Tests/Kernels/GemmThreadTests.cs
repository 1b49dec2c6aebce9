namespace Autodiff.Tests.Kernels;

/// <summary>Products of matrices on several threads: the same bits, nothing allocated, batches.</summary>
[NonParallelizable] // sets the number of threads of the process
internal sealed class GemmThreadTests
{
    private int threads;

    [SetUp]
    public void Remember() => threads = Parallelism.Threads;

    [TearDown]
    public void Restore() => Parallelism.Threads = threads;

    [Test]
    public void Bits_do_not_depend_on_the_number_of_threads([Values] GemmPath path, [Values("rows", "columns")] string layout)
    {
        foreach (var (m, n, k) in new[] { (200, 150, 300), (24, 900, 100), (1, 3000, 200), (3000, 1, 200), (5, 900, 100), (300, 400, 3), (130, 500, 600), (260, 70, 2100), (600, 10, 128), (1, 128, 9000) })
        {
            var product = new GemmCase<float>(m, n, k, layout, "rows", accumulate: true, seed: 3);
            Parallelism.Threads = 1;
            float[] alone = product.Result(path);
            foreach (int number in new[] { 2, 3 })
            {
                Parallelism.Threads = number;
                Assert.That(product.Result(path).AsSpan().SequenceEqual(alone), $"{product} on {number} threads");
            }
        }
    }

    [Test]
    public void Batches_are_their_products([Values(1, 2)] int number, [Values(4, 30, 110)] int size, [Values] bool accumulate)
    {
        Parallelism.Threads = number;
        const int Count = 23;
        var one = new GemmCase<double>(size, size, size, "rows", "rows", accumulate, seed: 8);
        int[] a = [.. Enumerable.Range(0, Count).Select(i => i % 5)]; // overlapping operands of different beginnings
        int[] b = [.. Enumerable.Range(0, Count).Select(i => i % 3)];
        int[] c = [.. Enumerable.Range(0, Count).Select(i => (Count - 1 - i) * one.C.Length)];
        double[] left = [.. one.A, 1, 2, 3, 4];
        double[] right = [.. one.B, 5, 6];
        double[] results = [.. Enumerable.Repeat(one.C, Count).SelectMany(x => x)];
        Gemm.MultiplyBatch<double>(a, b, c, size, size, size, left, size, 1, right, size, 1, results, one.CRow, accumulate);
        for (int i = 0; i < Count; i++)
        {
            double[] expected = [.. one.C];
            Gemm.Multiply<double>(size, size, size, left.AsMemory(a[i]), size, 1, right.AsMemory(b[i]), size, 1, expected, one.CRow, accumulate);
            Assert.That(results.AsSpan(c[i], expected.Length).SequenceEqual(expected), $"product {i}");
        }
    }

    [Test]
    public void An_empty_batch_does_nothing() => Assert.That(
        () => Gemm.MultiplyBatch<float>([], [], [], 2, 2, 2, default, 2, 1, default, 2, 1, default, 2, false), Throws.Nothing);

    [TestCase(8, 8, 8)]
    [TestCase(40, 40, 40)]
    [TestCase(150, 150, 150)]
    [TestCase(1, 1000, 300)]
    [TestCase(1000, 1, 300)]
    public void Products_allocate_nothing_once_warm(int m, int n, int k)
    {
        int[] zeros = new int[1];
        foreach (string layout in GemmCase<float>.Layouts)
        {
            var product = new GemmCase<float>(m, n, k, layout, layout, accumulate: false, seed: 1);
            Parallelism.Threads = 1; // the caller's own buffers, even if helpers should be the quicker below
            Run(product, zeros);
            Parallelism.Threads = 2;
            Run(product, zeros);
            long least = long.MaxValue; // a collection meanwhile charges this thread with the unused rest of its allocation buffer
            for (int i = 0; i < 10; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Run(product, zeros);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.That(least, Is.Zero, layout);
        }
    }

    private static void Run(GemmCase<float> x, int[] zeros)
    {
        for (int repetition = 0; repetition < 3; repetition++)
        {
            Gemm.Multiply<float>(x.M, x.N, x.K, x.A, x.ARow, x.AColumn, x.B, x.BRow, x.BColumn, x.C, x.CRow, x.Accumulate);
            Gemm.MultiplyBatch<float>(zeros, zeros, zeros, x.M, x.N, x.K, x.A, x.ARow, x.AColumn, x.B, x.BRow, x.BColumn, x.C, x.CRow, x.Accumulate);
        }
    }
}

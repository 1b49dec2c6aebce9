namespace Autodiff.Tests.Kernels;

/// <summary>What a product of matrices refuses, and how it says so.</summary>
public class GemmCheckTests
{
    [Test]
    public void Short_memories_are_refused()
    {
        float[] numbers = new float[12];
        Assert.That(() => Gemm.Multiply<float>(3, 4, 4, numbers, 5, 1, new float[16], 4, 1, numbers, 4, false), Throws.ArgumentException.With.Message.Contains("Matrix A of 3 rows").And.Message.Contains("takes 14 elements; the memory holds 12"));
        Assert.That(() => Gemm.Multiply<float>(3, 4, 4, numbers, 4, 1, new float[15], 4, 1, numbers, 4, false), Throws.ArgumentException.With.Message.Contains("Matrix B of 4 rows"));
        Assert.That(() => Gemm.Multiply<float>(3, 4, 4, numbers, 4, 1, new float[16], 4, 1, numbers, 5, false), Throws.ArgumentException.With.Message.Contains("Matrix C of 3 rows"));
        Assert.That(() => Gemm.Multiply<float>(int.MaxValue, 1, 2, numbers, int.MaxValue, 1, numbers, 1, 1, numbers, 0, false), Throws.ArgumentException, "no overflow");
    }

    [Test]
    public void Strange_strides_and_sizes_are_refused()
    {
        float[] numbers = new float[100];
        Assert.That(() => Gemm.Multiply<float>(2, 2, 2, numbers, -1, 1, numbers, 2, 1, numbers, 2, false), Throws.ArgumentException.With.Message.Contains("no stride may be negative"));
        Assert.That(() => Gemm.Multiply<float>(2, 3, 2, numbers, 2, 1, numbers, 3, 1, numbers, 2, false), Throws.ArgumentException.With.Message.Contains("overlap"));
        Assert.That(() => Gemm.Multiply<float>(-2, 3, 2, numbers, 2, 1, numbers, 3, 1, numbers, 3, false), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Batches_of_different_lengths_are_refused() => Assert.That(
        () => Gemm.MultiplyBatch<float>([0, 1], [0], [0], 1, 1, 1, new float[2], 1, 1, new float[2], 1, 1, new float[2], 1, false),
        Throws.ArgumentException.With.Message.Contains("2 A, 1 B and 1 C"));

    [Test]
    public void A_product_of_a_batch_is_checked_like_any_other() => Assert.That(
        () => Gemm.MultiplyBatch<float>([0, 3], [0, 0], [0, 4], 2, 2, 2, new float[6], 2, 1, new float[4], 2, 1, new float[8], 2, false),
        Throws.ArgumentException.With.Message.Contains("Matrix A of 2 rows").And.Message.Contains("holds 3"));
}

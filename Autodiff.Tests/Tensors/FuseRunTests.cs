using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff.Tests.Tensors;

/// <summary>How a fused formula runs: in registers of every width and on any number of threads to the same bits, without allocating.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable] // sets the number of threads of the process
public sealed class FuseRunTests
{
    private readonly int threads = Parallelism.Threads;

    [TearDown]
    public void Restore() => Parallelism.Threads = threads;

    [Test]
    public void Registers_of_all_widths_give_the_same_bits()
    {
        float[] widest = Products<float, Vector512<float>, Simd512<float>>();
        double[] doubles = Products<double, Vector512<double>, Simd512<double>>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Products<float, Vector256<float>, Simd256<float>>(), Is.EqualTo(widest));
            Assert.That(Products<float, Vector128<float>, Simd128<float>>(), Is.EqualTo(widest));
            Assert.That(Products<float, float, Simd1<float>>(), Is.EqualTo(widest));
            Assert.That(Products<double, Vector256<double>, Simd256<double>>(), Is.EqualTo(doubles));
            Assert.That(Products<double, Vector128<double>, Simd128<double>>(), Is.EqualTo(doubles));
            Assert.That(Products<double, double, Simd1<double>>(), Is.EqualTo(doubles));
        }
    }

    [Test]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        Parallelism.Threads = 1;
        float[] alone = Results();
        foreach (int number in new[] { 2, 3, 7 })
        {
            Parallelism.Threads = number;
            Assert.That(Results().AsSpan().SequenceEqual(alone), $"{number} threads");
        }

        static float[] Results()
        {
            var tape = new Tape<float>();
            Tensor<float>[] x = [tape.Input(FuseCases.Positive<float>([200, 1500], 1)), tape.Input(FuseCases.Positive<float>([], 2)), tape.Input(FuseCases.Positive<float>([200, 1], 3))];
            var y = Tensor.Fuse(new FuseCases.LogNormal(), x[0], x[1], x[2]);
            var gradients = tape.Gradient(y, FuseCases.Positive<float>([200, 1500], 4));
            return [.. y.ToArray(), .. x.SelectMany(input => gradients[input].ToArray())];
        }
    }

    [Test]
    public void A_warm_pass_allocates_nothing()
    {
        Parallelism.Threads = 1;
        var tape = new Tape<float>();
        var (x, mu, sigma) = (FuseCases.Positive<float>([90, 130], 1), FuseCases.Positive<float>([130], 2), FuseCases.Positive<float>([90, 1], 3));
        float[] gradient = new float[90];
        long least = long.MaxValue;
        for (int turn = 0; turn < 10; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            var deviation = tape.Input(sigma);
            tape.Gradient(Tensor.Fuse(new FuseCases.LogNormal(), tape.Input(x), tape.Input(mu), deviation).Sum())[deviation].CopyTo(gradient);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    /// <summary>Value and products of 37 elements, a length that fills no register, with one operand and the weights of one number each.</summary>
    private static T[] Products<T, TVector, TSimd>() where T : unmanaged, IFloatingPointIeee754<T> where TSimd : struct, ISimd<T, TVector>
    {
        const int Length = 37;
        T[] x = FuseCases.Positive<T>([Length], 1).ToArray(), mu = FuseCases.Positive<T>([Length], 2).ToArray(), sigma = new T[16], result = new T[Length];
        sigma.AsSpan().Fill(T.CreateChecked(0.7));
        T[] scratch = new T[FusedLoop<T, TernaryFormula<FuseCases.LogNormal>>.ScratchLength], toX = new T[Length], toMu = new T[Length], toSigma = new T[Length];
        x[^1] = T.Zero;
        var block = new FusedBlock<T> { Length = Length, X = x, Y = mu, Z = sigma, Weights = sigma, Result = result, Same = 4 | (1 << FusedBlock<T>.WeightsNumber) };
        FusedLoop<T, TernaryFormula<FuseCases.LogNormal>>.Value<TVector, TSimd>(default, in block, scratch);
        block.ToX = toX;
        block.ToY = toMu;
        block.ToZ = toSigma;
        var sums = default(FusedSums<T>);
        FusedLoop<T, TernaryFormula<FuseCases.LogNormal>>.Products<TVector, TSimd>(default, in block, ref sums, scratch);
        return [.. result, .. toX, .. toMu, .. toSigma];
    }
}

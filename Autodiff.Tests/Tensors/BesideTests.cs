using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>Tensors made beside another: its memory, its randomness, its moments.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BesideTests
{
    private const int Count = 100_000;

    private readonly Tape<double> tape = new();

    [Test]
    public void Beside_a_plain_tensor_they_are_plain_and_beside_a_taped_one_constants_of_its_tape()
    {
        Shape shape = [2, 3];
        var plain = Tensor.Of(1.0, 2);
        foreach (var of in new[] { plain, tape.Constant(plain), tape.Input(plain) })
        {
            int entries = tape.Count;
            Tensor<double>[] made = [of.FullBeside(shape, 7), of.UniformBeside(shape, new Random(1)), of.NormalBeside(shape, new Random(1))];
            foreach (var tensor in made)
            {
                Assert.That(tensor.Shape, Is.EqualTo(shape));
                Assert.That(tensor.Tape, Is.SameAs(of.Tape));
                Assert.That(tensor.IsRecorded, Is.False);
            }

            Assert.That(made[0].ToArray(), Is.All.EqualTo(7));
            Assert.That(tape.Count, Is.EqualTo(entries));
        }
    }

    [Test]
    public void Beside_a_taped_tensor_plain_numbers_are_constants_of_its_tape()
    {
        var plain = Tensor.Of(1.0, 2);
        Assert.That(plain.Beside(Tensor.Of(3.0)).Tape, Is.Null);
        foreach (var of in new[] { tape.Constant(Tensor.Of(3.0)), tape.Input(Tensor.Of(3.0)) })
        {
            int entries = tape.Count;
            var beside = plain.Beside(of);
            Assert.That(beside.Tape, Is.SameAs(tape));
            Assert.That(beside.IsConstant);
            Assert.That(beside.ToArray(), Is.EqualTo([1.0, 2]));
            Assert.That(beside.Beside(of), Is.EqualTo(beside));
            Assert.That(tape.Count, Is.EqualTo(entries));
        }
    }

    [Test]
    public void The_same_seed_gives_the_same_numbers_in_either_memory_and_one_number_is_drawn()
    {
        var (here, there) = (new Random(5), new Random(5));
        var plain = Tensor.Of(1.0);
        Assert.That(tape.Constant(plain).UniformBeside([40], here), Is.EqualTo(plain.UniformBeside([40], there)));
        Assert.That(tape.Constant(plain).NormalBeside([41], here), Is.EqualTo(plain.NormalBeside([41], there)));
        var (one, next) = (plain.NormalBeside([40], here), plain.NormalBeside([40], here));
        Assert.That(next, Is.Not.EqualTo(one));
        var counted = new Random(5);
        counted.NextInt64(long.MinValue, long.MaxValue);
        counted.NextInt64(long.MinValue, long.MaxValue);
        Assert.That(counted.Next(), Is.EqualTo(there.Next()));
    }

    [Test]
    public void Uniform_numbers_have_their_moments_and_bounds() => Uniform<double>();

    [Test]
    public void Uniform_numbers_in_single_precision_have_their_moments_and_bounds() => Uniform<float>();

    /// <summary>Mean 0, variance 1, third moment 0, fourth 3; the variances of their estimates are 1/n, 2/n, 15/n and 96/n.</summary>
    [Test]
    public void Normal_numbers_have_their_moments()
    {
        double[] x = tape.Constant(Tensor.Of(1.0)).NormalBeside([Count], new Random(3)).ToArray();
        Assert.That(x.Average(), Is.Zero.Within(4 * Math.Sqrt(1.0 / Count)));
        Assert.That(x.Average(a => a * a), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / Count)));
        Assert.That(x.Average(a => a * a * a), Is.Zero.Within(4 * Math.Sqrt(15.0 / Count)));
        Assert.That(x.Average(a => a * a * a * a), Is.EqualTo(3).Within(4 * Math.Sqrt(96.0 / Count)));
        Assert.That(x.Zip(x.Skip(1), (a, b) => a * b).Average(), Is.Zero.Within(4 / Math.Sqrt(Count)), "neighbours are not correlated");
    }

    [Test]
    public void They_allocate_nothing_once_warm()
    {
        var (random, plain) = (new Random(1), Tensor.Of(1.0));
        Shape shape = [100, 10];
        long least = long.MaxValue;
        for (int turn = 0; turn < 20; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            var x = tape.Constant(plain);
            _ = plain.Beside(x).Exp() + x.FullBeside(shape, 1) + x.UniformBeside(shape, random) + x.NormalBeside(shape, random);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    private static void Uniform<T>() where T : IFloatingPointIeee754<T>
    {
        double[] x = [.. Tensor.Of(T.One).UniformBeside([Count], new Random(2)).ToArray().Select(double.CreateChecked)];
        Assert.That(x, Is.All.GreaterThanOrEqualTo(0).And.All.LessThan(1));
        Assert.That(x.Average(), Is.EqualTo(0.5).Within(4 * Math.Sqrt(1.0 / 12 / Count)));
        Assert.That(x.Average(a => a * a), Is.EqualTo(1.0 / 3).Within(4 * Math.Sqrt(4.0 / 45 / Count)));
        Assert.That(x.Max(), Is.GreaterThan(0.9999));
        Assert.That(x.Min(), Is.LessThan(0.0001));
    }
}

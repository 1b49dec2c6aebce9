using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autodiff.Tests.Tensors;

/// <summary>A fused formula is the formula read with tensors, as one entry: the same value, and the same derivatives in every mode.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable] // sets the number of threads of the process
public sealed class FuseTests
{
    private readonly int threads = Parallelism.Threads;

    [TearDown]
    public void Restore() => Parallelism.Threads = threads;

    private static readonly TestCaseData[] Shapes =
    [
        Case([3, 5], [3, 5], [3, 5]),
        Case([7, 70], [], []),
        Case([], [], []),
        Case([5000], [], [1]),
        Case([40, 100], [100], [40, 1]),
        Case([3, 4, 200], [4, 1], []),
        Case([3, 4, 200], [3, 1, 200], [1, 4, 1]),
        Case([2, 1, 3], [2, 1], [1]),
        Case([2, 3], [4, 2, 3], [3]),
        Case([1, 90], [80, 1], [80, 90]),
        Case([0, 4], [4], []),
        Case([100, 3], [100, 1], [3]),
    ];

    [TestCaseSource(nameof(Shapes))]
    public void Doubles_equal_the_composition(int[] x, int[] mu, int[] sigma) => Agree<double>(x, mu, sigma, 1e-12);

    // Sums in float of numbers of either sign: a few hundred roundings of their greatest.
    [TestCaseSource(nameof(Shapes))]
    public void Floats_equal_the_composition(int[] x, int[] mu, int[] sigma) => Agree<float>(x, mu, sigma, 1e-4);

    [Test]
    public void Every_mode_agrees_with_finite_differences() => GradientCheck.Compare(
        new Fused<double, TernaryFormula<LogNormal>>(default), Positive<double>([2, 3], 1), Positive<double>([3], 2), Positive<double>([2, 1], 3)).ThrowIfFailed();

    [Test]
    public void Second_derivatives_equal_those_of_the_composition()
    {
        var (mu, sigma) = (Positive<double>([1], 2), Positive<double>([3], 3));
        var x = Positive<double>([3], 1);
        double[] fused = Differentiate.Hessian(v => Tensor.Fuse(new LogNormal(), v, mu, sigma + v).Sum(), x).ToArray();
        double[] composed = Differentiate.Hessian(v => default(LogNormal).Value(v, mu, sigma + v).Sum(), x).ToArray();
        Assert.That(fused, Is.EqualTo(composed).Within(1e-12));
    }

    [Test]
    public void Third_derivatives_come_from_the_same_formula()
    {
        var x = Tensor.Scalar(0.7);
        var third = Differentiate.Gradient(a => Differentiate.Gradient(b => Differentiate.Gradient(c => Tensor.Fuse(new Cube(2), c).Sum(), b).Sum(), a).Sum(), x);
        Assert.That(third.ToArray()[0], Is.EqualTo(12).Within(1e-12));
    }

    [Test]
    public void One_tensor_may_be_several_operands()
    {
        var x = Positive<double>([3, 70], 1);
        Assert.That(
            Differentiate.Gradient(v => Tensor.Fuse(new LogNormal(), v, v, v).Sum(), x).ToArray(),
            Is.EqualTo(Differentiate.Gradient(v => default(LogNormal).Value(v, v, v).Sum(), x).ToArray()).Within(1e-12));
    }

    [Test]
    public void Views_are_read_and_their_adjoints_written_where_they_stand()
    {
        var gates = Positive<double>([20, 4 * 80], 1);
        static Tensor<double> Gate(Tensor<double> gates, int number) => gates[.., (80 * number)..(80 * (number + 1))];
        var cell = Positive<double>([80, 20], 2);
        var expected = Differentiate.Gradient(v => (default(Cell).Value(Gate(v, 0), cell.Transpose(), Gate(v, 2), Gate(v, 3)) * Gate(v, 1)).Sum(), gates);
        var actual = Differentiate.Gradient(v => (Tensor.Fuse(new Cell(), Gate(v, 0), cell.Transpose(), Gate(v, 2), Gate(v, 3)) * Gate(v, 1)).Sum(), gates);
        Assert.That(actual.ToArray(), Is.EqualTo(expected.ToArray()).Within(1e-13));
        Assert.That(
            Differentiate.Gradient(v => Tensor.Fuse(new Cell(), Gate(gates, 0), v.Transpose(), Gate(gates, 2), Gate(gates, 3)).Sum(), cell).ToArray(),
            Is.EqualTo(Differentiate.Gradient(v => default(Cell).Value(Gate(gates, 0), v.Transpose(), Gate(gates, 2), Gate(gates, 3)).Sum(), cell).ToArray()).Within(1e-13));
    }

    [Test]
    public void A_number_repeated_by_a_view_has_an_adjoint_for_each_place([Values(3, 70)] int columns)
    {
        var (x, mu) = (Positive<double>([5, columns], 1), Tensor.Scalar(0.5));
        var sigma = Positive<double>([1], 3).BroadcastTo([columns]);
        Assert.That(
            Differentiate.Gradient(v => Tensor.Fuse(new LogNormal(), x, v.BroadcastTo([columns]), sigma).Sum(), mu).ToArray(),
            Is.EqualTo(Differentiate.Gradient(v => default(LogNormal).Value(x, v.BroadcastTo([columns]), sigma).Sum(), mu).ToArray()).Within(1e-12));
    }

    private static IEnumerable<int> Members => Enumerable.Range(0, Member.Count);

    /// <summary>With the conventions at kinks, and with zeros that mask what is infinite.</summary>
    [TestCaseSource(nameof(Members))]
    public void Every_member_has_the_derivatives_of_its_row(int row)
    {
        double[] grid = [0, -0.0, 1, -1, 0.5, -3.7, 3, 1e-3, 7e8, 20, -88, 710, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        double[] xs = [.. grid.SelectMany(_ => grid)], ys = [.. grid.SelectMany(y => grid.Select(_ => y))];
        Assert.That(Gradients((x, y) => Tensor.Fuse(new Member(row), x, y)), Is.EqualTo(Gradients((x, y) => new Member(row).Value(x, y))).Within(1e-13).Percent);

        double[] Gradients(Func<Tensor<double>, Tensor<double>, Tensor<double>> function)
        {
            var tape = new Tape<double>();
            var (x, y) = (tape.Input(Tensor.Of(xs)), tape.Input(Tensor.Of(ys)));
            var value = function(x, y);
            var gradients = tape.Gradient(value, Tensor.Of([.. xs.Select((_, i) => (double)(i % 3))]));
            return [.. value.ToArray(), .. gradients[x].ToArray(), .. gradients[y].ToArray()];
        }
    }

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
            Tensor<float>[] x = [tape.Input(Positive<float>([200, 1500], 1)), tape.Input(Positive<float>([], 2)), tape.Input(Positive<float>([200, 1], 3))];
            var y = Tensor.Fuse(new LogNormal(), x[0], x[1], x[2]);
            var gradients = tape.Gradient(y, Positive<float>([200, 1500], 4));
            return [.. y.ToArray(), .. x.SelectMany(input => gradients[input].ToArray())];
        }
    }

    [Test]
    public void A_warm_pass_allocates_nothing()
    {
        Parallelism.Threads = 1;
        var tape = new Tape<float>();
        var (x, mu, sigma) = (Positive<float>([90, 130], 1), Positive<float>([130], 2), Positive<float>([90, 1], 3));
        float[] gradient = new float[90];
        long least = long.MaxValue;
        for (int turn = 0; turn < 10; turn++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            tape.Reset();
            var deviation = tape.Input(sigma);
            tape.Gradient(Tensor.Fuse(new LogNormal(), tape.Input(x), tape.Input(mu), deviation).Sum())[deviation].CopyTo(gradient);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.Zero);
    }

    [Test]
    public void It_is_one_entry_with_the_name_and_the_attributes_of_the_formula()
    {
        var tape = new Tape<double>();
        var y = Tensor.Fuse(new Cube(2), tape.Input(Tensor.Scalar(3.0)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tape.Count, Is.EqualTo(2));
            Assert.That(y.ToArray(), Is.EqualTo([54.0]));
            Assert.That(Tensor.Fuse(new Cube(-1), Tensor.Scalar(3.0)).ToArray(), Is.EqualTo([-27.0]));
            Assert.That(y.Node.Operation!.Name, Is.EqualTo("Cube"));
        }
    }

    [Test]
    public void Other_numbers_compose()
    {
        var x = Tensor.Of((Half)0.5, (Half)2);
        Assert.That(Tensor.Fuse(new Cube(2), x).ToArray(), Is.EqualTo([(Half)0.25, (Half)16]));
    }

    [Test]
    public void Shapes_that_do_not_broadcast_leave_no_trace()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Positive<double>([3], 1));
        Assert.That(() => Tensor.Fuse(new LogNormal(), x, Positive<double>([2], 1), x), Throws.ArgumentException.With.Message.Contains("LogNormal"));
        Assert.That(tape.Count, Is.EqualTo(1));
    }

    private static void Agree<T>(int[] xShape, int[] muShape, int[] sigmaShape, double within) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        Tensor<T>[] x = [tape.Input(Positive<T>(xShape, 1)), tape.Input(Positive<T>(muShape, 2)), tape.Input(Positive<T>(sigmaShape, 3))];
        var (fused, composed) = (Tensor.Fuse(new LogNormal(), x[0], x[1], x[2]), default(LogNormal).Value(x[0], x[1], x[2]));
        Assert.That(fused.Shape, Is.EqualTo(composed.Shape));
        Assert.That(fused.ToArray(), Is.EqualTo(composed.ToArray()), "value");
        var seed = Positive<T>([.. fused.Shape.Lengths], 4);
        var (actual, expected) = (tape.Gradient(fused, seed), tape.Gradient(composed, seed));
        for (int k = 0; k < x.Length; k++)
        {
            double[] wanted = Doubles(expected[x[k]]);
            double scale = wanted.Select(Math.Abs).DefaultIfEmpty(0).Max();
            Assert.That(Doubles(actual[x[k]]), Is.EqualTo(wanted).Within(within * (1 + scale)), $"operand {k}");
        }

        static double[] Doubles(Tensor<T> tensor) => [.. tensor.ToArray().Select(double.CreateChecked)];
    }

    /// <summary>Value and products of 37 elements, a length that fills no register, with one operand and the weights of one number each.</summary>
    private static T[] Products<T, TVector, TSimd>() where T : unmanaged, IFloatingPointIeee754<T> where TSimd : struct, ISimd<T, TVector>
    {
        const int Length = 37;
        T[] x = Positive<T>([Length], 1).ToArray(), mu = Positive<T>([Length], 2).ToArray(), sigma = new T[16], result = new T[Length];
        sigma.AsSpan().Fill(T.CreateChecked(0.7));
        T[] scratch = new T[FusedLoop<T, TernaryFormula<LogNormal>>.ScratchLength], toX = new T[Length], toMu = new T[Length], toSigma = new T[Length];
        x[^1] = T.Zero;
        var block = new FusedBlock<T> { Length = Length, X = x, Y = mu, Z = sigma, Weights = sigma, Result = result, Same = 4 | (1 << FusedBlock<T>.WeightsNumber) };
        FusedLoop<T, TernaryFormula<LogNormal>>.Value<TVector, TSimd>(default, in block, scratch);
        block.ToX = toX;
        block.ToY = toMu;
        block.ToZ = toSigma;
        var sums = default(FusedSums<T>);
        FusedLoop<T, TernaryFormula<LogNormal>>.Products<TVector, TSimd>(default, in block, ref sums, scratch);
        return [.. result, .. toX, .. toMu, .. toSigma];
    }

    private static Tensor<T> Positive<T>(int[] shape, int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var its = Shape.Of(shape);
        return new(its, [.. Enumerable.Range(0, its.ElementCount).Select(_ => T.CreateChecked(0.3 + (2 * random.NextDouble())))]);
    }

    private static TestCaseData Case(int[] x, int[] mu, int[] sigma) => new(x, mu, sigma);

    private readonly record struct LogNormal : ITernaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TNumber Value<TNumber>(TNumber x, TNumber mu, TNumber sigma) where TNumber : struct, IPointwise<TNumber>
        {
            var logarithm = x.Log();
            var z = (logarithm - mu) / sigma;
            return -logarithm - sigma.Log() - (0.5 * Math.Log(Math.Tau)) - (0.5 * z * z);
        }
    }

    /// <summary>a x³.</summary>
    private readonly record struct Cube(double Factor) : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TNumber Value<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => Factor * x * x * x;
    }

    private readonly record struct Cell : IQuaternaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TNumber Value<TNumber>(TNumber forget, TNumber cell, TNumber input, TNumber candidate) where TNumber : struct, IPointwise<TNumber> =>
            (forget.Sigmoid() * cell) + (input.Sigmoid() * candidate.Tanh());
    }

    private readonly record struct Member(int Row) : IBinaryFormula
    {
        public const int Count = 32;

        public TNumber Value<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => Row switch
        {
            0 => x.Exp(),
            1 => x.ExpM1(),
            2 => x.Log(),
            3 => x.LogP1(),
            4 => x.Tanh(),
            5 => x.Sigmoid(),
            6 => x.Sqrt(),
            7 => x.Abs(),
            8 => x.Sign(),
            9 => x.Pow(3),
            10 => x.Max(y),
            11 => x.Min(y),
            12 => x.Clamp(-0.6, 2.5),
            13 => TNumber.Where(x.Exceeds(y), x, y),
            14 => TNumber.Where(x.Exceeds(0.5), y, TNumber.Constant(2)),
            15 => TNumber.Where(x.EqualTo(y), x, -y),
            16 => TNumber.FusedMultiplyAdd(x, y, x),
            17 => x + y,
            18 => x + 1.1,
            19 => x - y,
            20 => x - 1.1,
            21 => 1.1 - x,
            22 => x * y,
            23 => 1.1 * x,
            24 => x / y,
            25 => x / 1.1,
            26 => 1.1 / x,
            27 => -x,
            28 => x.Max(TNumber.Constant(0)).Sqrt(),
            29 => TNumber.Where(x.Exceeds(0), x.Log() * y, y),
            30 => TNumber.Constant(3) - TNumber.Constant(2) + y,
            _ => TNumber.FusedMultiplyAdd(TNumber.Constant(2), y, x * x),
        };
    }
}

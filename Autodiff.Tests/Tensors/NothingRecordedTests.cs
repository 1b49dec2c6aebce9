using Autodiff.Tests.Recording;

namespace Autodiff.Tests.Tensors;

/// <summary>A method of several operations that throws has recorded none of them, on whichever tape.</summary>
internal sealed class NothingRecordedTests
{
    private delegate Tensor<double> Call(Tensor<double> x, Tensor<double> y);

    /// <summary>Methods of two operands of these shapes; the second holds ones and zeros, so that it may be indices.</summary>
    private static readonly (string Name, Shape Left, Shape Right, Call Call)[] Pairs =
    [
        ("+", [2, 2], [2], (x, y) => x + y),
        ("where", [2, 2], [2], (x, y) => Tensor<double>.Where(Tensor.Of(1.0, 0), x, y)),
        ("lerp", [2, 2], [2], (x, y) => x.Lerp(y, 0.5)),
        ("matMul", [2, 2], [2], (x, y) => x.MatMul(y)),
        ("dot", [2], [2], (x, y) => x.Dot(y)),
        ("inner", [2, 2], [2, 2], (x, y) => x.Inner(y)),
        ("outer", [2, 2], [2], (x, y) => x.Outer(y)),
        ("tensorDot", [2, 2], [2], (x, y) => x.TensorDot(y, 1)),
        ("tensorDot of axes", [2, 2], [2, 3], (x, y) => x.TensorDot(y, [0], [0])),
        ("kronecker", [2, 2], [2], (x, y) => x.Kronecker(y)),
        ("einsum", [2, 2], [2], (x, y) => Tensor.Einsum("ii,i->i", x, y)),
        ("einsum of three", [2, 2], [2], (x, y) => Tensor.Einsum("ij,jk,k->i", x, x, y)),
        ("concat", [2, 2], [1, 2], (x, y) => Tensor.Concat(0, x, y)),
        ("stack", [2, 2], [2, 2], (x, y) => Tensor.Stack(0, x, y)),
        ("indexSelect", [2, 2], [2], (x, y) => x.IndexSelect(y)),
        ("scatterAdd by indices", [2, 2], [2], (x, y) => x.ScatterAdd(y, x)),
        ("scatterAdd", [2, 2], [1, 2], (x, y) => x.ScatterAdd([0], y)),
        ("takeAlongAxis", [2, 2], [1, 2], (x, y) => x.TakeAlongAxis(y, 0)),
        ("takeAlongAxis broadcast", [1, 2], [3, 2], (x, y) => x.TakeAlongAxis(y, 1)),
        ("scatterAddAlongAxis by indices", [2, 2], [2, 2], (x, y) => x.ScatterAddAlongAxis(y, x, 0)),
        ("scatterAddAlongAxis", [2, 2], [1, 2], (x, y) => x.ScatterAddAlongAxis(Tensor.Of(new[,] { { 0.0, 1 } }), y, 0)),
        ("gather", [2, 2], [1, 2], (x, y) => x.Gather(y, 1)),
        ("convolve", [1, 2, 2], [1, 2, 1], (x, y) => x.Convolve1D(y)),
        ("solve a vector", [2, 2], [2], (x, y) => x.Solve(y)),
        ("solveTriangular a vector", [2, 2], [2], (x, y) => x.SolveTriangular(y)),
        ("leastSquares", [3, 2], [3], (x, y) => x.LeastSquares(y)),
    ];

    /// <summary>Methods of several operations on a tensor of this shape.</summary>
    private static readonly (string Name, Shape Shape, Func<Tensor<double>, Tensor<double>> Call)[] Composed =
    [
        ("index", [2, 2], x => x[0, AxisIndex.NewAxis, 1..]),
        ("sumTo", [2, 2], x => x.SumTo([1])),
        ("product", [2, 2], x => x.Product()),
        ("product of axes", [2, 2], x => x.Product([0, 1])),
        ("absoluteSum", [2, 2], x => x.AbsoluteSum()),
        ("absoluteSum of axes", [2, 2], x => x.AbsoluteSum([0])),
        ("absoluteMax", [2, 2], x => x.AbsoluteMax()),
        ("mean", [2, 2], x => x.Mean()),
        ("variance", [2, 2], x => x.Variance(0)),
        ("standardDeviation", [2, 2], x => x.StandardDeviation(0)),
        ("split", [2, 2], x => x.Split(2)[1]),
        ("roll", [2, 2], x => x.Roll(1, 0)),
        ("roll of axes", [2, 2], x => x.Roll([1, 1], [0, 1])),
        ("repeat", [2, 2], x => x.Repeat(2, 0)),
        ("tile", [2, 2], x => x.Tile(2, 2)),
        ("trace", [2, 2], x => x.Trace()),
        ("stack", [2, 2], x => Tensor.Stack(0, x, x)),
        ("indexSelect", [2, 2], x => x.IndexSelect(Tensor.Of(new[,] { { 0.0, 1 } }))),
        ("scatterAdd", [2, 2], x => x.ScatterAdd([1, 0], x)),
        ("takeAlongAxis", [1, 2], x => x.TakeAlongAxis(Tensor.Of(new[,] { { 1.0, 0 }, { 0, 0 } }), 1)),
        ("scatterAddAlongAxis", [2, 2], x => x.ScatterAddAlongAxis(Tensor.Of(new[,] { { 1.0, 0 } }), x.Detach()[..1], 0)),
        ("gather", [2, 2], x => x.Gather(Tensor.Of(new[,] { { 1.0 } }), 0)),
        ("inner", [2, 2], x => x.Inner(x)),
        ("outer", [2, 2], x => x.Outer(x)),
        ("tensorDot", [2, 2], x => x.TensorDot(x, [0], [0])),
        ("kronecker", [2, 2], x => x.Kronecker(x)),
        ("einsum", [2, 2], x => Tensor.Einsum("ij,kj,il->kl", x, x, x)),
        ("einsum of a diagonal", [2, 2], x => Tensor.Einsum("ii->", x)),
        ("pseudoInverse", [2, 2], x => x.PseudoInverse()),
        ("pseudoInverse of few rows", [1, 2], x => x.PseudoInverse()),
        ("qr of few rows", [1, 2], x => x.Qr().R),
        ("svd", [2, 2], x => x.Svd().Vt),
        ("singularValues", [2, 2], x => x.SingularValues()),
        ("symmetricEigen", [2, 2], x => x.SymmetricEigen().Vectors),
        ("logDeterminant", [2, 2], x => x.LogDeterminant().Logarithm),
        ("matrixPower", [2, 2], x => x.MatrixPower(3)),
    ];

    /// <summary>Calls on a matrix of two rows and columns that are wrong on every tape, with the entries recorded before the call that throws.</summary>
    private static readonly (string Name, Func<Tensor<double>, Tensor<double>> Call, int Recorded)[] Wrong =
    [
        ("sumTo", x => x.SumTo([3]), 0),
        ("index", x => x[NewAxes(31)], 0),
        ("product", x => x.Product([0, 2]), 0),
        ("absoluteSum", x => x.AbsoluteSum([0, 0]), 0),
        ("absoluteMax", x => x.AbsoluteMax([2]), 0),
        ("absoluteMax of none", x => x[..0].AbsoluteMax(), 1),
        ("argMax of none", x => x[..0].ArgMax(), 1),
        ("argMin of none", x => x[..0].ArgMin(), 1),
        ("mean of none", x => x[..0].Mean(0), 1),
        ("variance", x => x.Variance(0, correction: 2), 0),
        ("variance with a negative correction", x => x.Variance(0, correction: -1), 0),
        ("standardDeviation", x => x.StandardDeviation(0, correction: 2), 0),
        ("repeat", x => x.Repeat(int.MaxValue, 0), 0),
        ("repeat to many", x => x.Repeat(1 << 29, 0), 0),
        ("tile", x => x.Tile(1 << 15, 1 << 15), 0),
        ("roll", x => x.Roll([1, 1], [0, 2]), 0),
        ("trace", x => x[0, ..].Trace(), 2),
        ("topK", x => x.TopK(3).Values, 0),
        ("sort", x => x.Sort(2), 0),
        ("stack", x => Tensor.Stack(0, x, x[0, ..]), 2),
        ("stack to many", x => Filled(x, [1 << 15, 1 << 15]) is var many ? Tensor.Stack(0, many, many) : x, 2),
        ("indexSelect", x => x.IndexSelect([2]), 0),
        ("scatterAdd", x => x.ScatterAdd([2, 0], x), 0),
        ("takeAlongAxis of other axes", x => x.TakeAlongAxis(Tensor.Of(0.0), 0), 0),
        ("takeAlongAxis beyond", x => x[..1].TakeAlongAxis(Tensor.Of(new[,] { { 1.0, 0 }, { 0, 0 } }), 0), 1),
        ("scatterAddAlongAxis", x => x.ScatterAddAlongAxis(Tensor.Of(new[,] { { 1.0, 2 } }), Tensor.Of(new[,] { { 1.0, 2 } }), 0), 0),
        ("gather", x => x.Gather(Tensor.Of(new[,] { { 2.0 } }), 0), 0),
        ("inner", x => x.Inner(Tensor.Of(1.0, 2, 3)), 0),
        ("inner to many", x => Filled(x, [1 << 16, 1]) is var column ? column.Inner(column) : x, 2),
        ("outer to many", x => Filled(x, [1 << 8, 1 << 8]) is var many ? many.Outer(many) : x, 2),
        ("outer of many axes", x => Filled(x, Ones(20)) is var many ? many.Outer(many) : x, 2),
        ("tensorDot to many", x => Filled(x, [1 << 16, 2]) is var many ? many.TensorDot(many, [1], [1]) : x, 2),
        ("kronecker to many", x => Filled(x, [1 << 16, 1]) is var many ? many.Kronecker(many) : x, 2),
        ("einsum to many", x => Filled(x, [1 << 16]) is var many ? Tensor.Einsum("mn,i,k->mik", x, many, many) : x, 2),
        ("einsum of many axes", x => Filled(x, Ones(19)) is var many ? Tensor.Einsum("xy,abcdefghijklmnopqrs,ABCDEFGHIJKLMNOPQRS,ABCDEFGHIJKLMNOPQRS->abcdefghijklmnopqrs", x, many, many, many) : x, 2),
        ("einsum of lengths", x => Tensor.Einsum("ij,jk,k", x, x, Tensor.Of(1.0, 2, 3)), 0),
        ("scalars", x => Tensor<double>.Stack([x[0, 0], x[0, 1]], [3]), 2),
        ("indexSelect to many", x => Filled(x, [1 << 16, 1]) is var many ? many.IndexSelect(Tensor.Zeros<double>([1 << 16]), 1) : x, 2),
        ("solve of other rows", x => x.Solve(Tensor.Of(1.0, 2, 3)), 0),
        ("solve of recorded other rows", x => x.Solve(x.Reshape(4)), 1),
        ("solveTriangular of recorded other rows", x => x.SolveTriangular(x.Reshape(4)), 1),
        ("leastSquares of few rows", x => x[..1].LeastSquares(x[0, ..]), 3),
        ("leastSquares of other rows", x => x.LeastSquares(x.Reshape(4)), 1),
        ("solve by a singular matrix", x => Singular(x).Solve(x[0, ..]), 3),
        ("solveTriangular by a singular matrix", x => Singular(x).SolveTriangular(x[0, ..], upper: true), 3),
        ("leastSquares by a singular matrix", x => Singular(x).LeastSquares(x[0, ..]), 3),
        ("inverse of a singular matrix", x => Singular(x).Inverse(), 1),
        ("matrixPower of a singular matrix", x => Singular(x).MatrixPower(-3), 1),
    ];

    private static IEnumerable<TestCaseData> PairCases => Pairs.Select((row, i) => new TestCaseData(i).SetArgDisplayNames(row.Name));

    private static IEnumerable<TestCaseData> ComposedCases => Composed.Select((row, i) => new TestCaseData(i).SetArgDisplayNames(row.Name));

    private static IEnumerable<TestCaseData> WrongCases => Wrong.Select((row, i) => new TestCaseData(i).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(PairCases))]
    public void Operands_on_one_tape_are_recorded(int row)
    {
        var tape = new Tape<double>();
        Pairs[row].Call(Left(row, tape), Right(row, tape));
        Assert.That(tape.Count, Is.GreaterThan(2));
    }

    [TestCaseSource(nameof(PairCases))]
    public void Operands_on_two_tapes_are_not(int row)
    {
        var (tape, other) = (new Tape<double>(), new Tape<double>());
        var (x, y) = (Left(row, tape), Right(row, other));
        Assert.That(() => Pairs[row].Call(x, y), Throws.InvalidOperationException.With.Message.StartsWith("The operands are on two different tapes"));
        Assert.That((tape.Count, other.Count), Is.EqualTo((1, 1)));
    }

    [TestCaseSource(nameof(PairCases))]
    public void Stale_operands_are_not(int row)
    {
        var (tape, other) = (new Tape<double>(), new Tape<double>());
        var (x, y) = (Left(row, tape), Right(row, other));
        other.Reset();
        Assert.That(() => Pairs[row].Call(x, y), Throws.InvalidOperationException);
        Assert.That((tape.Count, other.Count), Is.EqualTo((1, 0)));
    }

    [TestCaseSource(nameof(WrongCases))]
    public void Wrong_arguments_are_not(int row)
    {
        var tape = new Tape<double>();
        var x = tape.Input([2, 2], [1, 2, 3, 4]);
        Assert.That(() => Wrong[row].Call(x), Throws.InstanceOf<ArgumentException>().Or.TypeOf<ArithmeticException>());
        Assert.That(tape.Count, Is.EqualTo(1 + Wrong[row].Recorded));
    }

    [TestCaseSource(nameof(ComposedCases))]
    public void A_method_that_fills_the_tape_leaves_it_as_it_was(int row) =>
        RequireAllOrNothing(1, tape => Composed[row].Call(tape.Input(Composed[row].Shape, [.. Enumerable.Range(1, Composed[row].Shape.ElementCount).Select(i => (double)i)])));

    [TestCaseSource(nameof(PairCases))]
    public void A_method_of_two_that_fills_the_tape_leaves_it_as_it_was(int row) =>
        RequireAllOrNothing(2, tape => Pairs[row].Call(Left(row, tape), Right(row, tape)));

    [Test]
    public void Operators_on_scalars_that_fill_the_tape_leave_it_as_it_was()
    {
        RequireAllOrNothing(2, tape => _ = tape.Input([2], [1, 2]) * tape.Input(3));
        RequireAllOrNothing(2, tape => _ = tape.Input(3) / tape.Input([2], [1, 2]));
        RequireAllOrNothing(1, tape => _ = tape.Input(3) - Tensor.Of(1.0, 2));
    }

    [Test]
    public void What_was_there_before_a_method_that_throws_stays_valid()
    {
        var tape = new Tape<double>();
        var (x, s) = (tape.Input([2, 2], [1, 2, 3, 4]), tape.Input(5));
        var zeros = x * 0;
        using var gradients = tape.Gradient((x * x).Sum() * 1);
        var constant = tape.Constant([2], [6, 7]);
        Assert.That(() => zeros.LeastSquares(constant), Throws.TypeOf<ArithmeticException>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gradients[x].ToArray(), Is.EqualTo([2.0, 4, 6, 8]));
            Assert.That((constant + (s * s)).ToArray(), Is.EqualTo([31.0, 32]));
            Assert.That(tape.Gradient((x * s).Sum())[s], Is.EqualTo(10));
        }
    }

    [Test]
    public void A_checkpoint_goes_on_after_a_method_that_throws()
    {
        var tape = new Tape<double>();
        var x = tape.Input([2, 2], [1, 2, 3, 4]);
        var y = tape.Checkpoint(
            inner =>
            {
                var square = inner * inner;
                Assert.That(() => (square * 0).Inverse(), Throws.TypeOf<ArithmeticException>());
                return square * square;
            },
            x);
        Assert.That(tape.Gradient(y.Sum())[x].ToArray(), Is.EqualTo([4.0, 32, 108, 256]));
    }

    [Test]
    public void Memory_of_a_method_that_throws_is_given_back()
    {
        var tape = new Tape<double>();
        var zeros = tape.Input([2, 2], new double[4]);
        var right = tape.Constant([2], [1, 2]);
        long lent = tape.Buffers.Lent;
        for (int i = 0; i < 3; i++)
        {
            Assert.That(() => zeros.LeastSquares(right), Throws.TypeOf<ArithmeticException>());
            Assert.That(tape.Buffers.Lent, Is.EqualTo(lent));
        }
    }

    [Test]
    public void A_scalar_of_another_tape_is_not()
    {
        var (tape, other) = (new Tape<double>(), new Tape<double>());
        var (x, y) = (tape.Input([2], [1, 2]), other.Input(3));
        Assert.That(() => x + y, Throws.InvalidOperationException);
        Assert.That(() => y / x, Throws.InvalidOperationException);
        Assert.That((tape.Count, other.Count), Is.EqualTo((1, 1)));
    }

    private static void RequireAllOrNothing(int inputs, Action<Tape<double>> function) =>
        Assert.That(SmallTapes.RequireAllOrNothing(inputs, function), Is.Positive);

    private static Tensor<double> Left(int row, Tape<double> tape) =>
        tape.Input(Pairs[row].Left, [.. Enumerable.Range(1, Pairs[row].Left.ElementCount).Select(i => (double)i)]);

    private static Tensor<double> Right(int row, Tape<double> tape) =>
        tape.Input(Pairs[row].Right, [.. Enumerable.Range(1, Pairs[row].Right.ElementCount).Select(i => (double)(i % 2))]);

    /// <summary>A tensor of as many elements as wanted, without memory of their own; two entries.</summary>
    private static Tensor<double> Filled(Tensor<double> x, Shape shape) => x.Sum().BroadcastTo(shape);

    private static Shape Ones(int rank) => Shape.Of([.. Enumerable.Repeat(1, rank)]);

    /// <summary>Zeros in two rows and columns; one entry.</summary>
    private static Tensor<double> Singular(Tensor<double> x) => x * 0;

    private static AxisIndex[] NewAxes(int count) => [.. Enumerable.Repeat(AxisIndex.NewAxis, count)];
}

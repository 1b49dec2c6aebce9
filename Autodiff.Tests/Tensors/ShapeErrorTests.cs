namespace Autodiff.Tests.Tensors;

/// <summary>What does not fit is said with operation, shapes and numbers, and leaves no trace on the tape.</summary>
internal sealed class ShapeErrorTests
{
    private static readonly double[] Six = [1, 2, 3, 4, 5, 6];

    private static IEnumerable<TestCaseData> Errors =>
    [
        Error("permute too few", x => x.Permute(1), "permute: the order [1] has 1 axes and the shape [2, 3] has 2"),
        Error("permute twice", x => x.Permute(1, -1), "permute: the axes [1, -1] of the shape [2, 3] name an axis twice"),
        Error("permute beyond", x => x.Permute(0, 2), "permute: the shape [2, 3] has the axes 0 to 1"),
        Error("transpose a vector", x => x.Reshape(6).Transpose(), "transpose: the shape [6] has no last two axes", recorded: 1),
        Error("transpose beyond", x => x.Transpose(0, 2), "transpose: the shape [2, 3] has the axes 0 to 1"),
        Error("moveAxis", x => x.MoveAxis(-3, 0), "moveAxis: the shape [2, 3]"),
        Error("squeeze", x => x.Squeeze(1), "squeeze: axis 1 of the shape [2, 3] has the length 3"),
        Error("unsqueeze", x => x.Unsqueeze(3), "unsqueeze: beside the axes of the shape [2, 3], a new one has the places 0 to 2, or -3 to -1"),
        Error("flip", x => x.Flip(0, 0), "flip: the axes [0, 0] of the shape [2, 3] name an axis twice"),
        Error("pad not all", x => x.Pad([1], [1]), "pad: [1] before and [1] after have not one number for each axis of the shape [2, 3]"),
        Error("pad negative", x => x.Pad([1, -1], [0, 0]), "pad: [1, -1] before or [0, 0] after the shape [2, 3] has a negative number"),
        Error("pad beyond", x => x.Pad(2, 1, 1), "pad: the shape [2, 3] has the axes 0 to 1"),
        Error("diagonal", x => x.Reshape(6).Diagonal(), "diagonal: the shape [6] has no last two axes", recorded: 1),
        Error("trace", x => x.Reshape(6).Trace(), "trace: the shape [6] has no last two axes", recorded: 1),
        Error("diagonalMatrix", x => x.Sum().DiagonalMatrix(), "diagonalMatrix: the shape [] has no axis", recorded: 1),
        Error("lower", x => x.Reshape(6).Lower(), "lower: the shape [6] is not that of matrices", recorded: 1),
        Error("upper", x => x.Reshape(6).Upper(), "upper: the shape [6] is not that of matrices", recorded: 1),
        Error("roll beyond", x => x.Roll(1, 2), "roll: the shape [2, 3] has the axes 0 to 1"),
        Error("roll not as many", x => x.Roll([1], [0, 1]), "roll: the shifts [1] and the axes [0, 1] of the shape [2, 3] are not as many"),
        Error("repeat", x => x.Repeat(-1, 0), "repeat: elements of the shape [2, 3] cannot stand a negative number of times"),
        Error("tile", x => x.Tile(2, -1), "tile: elements of the shape [2, 3] cannot stand a negative number of times"),
        Error("split into parts", x => x.Split(2, 1)[0], "split: axis 1 of the shape [2, 3] has the length 3, which does not fall into 2 equal parts"),
        Error("split by lengths", x => x.Split([1, 1], 1)[0], "split: the lengths [1, 1] do not add up to the length 3 of axis 1 of the shape [2, 3]"),
        Error("concat of none", _ => Tensor.Concat<double>(0), "concat: there is no tensor"),
        Error("concat", x => Tensor.Concat(0, x, new([2], [1, 2])), "concat: the shapes [2, 3] of operand 0 and [2] of operand 1 do not fit along axis 0"),
        Error("concat of other lengths", x => Tensor.Concat(0, x, new([3, 2], Six)), "concat: the shapes [2, 3] of operand 0 and [3, 2] of operand 1 do not fit along axis 0"),
        Error("concat beyond", x => Tensor.Concat(2, x), "concat: the shape [2, 3] has the axes 0 to 1"),
        Error("stack of none", _ => Tensor.Stack<double>(0), "stack: there is no tensor"),
        Error("stack", x => Tensor.Stack(0, x, new([3, 2], Six)), "stack: the shapes [2, 3] of operand 0 and [3, 2] of operand 1 differ"),
        Error("stack beyond", x => Tensor.Stack(3, x), "stack: beside the axes of the shape [2, 3], a new one has the places 0 to 2"),
    ];

    [TestCaseSource(nameof(Errors))]
    public void Is_an_error(object function, string message, int recorded) => TensorErrors.Assert((Func<Tensor<double>, Tensor<double>>)function, message, recorded);

    [Test]
    public void A_stack_across_tapes_records_nothing()
    {
        var (tape, other) = (new Tape<double>(), new Tape<double>());
        var (x, y) = (tape.Input([3], [1, 2, 3]), other.Input([3], [1, 2, 3]));
        Assert.That(() => Tensor.Stack(0, x, y), Throws.InvalidOperationException);
        Assert.That((tape.Count, other.Count), Is.EqualTo((1, 1)));
    }

    private static TestCaseData Error(string name, Func<Tensor<double>, Tensor<double>> function, string message, int recorded = 0) => TensorErrors.Row(name, function, message, recorded);
}

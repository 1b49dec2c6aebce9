namespace Autodiff.Tests.Tensors;

/// <summary>What does not fit is said with operation, shapes and numbers, and leaves no trace on the tape.</summary>
internal sealed class ShapeErrorTests
{
    private static readonly double[] Six = [1, 2, 3, 4, 5, 6];

    /// <summary>A vector in the memory of one number.</summary>
    private static readonly Tensor<double> Many = Tensor.Scalar(1.0).BroadcastTo([100_000]);

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
        Error("concat of none", _ => Tensor.Concat<double>(0), "concat: there is no tensor", hasShape: false),
        Error("concat", x => Tensor.Concat(0, x, new([2], [1, 2])), "concat: the shapes [2, 3] of operand 0 and [2] of operand 1 do not fit along axis 0"),
        Error("concat of other lengths", x => Tensor.Concat(0, x, new([3, 2], Six)), "concat: the shapes [2, 3] of operand 0 and [3, 2] of operand 1 do not fit along axis 0"),
        Error("concat beyond", x => Tensor.Concat(2, x), "concat: the shape [2, 3] has the axes 0 to 1"),
        Error("stack of none", _ => Tensor.Stack<double>(0), "stack: there is no tensor", hasShape: false),
        Error("stack", x => Tensor.Stack(0, x, new([3, 2], Six)), "stack: the shapes [2, 3] of operand 0 and [3, 2] of operand 1 differ"),
        Error("stack beyond", x => Tensor.Stack(3, x), "stack: beside the axes of the shape [2, 3], a new one has the places 0 to 2"),
        Error("reshape twice open", x => x.Reshape(-1, -1), "reshape: the lengths [-1, -1] for the elements of the shape [2, 3]"),
        Error("reshape negative", x => x.Reshape(-2, -3), "reshape: the lengths [-2, -3] for the elements of the shape [2, 3]"),
        Error("reshape to many", x => x.Reshape(1 << 20, 1 << 20), "reshape: of the shape [2, 3] a result of shape [1048576, 1048576]"),
        Error("repeat to many", x => x.Repeat(int.MaxValue, 0), "repeat: of the shape [2, 3] an axis of length 4294967294"),
        Error("tile to many", x => x.Tile(int.MaxValue), "tile: of the shape [2, 3] an axis of length 6442450941"),
        Error("pad to many", x => x.Pad(0, int.MaxValue, 1), "pad: of the shape [2, 3] an axis of length 2147483650"),
        Error("diagonalMatrix to many", x => x.DiagonalMatrix(int.MaxValue), "diagonalMatrix: of the shape [2, 3] an axis of length 2147483650"),
        Error("diagonalMatrix below", x => x.DiagonalMatrix(int.MinValue), "diagonalMatrix: of the shape [2, 3] an axis of length 2147483651"),
        Error("kronecker to many", _ => Many.Kronecker(Many), "kronecker: of the shapes [100000] and [100000] an axis of length 10000000000"),
        Error("outer to many", _ => Many.Outer(Many), "outer: of the shapes [100000] and [100000] a result of shape [100000, 100000]"),
        Error("matmul to many", _ => Many.Unsqueeze(1).MatMul(Many.Unsqueeze(0)), "matmul: of the shapes [100000, 1] and [1, 100000] a result of shape [100000, 100000]"),
        Error("tensorDot to many", _ => Many.TensorDot(Many, 0), "tensorDot: of the shapes [100000] and [100000]"),
        Error("inner to many", _ => Many.Unsqueeze(1).Inner(Many.Unsqueeze(1)), "inner: of the shapes [100000, 1] and [100000, 1]"),
        Error("einsum to many", _ => Tensor.Einsum("i,j->ij", Many, Many), "einsum: \"i,j->ij\": the product of the operands of shapes [100000], [100000] would have the shape [100000, 100000]"),
        Error("indexSelect to many", _ => Many.Unsqueeze(1).IndexSelect(Tensor.Zeros<double>([100_000]), 1), "indexSelect: of the shapes [100000, 1] and [100000]"),
        Error("oneHot to many", _ => Many.OneHot(100_000), "oneHot: of the shape [100000] a result of shape [100000, 100000]"),
        Error("+ to many", _ => Many.Unsqueeze(1) + Many, "add: of the shapes [100000, 1] and [100000]"),
        Error("stack to many", _ => Tensor.Stack(0, [.. Enumerable.Repeat(Many, 100_000)]), "stack: of the shape [100000] a result of shape [100000, 100000]"),
        Error("unfold to many", x => x.Reshape(1, 6, 1, 1).Unfold((1 << 14, 1 << 15), padding: (1 << 14, 1 << 15)), "unfold: of the shape [1, 6, 1, 1] an axis of length 3221225472", 1),
        Error("sort", x => x.Sort(2), "sort: the shape [2, 3] has the axes 0 to 1"),
        Error("topK", x => x.TopK(4).Values, "topK: axis 1 of the shape [2, 3] has 3 elements, and 4 were asked for"),
        Error("topK of a number", _ => Tensor.Scalar(1.0).TopK(1).Values, "topK: the shape [] has no axes"),
        Error("softMax of a number", x => x.Sum().SoftMax(), "softMax: the shape [] has no axes", 1),
    ];

    [Test]
    public void Nothing_is_not_a_shape_and_no_operation()
    {
        var x = Tensor.Of(1.0, 2);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => x.Reshape((Shape)null!), Throws.ArgumentNullException);
            Assert.That(() => x.BroadcastTo((Shape)null!), Throws.ArgumentNullException);
            Assert.That(() => Tensor<double>.Apply<ITensorOperation<double>>(null!, x), Throws.ArgumentNullException);
        }
    }

    [TestCaseSource(nameof(Errors))]
    public void Is_an_error(object function, string message, int recorded, bool hasShape) => TensorErrors.Assert((Func<Tensor<double>, Tensor<double>>)function, message, recorded, hasShape);

    [Test]
    public void A_stack_across_tapes_records_nothing()
    {
        var (tape, other) = (new Tape<double>(), new Tape<double>());
        var (x, y) = (tape.Input([3], [1, 2, 3]), other.Input([3], [1, 2, 3]));
        Assert.That(() => Tensor.Stack(0, x, y), Throws.InvalidOperationException);
        Assert.That((tape.Count, other.Count), Is.EqualTo((1, 1)));
    }

    private static TestCaseData Error(string name, Func<Tensor<double>, Tensor<double>> function, string message, int recorded = 0, bool hasShape = true) => TensorErrors.Row(name, function, message, recorded, hasShape);
}

namespace Autodiff.Tests.Tensors;

/// <summary>Shapes that do not fit: the message gives both, the rule and a remedy, and nothing is recorded.</summary>
public class ProductErrorTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    private static readonly TestCaseData[] MatMuls =
    [
        Case([], [3, 2], "matmul: the shapes [] and [3, 2] do not fit, for a number is no matrix. Multiply by it with *."),
        Case([2, 3], [], "matmul: the shapes [2, 3] and [] do not fit, for a number is no matrix. Multiply by it with *."),
        Case([2, 3], [4, 5], "matmul: the shapes [2, 3] and [4, 5] do not fit, for the inner lengths 3 and 4 differ. The last axis of the first must be as long as the last but one of the second, or as the only one of a vector."),
        Case([3, 2], [3, 4], "matmul: the shapes [3, 2] and [3, 4] do not fit, for the inner lengths 2 and 3 differ. They fit with the first transposed."),
        Case([2, 3], [4, 3], "matmul: the shapes [2, 3] and [4, 3] do not fit, for the inner lengths 3 and 4 differ. They fit with the second transposed."),
        Case([2, 3], [2, 3], "matmul: the shapes [2, 3] and [2, 3] do not fit, for the inner lengths 3 and 2 differ. They fit with the first, or the second transposed."),
        Case([3], [2], "matmul: the shapes [3] and [2] do not fit, for the inner lengths 3 and 2 differ. The last axis of the first must be as long as the last but one of the second, or as the only one of a vector."),
        Case([2, 1, 3], [3, 3, 1], "matmul: the shapes [2, 1, 3] and [3, 3, 1] do not fit, for the lengths 2 and 3 of the batch, before the last two axes, are neither equal nor 1. Reshape one, or insert an axis of length 1 with Unsqueeze."),
    ];

    [TestCaseSource(nameof(MatMuls))]
    public void MatMul_names_shapes_rule_and_remedy(int[] left, int[] right, string message)
    {
        var (x, y) = Inputs(left, right);
        Assert.That(() => x.MatMul(y), Throws.ArgumentException.With.Message.EqualTo(message));
        Assert.That(tape.Count, Is.EqualTo(2));
    }

    [TestCase(new[] { 3 }, new[] { 2 })]
    [TestCase(new[] { 2, 2 }, new[] { 2, 2 })]
    [TestCase(new int[0], new int[0])]
    public void Dot_wants_two_vectors(int[] left, int[] right)
    {
        var (x, y) = Inputs(left, right);
        Assert.That(() => x.Dot(y), Throws.ArgumentException.With.Message.StartsWith($"dot: the shapes {x.Shape} and {y.Shape} are not those of two vectors"));
    }

    [TestCase(new int[0], new[] { 2 })]
    [TestCase(new[] { 2, 3 }, new[] { 3, 2 })]
    public void Inner_wants_last_axes_of_one_length(int[] left, int[] right)
    {
        var (x, y) = Inputs(left, right);
        Assert.That(() => x.Inner(y), Throws.ArgumentException.With.Message.StartsWith($"inner: the shapes {x.Shape} and {y.Shape} do not fit"));
        Assert.That(tape.Count, Is.EqualTo(2));
    }

    [Test]
    public void TensorDot_wants_the_axes_and_equal_lengths()
    {
        var (x, y) = Inputs([2, 3], [2, 3, 4]);
        Assert.That(() => x.TensorDot(y, 3), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartsWith("tensorDot: the shapes [2, 3] and [2, 3, 4] have not 3 axes each"));
        Assert.That(() => x.TensorDot(y, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => x.TensorDot(y, 1), Throws.ArgumentException.With.Message.StartsWith("tensorDot: the shapes [2, 3] and [2, 3, 4] do not fit, for the last 1 of the first"));
        Assert.That(x.TensorDot(y, 2).Shape, Is.EqualTo(Shape.Of(4)));
    }

    [Test]
    public void MatMul_gives_copies_back_when_the_elements_of_the_other_operand_cannot_be_had()
    {
        var (x, _) = Inputs([2, 3], [3, 2]);
        var backwards = x.Flip(0);
        var gone = new Tensor<double>(new TensorNode<double> { Layout = Layout.RowMajor([3, 2]) });
        int temporaries = tape.Temporaries;
        Assert.That(() => new MatMul<double>(false, false).Value([backwards, gone], new double[4]), Throws.Exception);
        Assert.That(tape.Temporaries, Is.EqualTo(temporaries));
    }

    private (Tensor<double> Left, Tensor<double> Right) Inputs(int[] left, int[] right)
    {
        var (l, r) = (Shape.Of(left), Shape.Of(right));
        return (tape.Input(l, new double[l.ElementCount]), tape.Input(r, new double[r.ElementCount]));
    }

    private static TestCaseData Case(int[] left, int[] right, string message) =>
        new TestCaseData(left, right, message).SetArgDisplayNames(Integers.Text(left), Integers.Text(right));
}

namespace Autodiff.Tests.Tensors;

/// <summary>Equations that say nothing, and operands that do not fit: the message quotes the equation, and nothing is recorded.</summary>
public class EinsumErrorTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [TestCase("ij,j1->i", 4, "'1' is no axis: those are the letters a to z and A to Z, and ... for the rest")]
    [TestCase("ij,jk-ik", 5, "one -> stands between the operands, divided by commas, and the result")]
    [TestCase("ij->jk->ik", 6, "one -> stands between the operands, divided by commas, and the result")]
    [TestCase("ij->j,i", 5, "one -> stands between the operands, divided by commas, and the result")]
    [TestCase("..ij->ij", 0, "an ellipsis is three points, ...")]
    [TestCase("i....->i", 4, "an ellipsis is three points, ...")]
    [TestCase("...i...->i...", 4, "an operand has one ellipsis at most")]
    [TestCase("ij,jk->iz", 8, "the result has 'z', and no operand has it")]
    [TestCase("ij,jk->i...", 8, "the result has '...', and no operand has it")]
    [TestCase("i->ii", 4, "the result has 'i' twice. To put a vector on a diagonal, use DiagonalMatrix")]
    [TestCase("...i->i", 6, "an operand has an ellipsis, so the result must have it too; name the axes to be summed")]
    public void A_malformed_equation_is_quoted_with_the_place(string equation, int place, string reason)
    {
        Assert.That(() => Tensor.Einsum(equation, Input(2, 2), Input(2, 2)), Throws.InstanceOf<FormatException>()
            .With.Message.EqualTo($"einsum: \"{equation}\" at character {place}: {reason}. An equation is like \"ij,jk->ik\"."));
        Assert.That(tape.Count, Is.EqualTo(2));
    }

    [Test]
    public void Operands_that_do_not_fit_are_named()
    {
        var (x, y) = (Input(2, 3), Input(4, 5));
        AssertRefused("ij,jk->ik", "einsum: \"ij,jk->ik\": the axis 'j' has the length 4 in the shape [4, 5] of operand 1, and 3 before.", x, y);
        AssertRefused("ii->i", "einsum: \"ii->i\": the axis 'i' has the length 3 in the shape [2, 3] of operand 0, and 2 before.", x);
        AssertRefused("ij,jk,kl->il", "einsum: \"ij,jk,kl->il\" has 3 operands, and 2 tensors were given.", x, y);
        AssertRefused("ij,j->i", "einsum: \"ij,j->i\" gives operand 1 the axes 'j', and its shape [4, 5] has 2.", x, y);
        AssertRefused("ijk...->i...", "einsum: \"ijk...->i...\" gives operand 0 the axes 'ijk...', and its shape [2, 3] has 2.", x);
        AssertRefused("...i,...j->...", "einsum: \"...i,...j->...\": under the ellipsis the shape [4, 5] of operand 1 has the length 4 where one before has 2, neither equal nor 1.", x, y);
        AssertRefused("...i,...i,...i->...", "einsum: \"...i,...i,...i->...\": under the ellipsis the shape [3, 3]", Input(1, 3), Input(2, 3), Input(3, 3));
    }

    [Test]
    public void TensorDot_wants_pairs_of_axes()
    {
        var (x, y) = (Input(2, 3), Input(3, 4));
        Assert.That(() => x.TensorDot(y, [1], [0, 1]), Throws.ArgumentException.With.Message.StartsWith("tensorDot: the axes [1] and [0, 1] are no pairs."));
        Assert.That(() => x.TensorDot(y, [0], [0]), Throws.ArgumentException.With.Message.StartsWith(
            "tensorDot: axis 0 of the shape [2, 3] and axis 0 of [3, 4] differ in length, 2 and 3."));
        Assert.That(() => x.TensorDot(y, [2], [0]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => x.TensorDot(y, [1, -1], [0, 1]), Throws.ArgumentException.With.Message.Contains("twice"));
        Assert.That(tape.Count, Is.EqualTo(2));
    }

    private void AssertRefused(string equation, string message, params Tensor<double>[] operands)
    {
        int before = tape.Count;
        Assert.That(() => Tensor.Einsum(equation, operands), Throws.ArgumentException.With.Message.StartsWith(message));
        Assert.That(tape.Count, Is.EqualTo(before));
    }

    private Tensor<double> Input(int rows, int columns) => tape.Input([rows, columns], new double[rows * columns]);
}

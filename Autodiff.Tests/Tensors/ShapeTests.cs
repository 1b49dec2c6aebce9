namespace Autodiff.Tests.Tensors;

public class ShapeTests
{
    [Test]
    public void A_shape_is_a_list_of_lengths()
    {
        Shape shape = [2, 3, 4];
        Assert.Multiple(() =>
        {
            Assert.That(shape.Rank, Is.EqualTo(3));
            Assert.That(shape.ElementCount, Is.EqualTo(24));
            Assert.That((shape[0], shape[-1], shape[^1], shape[^3]), Is.EqualTo((2, 4, 4, 2)));
            Assert.That($"{shape} {Shape.Scalar}", Is.EqualTo("[2, 3, 4] []"));
            Assert.That(shape, Is.EqualTo(Shape.Of(2, 3, 4)).And.Not.EqualTo(Shape.Of(2, 3)));
        });
    }

    /// <summary>The compiler asks a collection for its length: that is the number of axes, not of elements.</summary>
    [Test]
    public void It_can_be_spread()
    {
        Shape inner = [4];
        Shape outer = [2, .. inner, 3];
        int[] lengths = [.. outer];
        Assert.That(lengths, Is.EqualTo([2, 4, 3]));
    }

    [TestCase(3)]
    [TestCase(-4)]
    public void An_axis_that_is_not_there_is_named(int axis) =>
        Assert.That(() => Shape.Of(2, 3, 4)[axis], Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("[2, 3, 4]").And.Message.Contains("0 to 2"));

    [Test]
    public void The_place_past_the_last_axis_is_none() =>
        Assert.That(() => Shape.Of(2, 3)[^0], Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Lengths_are_checked()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Shape.Of(2, -1), Throws.ArgumentException.With.Message.Contains("[2, -1]"));
            Assert.That(() => Shape.Of(1 << 16, 1 << 16), Throws.ArgumentException.With.Message.Contains("more elements"));
            Assert.That(() => Shape.Of(new int[Shape.MaxRank + 1]), Throws.ArgumentException.With.Message.Contains($"{Shape.MaxRank}"));
            Assert.That(Shape.Of(1 << 16, 1 << 16, 0).ElementCount, Is.Zero);
        });
    }

    [TestCase(new int[0], new[] { 3 }, new[] { 3 })]
    [TestCase(new[] { 2, 1 }, new[] { 3 }, new[] { 2, 3 })]
    [TestCase(new[] { 5, 1, 4 }, new[] { 3, 1 }, new[] { 5, 3, 4 })]
    [TestCase(new[] { 1 }, new[] { 0 }, new[] { 0 })]
    public void Shapes_broadcast_as_in_NumPy(int[] left, int[] right, int[] expected)
    {
        Assert.That(Shape.Broadcast(Shape.Of(left), Shape.Of(right)), Is.EqualTo(Shape.Of(expected)));
        Assert.That(Shape.Broadcast(Shape.Of(right), Shape.Of(left)), Is.EqualTo(Shape.Of(expected)));
    }

    /// <summary>More shapes than the memo holds are still right.</summary>
    [Test]
    public void Shapes_are_shared_while_the_memo_remembers_them()
    {
        var first = Shape.Of(7, 11);
        Assert.That(Shape.Of(7, 11), Is.SameAs(first));
        for (int i = 0; i < 50_000; i++)
        {
            var shape = Shape.Of(i, 2);
            if (shape[0] != i || shape.ElementCount != 2 * i)
            {
                Assert.Fail($"{shape} for [{i}, 2]");
            }
        }
    }
}

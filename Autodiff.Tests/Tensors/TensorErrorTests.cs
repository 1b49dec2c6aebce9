using Autodiff.Operations;
using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests.Tensors;

/// <summary>What must not be done throws, says why, and leaves no trace.</summary>
public class TensorErrorTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [Test]
    public void Whatever_stood_on_the_tape_throws_after_a_reset()
    {
        var input = tape.Input([2], [1, 2]);
        var constant = tape.Constant([2], [3, 4]);
        var result = input * constant;
        var view = result.Reshape(2, 1);
        var gradients = tape.Gradient(result.Sum());
        var adjoint = gradients[input];
        Real[] all = [input, constant, result, view, adjoint, input.Detach(), result.Detach()];
        tape.Reset();
        var same = tape.Input([2], [7, 8]); // in the same nodes and memory
        _ = tape.Gradient((same * tape.Constant([2], [9, 9]) * 2).Sum());
        var before = (tape.Count, tape.Buffers.Lent);
        using (Assert.EnterMultipleScope())
        {
            foreach (var stale in all)
            {
                Action[] uses =
                [
                    () => stale.ToArray(), () => _ = stale + 1, () => _ = same * stale, () => _ = stale.Span[0], () => stale.ToPlain(), () => _ = stale.Shape,
                    () => stale.Sum(), () => tape.Gradient(stale), () => tape.Gradient(same, stale), () => stale.ElementAt(0), () => tape.Constant(stale),
                    () => tape.Input(stale), () => _ = stale * same.ElementAt(0),
                ];
                foreach (var use in uses[..^1])
                {
                    Assert.That(use, Throws.InvalidOperationException.With.Message.Contains("reset or rewound"));
                }
            }

            Assert.That(() => gradients[same], Throws.InvalidOperationException);
            Assert.That((tape.Count, tape.Buffers.Lent), Is.EqualTo(before));
        }
    }

    [Test]
    public void Disposed_gradients_and_their_adjoints_throw()
    {
        var x = tape.Input([2], [1, 2]);
        var gradients = tape.Gradient((x * x).Sum());
        var adjoint = gradients[x];
        gradients.Dispose();
        gradients.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => gradients[x], Throws.InvalidOperationException);
            Assert.That(() => adjoint.ToArray(), Throws.InvalidOperationException);
        }
    }

    [Test]
    public void Operators_that_throw_leave_no_trace()
    {
        var (x, y) = (tape.Input([2, 3], new double[6]), tape.Input([4], new double[4]));
        var before = (tape.Count, tape.Buffers.Lent);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => x * y, Throws.ArgumentException.With.Message.Contains("[2, 3]").And.Message.Contains("[4]"));
            Assert.That(() => x.Reshape(4), Throws.ArgumentException);
            Assert.That(() => x.BroadcastTo([3]), Throws.ArgumentException);
            Assert.That(() => x.Sum(2), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => x.ToScalar(), Throws.InvalidOperationException);
            Assert.That(() => tape.Input([2], [1.0]), Throws.ArgumentException.With.Message.Contains("2 elements, and 1"));
            Assert.That(() => tape.Input([1], [1.0], ""), Throws.ArgumentException);
            Assert.That((tape.Count, tape.Buffers.Lent), Is.EqualTo(before));
        }
    }

    [TestCase(65_536, 65_536)]
    [TestCase(1 << 30, 2)]
    public void More_elements_than_an_array_holds_are_refused(int rows, int columns)
    {
        Assert.That(() => Shape.Of(rows, columns), Throws.ArgumentException.With.Message.Contains("more elements"));
        var (x, y) = (tape.Input([], [1]).Reshape(1, 1), tape.Input([1], [1]));
        int count = tape.Count;
        Assert.That(() => x.BroadcastTo([rows, 1]) * y.BroadcastTo([columns]), Throws.ArgumentException.With.Message.Contains("more elements"));
        Assert.That(tape.Count, Is.EqualTo(count + 2), "the views alone");
    }

    [Test]
    public void A_full_tape_says_so_and_stays_as_it_is()
    {
        var small = new Tape<double>(limit: 3);
        var x = small.Input([2], [1, 2]);
        var y = (x * x).Sum();
        var before = (small.Count, small.Buffers.Lent);
        Assert.That(() => x + y, Throws.InvalidOperationException.With.Message.Contains("limit of 3"));
        Assert.That(() => small.Input([1], [1.0]), Throws.InvalidOperationException);
        Assert.That((small.Count, small.Buffers.Lent), Is.EqualTo(before));
        Assert.That(small.Gradient(y)[x].ToArray(), Is.EqualTo([2.0, 4]));
    }
}

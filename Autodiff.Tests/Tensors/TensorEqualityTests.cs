using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests.Tensors;

/// <summary>Equality is that of shape and elements; what has no elements equals itself and throws nothing.</summary>
public class TensorEqualityTests
{
    [Test]
    public void By_shape_and_elements_wherever_they_stand()
    {
        var tape = new Tape<double>();
        var x = Tensor.Of(new double[,] { { 1, 2 }, { 3, double.NaN } });
        Real[] same = [x, tape.Input(x), tape.Constant(x), x.Transpose().Contiguous().Transpose(), x + 0, x.Detach()];
        Real[] others = [x.Transpose(), x.Reshape(4), x[0, ..], x * 2, Tensor.Zeros<double>(0), default];
        using (Assert.EnterMultipleScope())
        {
            foreach (var y in same)
            {
                Assert.That(x.Equals(y) && y.Equals(x) && x.Equals((object)y));
                Assert.That(y.GetHashCode(), Is.EqualTo(x.GetHashCode()));
            }

            Assert.That(others.Any(y => x.Equals(y) || y.Equals(x)), Is.False);
            Assert.That(x.Equals((object)1.0), Is.False);
            Assert.That(new HashSet<Real>(same), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void Stale_tensors_equal_themselves()
    {
        var tape = new Tape<double>();
        var x = tape.Input([2], [1, 2]);
        tape.Reset();
        var y = tape.Input([2], [1, 2]); // in the same node
        Assert.That((x.Equals(x), x.Equals(y), y.Equals(x), x.GetHashCode() == x.GetHashCode()), Is.EqualTo((true, false, false, true)));
    }
}

using Real = Autodiff.Tensor<double>;

namespace Autodiff.Tests.Tensors;

/// <summary>The forms in which a call may be written: that it compiles is half of each test.</summary>
public class CallFormTests
{
    private readonly Tape<double> tape = new();

    [SetUp]
    public void Reset() => tape.Reset();

    [Test]
    public void Lengths_stand_in_brackets_or_without()
    {
        var x = Tensor.Range(0.0, 6);
        var column = Tensor.Range(0.0, 3).Reshape(3, 1);
        Shape shape = [3, 2];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(x.Reshape([3, 2]).Shape, Is.EqualTo(shape));
            Assert.That(x.Reshape(3, 2).Shape, Is.EqualTo(shape));
            Assert.That(x.Reshape(shape).Shape, Is.EqualTo(shape));
            Assert.That(x.Reshape([-1, 2]).Shape, Is.EqualTo(shape));
            Assert.That(x.Reshape(2, 3).Reshape([-1]).Shape, Is.EqualTo(x.Shape));
            Assert.That(Tensor.Scalar(1.0).Reshape([]).Rank, Is.Zero);
            Assert.That(column.BroadcastTo([3, 2]), Is.EqualTo(column.BroadcastTo(3, 2)));
            Assert.That(column.BroadcastTo(shape).ToArray(), Is.EqualTo([0.0, 0, 1, 1, 2, 2]));
            Assert.That(Tensor.Zeros<double>(3, 2), Is.EqualTo(Tensor.Zeros<double>([3, 2])));
            Assert.That(Tensor.Ones<double>(shape), Is.EqualTo(Tensor.Ones<double>(3, 2)));
            Assert.That(Tensor.Zeros<double>(0).Shape, Is.EqualTo(Shape.Of(0)));
            Assert.That(column.Squeeze([1]).Permute([0]).Tile([2]).Flip([0]).ToArray(), Is.EqualTo([2.0, 1, 0, 2, 1, 0]));
        }
    }

    [Test]
    public void A_shape_comes_apart()
    {
        var (rows, columns) = Tensor.Zeros<double>(2, 3).Shape;
        var (first, second, third) = Tensor.Zeros<double>(4, 5, 6).Shape;
        var (n, channels, height, width) = Tensor.Zeros<double>(1, 2, 3, 4).Shape;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((rows, columns), Is.EqualTo((2, 3)));
            Assert.That((first, second, third), Is.EqualTo((4, 5, 6)));
            Assert.That((n, channels, height, width), Is.EqualTo((1, 2, 3, 4)));
            Assert.That(() => { var (_, _) = Shape.Of(2); }, Throws.InvalidOperationException.With.Message.Contains("[2]"));
        }
    }

    [Test]
    public void Scalars_are_stacked_from_where_tensors_are()
    {
        var scalars = tape.Inputs([1.0, 2.0]);
        var (a, b) = (scalars[0], scalars[1]);
        var y = Tensor.Stack([a, b, a * b, 1.0], [2, 2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tensor.Stack(scalars).ToArray(), Is.EqualTo([1.0, 2]));
            Assert.That(Tensor.Stack([a, b]).ToArray(), Is.EqualTo([1.0, 2]));
            Assert.That(y.ToArray2D(), Is.EqualTo(new double[,] { { 1, 2 }, { 2, 1 } }));
            Assert.That(tape.Gradient(y.Sum()).Of(scalars), Is.EqualTo([3.0, 2]));
            Assert.That(Tensor.Stack(0, Tensor.Of(1.0), Tensor.Of(2.0)).Shape, Is.EqualTo(Shape.Of(2, 1)));
        }
    }

    [Test]
    public void Where_takes_tensors_numbers_and_scalars()
    {
        var x = tape.Input([2], [-1, 3]);
        var s = tape.Input(5);
        var mask = x > 0;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tensor.Where(mask, x, x * 2).ToArray(), Is.EqualTo([-2.0, 3]));
            Assert.That(Tensor.Where(mask, x, 0).ToArray(), Is.EqualTo([0.0, 3]));
            Assert.That(Tensor.Where(mask, 1.0, x).ToArray(), Is.EqualTo([-1.0, 1]));
            Assert.That(Tensor.Where(mask, 1.0, 0.0).ToArray(), Is.EqualTo([0.0, 1]));
            Assert.That(Tensor.Where(mask, 1, 0).ToArray(), Is.EqualTo([0.0, 1]));
            Assert.That(Tensor.Where(mask, s, x).ToArray(), Is.EqualTo([-1.0, 5]));
            Assert.That(Tensor.Where(mask, s, 0.0).ToArray(), Is.EqualTo([0.0, 5]));
            Assert.That(tape.Gradient(Tensor.Where(mask, x, s).Sum())[s], Is.EqualTo(1));
        }
    }

    [Test]
    public void Scalars_stand_beside_tensors_everywhere()
    {
        var x = tape.Input([2], [2, 4]);
        var s = tape.Input(3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((x + s).ToArray(), Is.EqualTo([5.0, 7]));
            Assert.That((s / x + 1 - 1.0).ToArray(), Is.EqualTo([1.5, 0.75]));
            Assert.That((x > s).ToArray(), Is.EqualTo([0.0, 1]));
            Assert.That(x.Maximum(s).ToArray(), Is.EqualTo([3.0, 4]));
            Assert.That(x.Minimum(s).ToArray(), Is.EqualTo([2.0, 3]));
            Assert.That(x.Pow(s).ToArray(), Is.EqualTo([8.0, 64]).Within(1e-12));
            Assert.That(x.MaskedFill(x > s, s).ToArray(), Is.EqualTo([2.0, 3]));
            Assert.That(x.Clamp(0, s).ToArray(), Is.EqualTo([2.0, 3]));
            Assert.That(x.Clamp(s, 9).ToArray(), Is.EqualTo([3.0, 4]));
            Assert.That(x.EqualTo(s).ToArray(), Is.EqualTo([0.0, 0]));
            Assert.That(tape.Gradient(x.Pow(s).Sum())[s], Is.EqualTo((8 * Math.Log(2)) + (64 * Math.Log(4))).Within(1e-12), "Σ xˢ log x");
        }
    }

    [Test]
    public void Families_take_no_axis_one_or_several()
    {
        var x = Tensor.Of(new double[,] { { 1, -2 }, { 3, 6 } });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(x.AbsoluteSum(0).ToArray(), Is.EqualTo([4.0, 8]));
            Assert.That(x.AbsoluteSum([0, 1]).Value, Is.EqualTo(12));
            Assert.That(x.AbsoluteMax(1, keepAxes: true).ToArray2D(), Is.EqualTo(new double[,] { { 2 }, { 6 } }));
            Assert.That(x.Sum(0, keepAxes: true).Shape, Is.EqualTo(x.Sum([0], keepAxes: true).Shape));
            var (mean, variance) = x.MeanAndVariance();
            Assert.That((mean.Value, variance.Value), Is.EqualTo((2.0, 8.5)));
            Assert.That(x.MeanAndVariance(correction: 1).Variance.Value, Is.EqualTo(34.0 / 3).Within(1e-15 * 34));
            Assert.That(x.MeanAndVariance(1).Mean.ToArray(), Is.EqualTo([-0.5, 4.5]));
            Assert.That(x.Variance().Value, Is.EqualTo(8.5));
            Assert.That(x.Variance(correction: 1).Value, Is.EqualTo(34.0 / 3).Within(1e-15 * 34));
            Assert.That(x.Variance(1).ToArray(), Is.EqualTo([2.25, 2.25]), "a number alone is an axis");
            Assert.That(x.Variance(1, correction: 1).ToArray(), Is.EqualTo([4.5, 4.5]));
            Assert.That(x.StandardDeviation(correction: 1).Value, Is.EqualTo(Math.Sqrt(34.0 / 3)).Within(1e-14));
            Assert.That(x.StandardDeviation(1).ToArray(), Is.EqualTo([1.5, 1.5]).Within(1e-15));
        }
    }

    [Test]
    public void Derivatives_of_scalar_functions_of_tensors()
    {
        var x = Tensor.Of(2.0, 3.0);
        static Scalar<double> Product(Real x) => x[0] * x[0] * x[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Differentiate.Hessian(x => x[0] * x[0] * x[1], x).ToArray(), Is.EqualTo([6.0, 4, 4, 0]));
            Assert.That(Differentiate.Hessian<double>(Product, x).ToArray(), Is.EqualTo([6.0, 4, 4, 0]));
            Assert.That(Differentiate.HessianVector(x => x[0] * x[0] * x[1], x, Tensor.Of(0.0, 1)).ToArray(), Is.EqualTo([4.0, 0]));
            Assert.That(Differentiate.Gradient(x => x[0] * x[0] * x[1], x).ToArray(), Is.EqualTo([12.0, 4]));
            Assert.That(Differentiate.Gradient(x => (x * x).Sum(), x).ToArray(), Is.EqualTo([4.0, 6]));
            var (byX, byY) = Differentiate.Gradient((x, y) => (x * y.Sum()).Sum(), x, Tensor.Of(1.0, 4, 5));
            Assert.That((byX, byY), Is.EqualTo((Tensor.Of(10.0, 10), Tensor.Of(5.0, 5, 5))));
        }
    }

    [Test]
    public void Reading_records_nothing()
    {
        var x = tape.Input([2, 2], [1, 2, 3, 4]);
        var loss = x.Sum();
        int before = tape.Count;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loss.Value, Is.EqualTo(10));
            Assert.That((double)loss, Is.EqualTo(10));
            Assert.That(loss.ValueAt(), Is.EqualTo(10));
            Assert.That(x.ValueAt(1, 0), Is.EqualTo(3));
            Assert.That(x.Detach().Transpose().ValueAt(1, 0), Is.EqualTo(2));
            Assert.That(Tensor.Of([1, 1, 1], [7.0]).Value, Is.EqualTo(7));
            Assert.That(() => x.Value, Throws.InvalidOperationException.With.Message.Contains("ValueAt"));
            Assert.That(() => x.ValueAt(1), Throws.ArgumentException.With.Message.Contains("[2, 2]"));
            Assert.That(() => x.ValueAt(0, 2), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("axis 1"));
            Assert.That(() => x.ValueAt(-1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(tape.Count, Is.EqualTo(before));
        }
    }

    [Test]
    public void Whole_numbers_with_the_type_named()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tensor.Of<double>(1, 2, 3), Is.EqualTo(Tensor.Of(1.0, 2, 3)));
            Assert.That(Tensor.Of<double>([1, 2, 3]), Is.EqualTo(Tensor.Of(1.0, 2, 3)));
            Assert.That(Tensor.Range<double>(1, 3), Is.EqualTo(Tensor.Range(1.0, 3)));
            Assert.That(Tensor.Of<double>([1, 2], [3, 4]).Shape, Is.EqualTo(Shape.Of(1, 2)), "a shape and its elements");
            Assert.That(Tensor.Of(new double[,] { { 1, 2 }, { 3, 4 } }).Shape, Is.EqualTo(Shape.Of(2, 2)));
            Assert.That(tape.Input(Tensor.Of(new double[] { 1, 2 })).ToArray(), Is.EqualTo([1.0, 2]));
        }
    }

    [Test]
    public void Conveniences()
    {
        var x = Tensor.Of(1, double.NaN, double.PositiveInfinity);
        var recorded = tape.Input([2], [1.5, 2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(x.IsNaN().ToArray(), Is.EqualTo([0.0, 1, 0]));
            Assert.That(x.IsFinite().ToArray(), Is.EqualTo([1.0, 0, 0]));
            Assert.That((x.IsNaN().Any(), x.IsNaN().All(), x.EqualTo(x).Any()), Is.EqualTo((true, false, true)));
            Assert.That((Tensor.Zeros<double>(0).All(), Tensor.Zeros<double>(0).Any()), Is.EqualTo((true, false)));
            Assert.That(Tensor.ZerosLike(recorded), Is.EqualTo(Tensor.Zeros<double>(2)));
            Assert.That(Tensor.OnesLike(recorded).IsConstant);
            Assert.That(Tensor.Identity<double>(2, 3).ToArray(), Is.EqualTo([1.0, 0, 0, 0, 1, 0]));
            Assert.That(Tensor.Identity<double>(3, 1).ToArray(), Is.EqualTo([1.0, 0, 0]));
            Assert.That(Tensor.Of(1.5, 1e300).Cast<float>().ToArray(), Is.EqualTo([1.5f, float.PositiveInfinity]));
            Assert.That(recorded.Detach().Cast<Half>().Tape, Is.Null);
            Assert.That(() => recorded.Cast<float>(), Throws.InvalidOperationException.With.Message.Contains("Detach"));
        }
    }

    [Test]
    public void Close_is_within_a_tolerance_and_infinities_only_to_themselves()
    {
        var y = Tensor.Of(100, double.PositiveInfinity);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Tensor.Of(100.0009, double.PositiveInfinity).AllClose(y));
            Assert.That(Tensor.Of(100.002, double.PositiveInfinity).AllClose(y), Is.False);
            Assert.That(Tensor.Of(100.002, double.PositiveInfinity).AllClose(y, absolute: 0.01));
            Assert.That(Tensor.Of(100.0, 1e308).AllClose(y), Is.False);
            Assert.That(y.AllClose(Tensor.Of(100.0, 1e308)), Is.False);
            Assert.That(Tensor.Of(double.NaN).AllClose(Tensor.Of(double.NaN)), Is.False);
            Assert.That(Tensor.Ones<double>(2, 3).AllClose(Tensor.Of(1 + 1e-9)), "broadcast");
        }
    }
}

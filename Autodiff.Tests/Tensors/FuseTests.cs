using System.Globalization;
using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>A fused formula is the formula read with tensors, as one entry: the same value, and the same derivatives in every mode.</summary>
public sealed class FuseTests
{
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
        new Fused<double, TernaryFormula<FuseCases.LogNormal>>(default), FuseCases.Positive<double>([2, 3], 1), FuseCases.Positive<double>([3], 2), FuseCases.Positive<double>([2, 1], 3)).ThrowIfFailed();

    [Test]
    public void Second_derivatives_equal_those_of_the_composition()
    {
        var (mu, sigma) = (FuseCases.Positive<double>([1], 2), FuseCases.Positive<double>([3], 3));
        var x = FuseCases.Positive<double>([3], 1);
        double[] fused = Differentiate.Hessian(v => Tensor.Fuse(new FuseCases.LogNormal(), v, mu, sigma + v).Sum(), x).ToArray();
        double[] composed = Differentiate.Hessian(v => default(FuseCases.LogNormal).Value(v, mu, sigma + v).Sum(), x).ToArray();
        Assert.That(fused, Is.EqualTo(composed).Within(1e-12));
    }

    [Test]
    public void Third_derivatives_come_from_the_same_formula()
    {
        var x = Tensor.Scalar(0.7);
        var third = Differentiate.Gradient(a => Differentiate.Gradient(b => Differentiate.Gradient(c => Tensor.Fuse(new FuseCases.Cube(2), c).Sum(), b).Sum(), a).Sum(), x);
        Assert.That(third.ToArray()[0], Is.EqualTo(12).Within(1e-12));
    }

    [Test]
    public void One_tensor_may_be_several_operands()
    {
        var x = FuseCases.Positive<double>([3, 70], 1);
        Assert.That(
            Differentiate.Gradient(v => Tensor.Fuse(new FuseCases.LogNormal(), v, v, v).Sum(), x).ToArray(),
            Is.EqualTo(Differentiate.Gradient(v => default(FuseCases.LogNormal).Value(v, v, v).Sum(), x).ToArray()).Within(1e-12));
    }

    [Test]
    public void Views_are_read_and_their_adjoints_written_where_they_stand()
    {
        var gates = FuseCases.Positive<double>([20, 4 * 80], 1);
        static Tensor<double> Gate(Tensor<double> gates, int number) => gates[.., (80 * number)..(80 * (number + 1))];
        var cell = FuseCases.Positive<double>([80, 20], 2);
        var expected = Differentiate.Gradient(v => (default(FuseCases.Cell).Value(Gate(v, 0), cell.Transpose(), Gate(v, 2), Gate(v, 3)) * Gate(v, 1)).Sum(), gates);
        var actual = Differentiate.Gradient(v => (Tensor.Fuse(new FuseCases.Cell(), Gate(v, 0), cell.Transpose(), Gate(v, 2), Gate(v, 3)) * Gate(v, 1)).Sum(), gates);
        Assert.That(actual.ToArray(), Is.EqualTo(expected.ToArray()).Within(1e-13));
        Assert.That(
            Differentiate.Gradient(v => Tensor.Fuse(new FuseCases.Cell(), Gate(gates, 0), v.Transpose(), Gate(gates, 2), Gate(gates, 3)).Sum(), cell).ToArray(),
            Is.EqualTo(Differentiate.Gradient(v => default(FuseCases.Cell).Value(Gate(gates, 0), v.Transpose(), Gate(gates, 2), Gate(gates, 3)).Sum(), cell).ToArray()).Within(1e-13));
    }

    [Test]
    public void A_number_repeated_by_a_view_has_an_adjoint_for_each_place([Values(3, 70)] int columns)
    {
        var (x, mu) = (FuseCases.Positive<double>([5, columns], 1), Tensor.Scalar(0.5));
        var sigma = FuseCases.Positive<double>([1], 3).BroadcastTo([columns]);
        Assert.That(
            Differentiate.Gradient(v => Tensor.Fuse(new FuseCases.LogNormal(), x, v.BroadcastTo([columns]), sigma).Sum(), mu).ToArray(),
            Is.EqualTo(Differentiate.Gradient(v => default(FuseCases.LogNormal).Value(x, v.BroadcastTo([columns]), sigma).Sum(), mu).ToArray()).Within(1e-12));
    }

    private static IEnumerable<int> Members => Enumerable.Range(0, FuseCases.Member.Count);

    /// <summary>With the conventions at kinks, and with zeros that mask what is infinite.</summary>
    [TestCaseSource(nameof(Members))]
    public void Every_member_has_the_derivatives_of_its_row(int row)
    {
        double[] grid = [0, -0.0, 1, -1, 0.5, -3.7, 3, 1e-3, 7e8, 20, -88, 710, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        double[] xs = [.. grid.SelectMany(_ => grid)], ys = [.. grid.SelectMany(y => grid.Select(_ => y))];
        Assert.That(Gradients((x, y) => Tensor.Fuse(new FuseCases.Member(row), x, y)), Is.EqualTo(Gradients((x, y) => new FuseCases.Member(row).Value(x, y))).Within(1e-13).Percent);

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
    public void It_is_one_entry_with_the_name_of_the_formula()
    {
        var tape = new Tape<double>();
        var y = Tensor.Fuse(new FuseCases.Cube(2), tape.Input(Tensor.Scalar(3.0)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tape.Count, Is.EqualTo(2));
            Assert.That(y.ToArray(), Is.EqualTo([54.0]));
            Assert.That(Tensor.Fuse(new FuseCases.Cube(-1), Tensor.Scalar(3.0)).ToArray(), Is.EqualTo([-27.0]));
            Assert.That(y.Node.Operation!.Name, Is.EqualTo("Cube"));
        }
    }

    [Test]
    public void Its_fields_are_the_attributes_of_the_entry_in_any_culture()
    {
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Scalar(3.0));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Attributes(Tensor.Fuse(new FuseCases.Cube(0.5), x)), Is.EqualTo("Factor = 0.5"));
            Assert.That(Attributes(Tensor.Fuse(new FuseCases.LogNormal(), x, x, x)), Is.Empty);
            Assert.That(Attributes(Tensor.Fuse(new PlainSquare(), x)), Is.Empty);
            Assert.That(CultureInfo.CurrentCulture, Is.SameAs(commas));
        }

        static string Attributes(Tensor<double> y) => y.Node.Operation!.Attributes;
    }

    private readonly struct PlainSquare : IUnaryFormula
    {
        public TNumber Value<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x * x;
    }

    [Test]
    public void Other_numbers_compose()
    {
        var x = Tensor.Of((Half)0.5, (Half)2);
        Assert.That(Tensor.Fuse(new FuseCases.Cube(2), x).ToArray(), Is.EqualTo([(Half)0.25, (Half)16]));
    }

    [Test]
    public void Shapes_that_do_not_broadcast_leave_no_trace()
    {
        var tape = new Tape<double>();
        var x = tape.Input(FuseCases.Positive<double>([3], 1));
        Assert.That(() => Tensor.Fuse(new FuseCases.LogNormal(), x, FuseCases.Positive<double>([2], 1), x), Throws.ArgumentException.With.Message.Contains("LogNormal"));
        Assert.That(tape.Count, Is.EqualTo(1));
    }

    private static void Agree<T>(int[] xShape, int[] muShape, int[] sigmaShape, double within) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        Tensor<T>[] x = [tape.Input(FuseCases.Positive<T>(xShape, 1)), tape.Input(FuseCases.Positive<T>(muShape, 2)), tape.Input(FuseCases.Positive<T>(sigmaShape, 3))];
        var (fused, composed) = (Tensor.Fuse(new FuseCases.LogNormal(), x[0], x[1], x[2]), default(FuseCases.LogNormal).Value(x[0], x[1], x[2]));
        Assert.That(fused.Shape, Is.EqualTo(composed.Shape));
        Assert.That(fused.ToArray(), Is.EqualTo(composed.ToArray()), "value");
        var seed = FuseCases.Positive<T>([.. fused.Shape.Lengths], 4);
        var (actual, expected) = (tape.Gradient(fused, seed), tape.Gradient(composed, seed));
        for (int k = 0; k < x.Length; k++)
        {
            double[] wanted = Doubles(expected[x[k]]);
            double scale = wanted.Select(Math.Abs).DefaultIfEmpty(0).Max();
            Assert.That(Doubles(actual[x[k]]), Is.EqualTo(wanted).Within(within * (1 + scale)), $"operand {k}");
        }

        static double[] Doubles(Tensor<T> tensor) => [.. tensor.ToArray().Select(double.CreateChecked)];
    }

    private static TestCaseData Case(int[] x, int[] mu, int[] sigma) => new(x, mu, sigma);
}

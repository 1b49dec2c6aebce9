namespace Autodiff.Tests.Tensors;

public class TensorTextTests
{
    [Test]
    public void A_number_without_axes_is_printed_as_a_number() => Assert.That(Tensor.Scalar(2.5).ToString(), Is.EqualTo("2.5"));

    [Test]
    public void A_vector() => Assert.That(Tensor.Of(1f, -2.5f, 10).ToString(), Is.EqualTo("float[3]\n[1  -2.5  10]"));

    [Test]
    public void Columns_are_aligned_by_their_points() => Assert.That(
        Tensor.Of(new[,] { { 1, -22.5, 1e-20 }, { 100, 0.125, 3 } }).ToString(),
        Is.EqualTo("""
            double[2, 3]
            [[  1  -22.5    1e-20]
             [100    0.125  3    ]]
            """.ReplaceLineEndings("\n")));

    [Test]
    public void Matrices_of_a_tensor_of_three_axes_are_apart() => Assert.That(
        Tensor.Of([2, 2, 2], [1.0, 2, 3, 4, 5, 6, 7, 8]).ToString(),
        Is.EqualTo("double[2, 2, 2]\n[[[1  2]\n  [3  4]]\n\n [[5  6]\n  [7  8]]]"));

    [Test]
    public void Not_a_number_and_infinities() => Assert.That(
        Tensor.Of(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0).ToString(), Is.EqualTo("double[4]\n[NaN  ∞  -∞  -0]"));

    [TestCase(new[] { 0 }, "double[0]\n[]")]
    [TestCase(new[] { 2, 0 }, "double[2, 0]\n[[]\n []]")]
    [TestCase(new[] { 0, 3 }, "double[0, 3]\n[]")]
    public void Empty(int[] shape, string text) => Assert.That(Tensor.Zeros<double>(Shape.Of(shape)).ToString(), Is.EqualTo(text));

    [Test]
    public void The_middle_of_long_axes_is_left_out() => Assert.That(
        Tensor.Range(0.0, 10000).Reshape(100, 100).ToString(new PrintOptions { MaxItems = 3 }),
        Is.EqualTo("""
            double[100, 100]
            [[   0     1  …    99]
             [ 100   101  …   199]
             …
             [9900  9901  …  9999]]
            """.ReplaceLineEndings("\n")));

    [Test]
    public void Any_tensor_fits_on_a_screen()
    {
        string[] lines = (Tensor.Normal<double>([20, 50, 60, 70], new Random(1)) * 1e-12).ToString().Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.Length.LessThan(200));
            Assert.That(lines.Max(line => line.Length), Is.LessThan(124));
        });
    }

    [Test]
    public void The_same_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.That(Tensor.Of(-1.5, 2).ToString(), Is.EqualTo("double[2]\n[-1.5  2]"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Digits_are_six_unless_others_are_asked_for()
    {
        var thirds = Tensor.Of(1.0 / 3, 200.0 / 3);
        Assert.Multiple(() =>
        {
            Assert.That(thirds.ToString(), Is.EqualTo("double[2]\n[0.333333  66.6667]"));
            Assert.That(thirds.ToString(new PrintOptions { Digits = 3 }), Is.EqualTo("double[2]\n[0.333  66.7]"));
        });
    }

    [Test]
    public void Types_are_named_as_in_code() => Assert.Multiple(() =>
    {
        Assert.That(TensorText<double>.Kind([2]), Is.EqualTo("double[2]"));
        Assert.That(TensorText<float>.Kind([]), Is.EqualTo("float[]"));
        Assert.That(TensorText<Half>.Kind([]), Is.EqualTo("Half[]"));
        Assert.That(TensorText<Dual<double>>.Kind([2, 1]), Is.EqualTo("Dual<double>[2, 1]"));
        Assert.That(TensorText<Scalar<Dual<float>>>.Kind([]), Is.EqualTo("Scalar<Dual<float>>[]"));
    });

    [Test]
    public void A_view_is_printed_in_the_order_of_its_indices() =>
        Assert.That(Tensor.Of(1.0, 2).BroadcastTo([2, 2]).ToString(), Is.EqualTo("double[2, 2]\n[[1  2]\n [1  2]]"));

    [Test]
    public void On_one_line() => Assert.That(
        Line(Tensor.Of(new[,] { { 1.0, 2, 3 }, { 4, 5, 6 } })), Is.EqualTo("double[2, 3] [[1  2  3], [4  5  6]]"));

    [Test]
    public void On_one_line_with_fewer_digits_before_fewer_elements() => Assert.That(
        Line(Tensor.Linspace(1.0, 2, 7), 42), Is.EqualTo("double[7] [1  1.167  1.333  1.5  1.667  1.833  2]"));

    [TestCase(0, "double[100, 100, 0] [[[], …], …]")]
    [TestCase(100, "double[100, 100, 100] [[[0  …  99], …], …]")]
    public void On_a_line_too_short(int length, string text) => Assert.That(
        Line(Tensor.Range(0.0, 10000 * length).Reshape(Shape.Of(100, 100, length)), 20), Is.EqualTo(text));

    [Test]
    public void On_one_line_rows_are_left_out_before_the_last_of_a_row() => Assert.Multiple(() =>
    {
        Assert.That(Line(Tensor.Range(0.0, 24).Reshape(3, 8), 20), Is.EqualTo("double[3, 8] [[0  1  …  6  7], …]"));
        Assert.That(Line(Tensor.Range(0.0, 100).Reshape(100, 1), 24), Is.EqualTo("double[100, 1] [[0], [1], …, [99]]"));
    });

    [Test]
    public void Numbers_in_a_format() => Assert.Multiple(() =>
    {
        var tensor = Tensor.Of(new[,] { { 1234.5, -2 } });
        var german = new System.Globalization.CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
        Assert.That($"{tensor:F2}", Is.EqualTo("double[1, 2]\n[[1234.50  -2.00]]"));
        Assert.That($"{tensor}", Is.EqualTo(tensor.ToString()));
        Assert.That(tensor.ToString("N1", german), Is.EqualTo("double[1, 2]\n[[1.234,5  -2,0]]"));
        Assert.That(tensor.Transpose().ToString("N1", german), Is.EqualTo("double[2, 1]\n[[1.234,5]\n [   -2,0]]"));
        Assert.That(string.Format(german, "{0}", Tensor.Of(0.5)), Is.EqualTo("double[1]\n[0,5]"));
        Assert.That($"{Tensor.Scalar(2.0):F1}", Is.EqualTo("2.0"));
    });

    private static string Line(Tensor<double> tensor, int width = 40) => new TensorText<double>(tensor, 6).Line(width);
}

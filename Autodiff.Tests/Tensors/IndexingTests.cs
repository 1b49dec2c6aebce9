namespace Autodiff.Tests.Tensors;

/// <summary>What is written between the brackets, and what it may not be.</summary>
internal sealed class IndexingTests
{
    private static IEnumerable<TestCaseData> Errors =>
    [
        Error("one index of two", x => x[1].ToTensor(), "index: [1] has not one index for each axis of the shape [2, 3]. For a part of the tensor write a range for an axis, as in x[i, ..]"),
        Error("element beyond", x => x[1, 3].ToTensor(), "index: [1, 3] is beyond axis 1 of the shape [2, 3], of length 3"),
        Error("element before", x => x[-1, 0].ToTensor(), "index: [-1, 0] is beyond axis 0 of the shape [2, 3], of length 2"),
        Error("index beyond", x => x[.., 3], "index: the index 3 is beyond axis 1 of the shape [2, 3], of length 3. Indices go from 0 to 2, or from ^3 to ^1"),
        Error("index before", x => x[^3, ..], "index: the index ^3 is beyond axis 0 of the shape [2, 3]"),
        Error("negative index", x => x[-1, ..], "index: indices count from 0. To count 1 from the end, write ^1", hasShape: false),
        Error("range beyond", x => x[1..3], "index: the range 1..3 is beyond axis 0 of the shape [2, 3], of length 2"),
        Error("range backwards", x => x[.., 2..1], "index: the range 2..1 is beyond axis 1 of the shape [2, 3]"),
        Error("step of 0", x => x[(.., 0)], "index: a step of 0", hasShape: false),
        Error("too many", x => x[.., .., 0], "index: 3 indices are too many for the 2 axes of the shape [2, 3]"),
        Error("two rests", x => x[AxisIndex.Rest, AxisIndex.Rest], "index: only one Rest"),
        Error("too many axes", x => x[[.. Enumerable.Repeat(AxisIndex.NewAxis, 31)]], "index: of the shape [2, 3] a result of 33 axes would be made, and a tensor has at most 32"),
        Error("slice beyond", x => x.Slice(2, ..), "slice: the shape [2, 3] has the axes 0 to 1"),
        Error("slice of step 0", x => x.Slice(0, .., 0), "slice: a step of 0 along axis 0 of the shape [2, 3]"),
    ];

    [TestCaseSource(nameof(Errors))]
    public void Is_an_error(object function, string message, int recorded, bool hasShape) => TensorErrors.Assert((Func<Tensor<double>, Tensor<double>>)function, message, recorded, hasShape);

    [Test]
    public void Brackets_choose_elements_or_parts()
    {
        Tensor<double> x = new([2, 3], [1, 2, 3, 4, 5, 6]);
        Tensor<double> vector = new([3], [7, 8, 9]);
        int i = 1;
        Scalar<double> element = x[i, 2];
        Scalar<double> ofVector = vector[i];
        Tensor<double> last = vector[^1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(element.Value, Is.EqualTo(6));
            Assert.That(ofVector.Value, Is.EqualTo(8));
            Assert.That((last.Rank, last.ToArray()[0]), Is.EqualTo((0, 9.0)));
            Assert.That(x[i, ..].ToArray(), Is.EqualTo(new double[] { 4, 5, 6 }));
            Assert.That(x[0..1, ^1].ToArray(), Is.EqualTo(new double[] { 3 }));
            Assert.That(x[.., 2].ToArray(), Is.EqualTo(new double[] { 3, 6 }));
            Assert.That(x[(.., -1), i].ToArray(), Is.EqualTo(new double[] { 5, 2 }));
            Assert.That(x[default(AxisIndex), ..].ToArray(), Is.EqualTo(new double[] { 1, 2, 3 }), "the default is the index 0");
            Assert.That(x[^1, (.., 2)].ToArray(), Is.EqualTo(new double[] { 4, 6 }));
        }
    }

    /// <summary>∂(x₀₁ · x₁₂)/∂x through elements and through views alike.</summary>
    [Test]
    public void Elements_and_views_have_one_gradient()
    {
        var tape = new Tape<double>();
        var x = tape.Input([2, 3], [1, 2, 3, 4, 5, 6]);
        using var byElements = tape.Gradient(x[0, 1] * x[1, 2]);
        double[] expected = [0, 6, 0, 0, 0, 2];
        Assert.That(byElements[x].ToArray(), Is.EqualTo(expected));
        using var byViews = tape.Gradient(x[0, ..][1..2].Squeeze() * x[^1, 2..].Squeeze());
        Assert.That(byViews[x].ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Views_share_memory()
    {
        double[] numbers = [1, 2, 3, 4, 5, 6];
        Tensor<double> x = new([2, 3], numbers);
        Tensor<double>[] views =
        [
            x[1.., ^1], x.Transpose(), x.Transpose().Unsqueeze(1), x[.., 1].Unsqueeze(0), x.Flip(0, 1), x.Diagonal(1),
            x.Permute(1, 0).Reshape(3, 2, 1), x.Slice(1, .., 2), x.Transpose()[1..].Unsqueeze(0).Squeeze(), x.Slice(0, .., -1).Reshape(2, 1, 3),
        ];
        Assert.That(views.Select(view => view.Items), Has.All.SameAs(numbers));
    }

    [Test]
    public void A_reshape_copies_where_no_strides_can_say_where_elements_stand()
    {
        Tensor<double> x = new([2, 3], [1, 2, 3, 4, 5, 6]);
        Assert.That(x.Transpose().Reshape(6).ToArray(), Is.EqualTo(new double[] { 1, 4, 2, 5, 3, 6 }));
        Assert.That(x.Transpose().Reshape(6).Items, Is.Not.SameAs(x.Items));
    }

    [Test]
    public void A_padding_of_infinity_leaves_the_elements_and_their_adjoints()
    {
        var tape = new Tape<double>();
        var x = tape.Input([2], [1, 2]);
        var padded = x.Pad([1], [0], double.NegativeInfinity);
        Assert.That(padded.ToArray(), Is.EqualTo(new[] { double.NegativeInfinity, 1, 2 }));
        using var gradient = tape.Gradient(padded, new Tensor<double>([3], [7, 8, 9]));
        Assert.That(gradient[x].ToArray(), Is.EqualTo(new double[] { 8, 9 }));
    }

    private static TestCaseData Error(string name, Func<Tensor<double>, Tensor<double>> function, string message, bool hasShape = true) => TensorErrors.Row(name, function, message, 0, hasShape);
}

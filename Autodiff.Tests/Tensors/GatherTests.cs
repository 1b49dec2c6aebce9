namespace Autodiff.Tests.Tensors;

/// <summary>What may be an index, and that indices given as whole numbers are the same.</summary>
internal sealed class GatherTests
{
    private static readonly Tensor<double> Pair = new([2], [0, 1]);
    private static readonly Tensor<double> Row = new([1, 3], [0, 1, 1]);

    private static IEnumerable<TestCaseData> Errors =>
    [
        Error("fraction", x => x.IndexSelect(Vector(0.5)), "indexSelect: 0.5 in the indices of shape [1] is no index of axis 0 of the shape [2, 3], of length 2. Give whole numbers from 0 to 1"),
        Error("NaN", x => x.IndexSelect(Vector(double.NaN)), "indexSelect: NaN in the indices"),
        Error("beyond", x => x.IndexSelect([0, 3], 1), "indexSelect: 3 in the indices of shape [2] is no index of axis 1 of the shape [2, 3], of length 3"),
        Error("negative", x => x.IndexSelect([-1]), "indexSelect: -1 in the indices"),
        Error("indexSelect axis", x => x.IndexSelect(Pair, 2), "indexSelect: the shape [2, 3] has the axes 0 to 1"),
        Error("scatterAdd shape", x => x.ScatterAdd(Vector(0), x), "scatterAdd: to the shape [2, 3] along axis 0, the shape [2, 3] with indices of shape [1] cannot be added"),
        Error("scatterAdd indices", x => x.ScatterAdd(Row, x), "scatterAdd: to the shape [2, 3] along axis 0, the shape [2, 3] with indices of shape [1, 3]"),
        Error("scatterAdd beyond", x => x.ScatterAdd([0, 2], x), "scatterAdd: 2 in the indices of shape [2] is no index of axis 0 of the shape [2, 3], of length 2"),
        Error("takeAlongAxis rank", x => x.TakeAlongAxis(Pair, 0), "takeAlongAxis: the indices of shape [2] have not as many axes as the shape [2, 3]"),
        Error("takeAlongAxis shape", x => x.TakeAlongAxis(new([1, 2], [0, 1]), 0), "takeAlongAxis: the shapes [1, 3] and [1, 2] do not broadcast"),
        Error("takeAlongAxis beyond", x => x.TakeAlongAxis(new([1, 1], [2]), 0), "takeAlongAxis: 2 in the indices of shape [1, 3] is no index of axis 0 of the shape [2, 3]"),
        Error("scatterAddAlongAxis", x => x.ScatterAddAlongAxis(Row, x, 0), "scatterAddAlongAxis: to the shape [2, 3] along axis 0, the shape [2, 3] with indices of shape [1, 3] cannot be added"),
        Error("scatterAddAlongAxis rank", x => x.ScatterAddAlongAxis(Pair, x, 0), "scatterAddAlongAxis: the indices of shape [2] have not as many axes"),
        Error("scatterAddAlongAxis beyond", x => x.ScatterAddAlongAxis(x, x, 0), "scatterAddAlongAxis: 2 in the indices of shape [2, 3]"),
        Error("gather rank", x => x.Gather(Pair, 0), "gather: the indices of shape [2] have not as many axes"),
        Error("gather shape", x => x.Gather(Row, 1).Gather(Row.BroadcastTo([2, 3]), 1), "gather: the indices of shape [2, 3] are longer than the shape [1, 3] along axis 0", 2),
        Error("gather beyond", x => x.Gather(new([1, 1], [2]), 0), "gather: 2 in the indices of shape [1, 1] is no index of axis 0 of the shape [2, 3]"),
        Error("oneHot", x => x.OneHot(6), "oneHot: 6 in the indices of shape [2, 3] is no index of axis 2 of the shape [2, 3, 6], of length 6"),
        Error("oneHot negative", x => x.OneHot(-1), "oneHot: the elements of the shape [2, 3] cannot be of -1 classes"),
    ];

    [TestCaseSource(nameof(Errors))]
    public void Is_an_error(object function, string message, int recorded, bool hasShape) => TensorErrors.Assert((Func<Tensor<double>, Tensor<double>>)function, message, recorded, hasShape);

    /// <summary>Half has 11 binary digits: it holds every whole number up to 2048, and not 2049.</summary>
    [Test]
    public void A_type_must_hold_every_index()
    {
        var wide = new Tensor<Half>([2049], new Half[2049]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => wide.IndexSelect([1]), Throws.ArgumentException.With.Message.StartsWith("indexSelect: axis 0 of the shape [2049] has 2049 places, and Half counts exactly only to 2^11"));
            Assert.That(wide[..2048].IndexSelect([2047]).Shape, Is.EqualTo(Shape.Of(1)));
        }
    }

    [Test]
    public void Whole_numbers_are_indices([Values] bool recorded)
    {
        Tensor<double> x = new([3, 2], [1, 2, 3, 4, 5, 6]);
        x = recorded ? new Tape<double>().Input(x) : x;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(x.IndexSelect([2, 0, 2]).ToArray(), Is.EqualTo(new double[] { 5, 6, 1, 2, 5, 6 }));
            Assert.That(x.ScatterAdd([1, 1, 0], x).ToArray(), Is.EqualTo(new double[] { 6, 8, 7, 10, 5, 6 }));
        }
    }

    [Test]
    public void Indices_and_one_hot_rows_are_constants()
    {
        var tape = new Tape<double>();
        var indices = tape.Input([2], [1, 0]);
        var x = tape.Input([2], [3, 4]);
        Assert.That(indices.OneHot(2).IsConstant);
        using var gradient = tape.Gradient((x.IndexSelect(indices) * indices).Sum());
        Assert.That(gradient[indices].ToArray(), Is.EqualTo(new double[] { 4, 3 }));
    }

    /// <summary>10¹⁶ + 1 + 1 - 10¹⁶ is 0 in order, and 2 in a better one.</summary>
    [Test]
    public void Equal_indices_add_up_in_order()
    {
        var sums = new Tensor<double>([1], [0]).ScatterAdd([0, 0, 0, 0], new Tensor<double>([4], [1e16, 1, 1, -1e16]));
        Assert.That(sums.ToArray(), Is.EqualTo(new double[] { 0 }));
    }

    private static Tensor<double> Vector(double number) => new([1], [number]);

    private static TestCaseData Error(string name, Func<Tensor<double>, Tensor<double>> function, string message, int recorded = 0, bool hasShape = true) => TensorErrors.Row(name, function, message, recorded, hasShape);
}

using Autodiff.NN;

namespace Autodiff.Tests.NN;

public sealed class ConfusionMatrixTests
{
    private static ConfusionMatrix Counted()
    {
        var matrix = new ConfusionMatrix(4);
        matrix.Add(Tensor.Of(0.0, 2, 1), Tensor.Of(0.0, 1, 2));
        matrix.Add(Tensor.Of(0f, 0, 1), Tensor.Of(0f, 1, 2));
        return matrix;
    }

    /// <summary>The example of the documentation of scikit-learn, in two batches, with a class that does not occur.</summary>
    [Test]
    public void Figures_by_hand()
    {
        var matrix = Counted();
        Assert.That(matrix.Total, Is.EqualTo(6));
        Assert.That(matrix[0, 0], Is.EqualTo(2));
        Assert.That(matrix[1, 2], Is.EqualTo(1));
        Assert.That(matrix[2, 1], Is.EqualTo(2));
        Assert.That(matrix.Accuracy, Is.EqualTo(1.0 / 3));
        Assert.That(matrix.Precision(0), Is.EqualTo(2.0 / 3));
        Assert.That(matrix.Recall(0), Is.EqualTo(1));
        Assert.That(matrix.F1(0), Is.EqualTo(0.8));
        Assert.That(matrix.Precision(3), Is.Zero);
        Assert.That(matrix.Precision(Averaging.Macro), Is.EqualTo(2.0 / 9).Within(1e-15));
        Assert.That(matrix.Recall(Averaging.Macro), Is.EqualTo(1.0 / 3).Within(1e-15));
        Assert.That(matrix.F1(Averaging.Macro), Is.EqualTo(0.8 / 3).Within(1e-15));
        Assert.That(matrix.Precision(Averaging.Micro), Is.EqualTo(1.0 / 3));
        Assert.That(matrix.Recall(Averaging.Micro), Is.EqualTo(1.0 / 3));
        Assert.That(matrix.F1(Averaging.Micro), Is.EqualTo(1.0 / 3));
    }

    [Test]
    public void Scores_count_as_the_class_of_the_greatest()
    {
        var scores = Tensor.Of(new[,] { { 0.1, 0.7, 0.2 }, { 3, 1, 2 }, { 1, 1, 0 }, { -1, -3, 0.5 } });
        var labels = Tensor.Of(1.0, 2, 1, 2);
        var (ofScores, ofClasses) = (new ConfusionMatrix(3), new ConfusionMatrix(3));
        ofScores.Add(scores, labels);
        ofScores.Add(scores.Reshape(2, 2, 3), labels.Reshape(2, 2));
        ofClasses.Add(Tensor.Of(1.0, 0, 0, 2), labels);
        ofClasses.Add(Tensor.Of(1.0, 0, 0, 2), labels);
        Assert.That($"{ofScores}", Is.EqualTo($"{ofClasses}"));
        Assert.That(() => new ConfusionMatrix(4).Add(scores, labels), Throws.ArgumentException.With.Message.Contains("scores.ArgMax(-1)").And.Message.Contains("[4, 3]"));
    }

    [TestCase(-1)]
    [TestCase(4)]
    public void What_is_no_class_has_no_figure(int label)
    {
        var matrix = Counted();
        foreach (var figure in new Func<double>[] { () => matrix.Precision(label), () => matrix.Recall(label), () => matrix.F1(label), () => matrix[label, 0], () => matrix[0, label] })
        {
            Assert.That(() => figure(), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("from 0 to 3"));
        }
    }

    [Test]
    public void Of_nothing_the_accuracy_is_NaN_and_the_rest_0()
    {
        var matrix = new ConfusionMatrix(2);
        Assert.That(matrix.Accuracy, Is.NaN);
        Assert.That(matrix.F1(Averaging.Macro), Is.Zero);
        Assert.That(matrix.F1(Averaging.Micro), Is.Zero);
    }

    [Test]
    public void It_prints_as_a_table() => Assert.That(Counted().ToString(), Is.EqualTo(string.Join('\n',
        "label \\ predicted 0 1 2 3",
        "                0 2 0 0 0",
        "                1 1 0 1 0",
        "                2 0 2 0 0",
        "                3 0 0 0 0")));

    [Test]
    public void What_is_no_class_is_named_and_nothing_counted()
    {
        var matrix = new ConfusionMatrix(2);
        Assert.That(() => matrix.Add(Tensor.Of(0.0, 2), Tensor.Of(0.0, 1)), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("2 in the predicted"));
        Assert.That(() => matrix.Add(Tensor.Of(0.0), Tensor.Of(0.0, 1)), Throws.ArgumentException.With.Message.Contains("[2]"));
        Assert.That(() => new ConfusionMatrix(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(matrix.Total, Is.Zero);
    }
}

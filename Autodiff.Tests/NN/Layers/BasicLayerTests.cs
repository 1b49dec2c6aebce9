namespace Autodiff.Tests.NN.Layers;

using System.Globalization;
using Autodiff.NN;

/// <summary>Layers that move, add or look up.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BasicLayerTests
{
    private readonly Tape<double> tape = new();

    [Test]
    public void A_function_that_throws_leaves_nothing_on_the_tape()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(1.0, 2));
        int count = tape.Count;
        var layer = new Lambda<double>(its => its.Square() + Tensor.Of(1.0, 2, 3));
        Assert.That(() => layer.Forward(x), Throws.ArgumentException);
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void Flatten_keeps_the_batch_and_the_order()
    {
        var x = Tensor.Of<double>([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        var y = new Flatten<double>().Forward(x);
        Assert.That(y, Is.EqualTo(x.Reshape(2, 6)));
        Assert.That(new Flatten<double>().Forward(Tensor.Zeros<double>([0, 2, 3])).Shape, Is.EqualTo(Shape.Of(0, 6)));
        Assert.That(new Flatten<double>().Forward(Tensor.Zeros<double>([4])).Shape, Is.EqualTo(Shape.Of(4, 1)));
        Assert.That(new Reshape<double>(2, 3).Forward(y), Is.EqualTo(x));
        Assert.That(new Reshape<double>(2, 3).ToString(), Is.EqualTo("Reshape(2, 3)"));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Reshape<double>(2, -1));
    }

    [Test]
    public void A_lambda_applies_its_function_under_its_name()
    {
        var square = new Lambda<double>(x => x.Square(), "square");
        Assert.That(square.Forward(Tensor.Of<double>([2], [3, -4])).ToArray(), Is.EqualTo([9.0, 16]));
        Assert.That(square.ToString(), Is.EqualTo("square"));
        Assert.Throws<ArgumentNullException>(() => _ = new Lambda<double>(null!));
    }

    [Test]
    public void A_residual_layer_adds_its_input_or_its_shortcut()
    {
        var x = Tensor.Of<double>([1, 2], [3, -4]);
        var square = new Lambda<double>(x => x.Square());
        Assert.That(new Residual<double>(square).Forward(x).ToArray(), Is.EqualTo([12.0, 12]));
        Assert.That(new Residual<double>(square, new Lambda<double>(x => -2 * x)).Forward(x).ToArray(), Is.EqualTo([3.0, 24]));
    }

    [Test]
    public void Ways_of_two_shapes_are_not_broadcast()
    {
        var layer = new Residual<double>(new Dense<double>(3, 1, new Random(1)));
        var error = Assert.Throws<ArgumentException>(() => layer.Forward(Tensor.Ones<double>([4, 3])))!;
        Assert.That(error.Message, Does.Contain("Residual").And.Contain("[4, 1]").And.Contain("[4, 3]").And.Contain("shortcut"));
    }

    [Test]
    public void Parts_of_a_residual_layer_have_paths()
    {
        var random = new Random(1);
        var layer = new Residual<double>(new Dense<double>(3, 2, random), new Dense<double>(3, 2, random, hasBias: false));
        Assert.That(layer.Parameters.Select(its => its.Path), Is.EqualTo(["inner.weight", "inner.bias", "shortcut.weight"]));
    }

    [Test]
    public void An_embedding_gives_rows_and_collects_their_adjoints()
    {
        var layer = new Embedding<double>(3, 2, new Random(1));
        layer.Weight.Value = Tensor.Of<double>([3, 2], [1, 2, 3, 4, 5, 6]);
        var y = layer.Forward(tape.Constant(Tensor.Of<double>([2, 2], [2, 0, 2, 2])));
        Assert.That(y.Shape, Is.EqualTo(Shape.Of(2, 2, 2)));
        Assert.That(y.ToArray(), Is.EqualTo([5.0, 6, 1, 2, 5, 6, 5, 6]));
        Assert.That(tape.Gradient(y.Sum())[layer.Weight].ToArray(), Is.EqualTo([1.0, 1, 0, 0, 3, 3]));
    }

    [Test]
    public void Padding_is_zero_and_not_trained()
    {
        var layer = new Embedding<double>(3, 2, new Random(1), paddingIndex: 2);
        layer.Weight.Value = Tensor.Of<double>([3, 2], [1, 2, 3, 4, double.NaN, 6]);
        var y = layer.Forward(tape.Constant(Tensor.Of<double>([3], [2, 0, 2])));
        Assert.That(y.ToArray(), Is.EqualTo([0.0, 0, 1, 2, 0, 0]));
        Assert.That(tape.Gradient(y.Sum())[layer.Weight].ToArray(), Is.EqualTo([1.0, 1, 0, 0, 0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Embedding<double>(3, 2, new Random(1), paddingIndex: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new Embedding<double>(3, 2, new Random(1), paddingIndex: -1));
    }

    [TestCase(3)]
    [TestCase(-1)]
    [TestCase(0.5)]
    public void An_index_without_a_vector_is_refused_and_leaves_no_trace(double index)
    {
        var layer = new Embedding<double>(3, 2, new Random(1));
        var x = tape.Constant(Tensor.Of<double>([2], [0, index]));
        int count = tape.Count;
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => layer.Forward(x))!;
        Assert.That(error.Message, Does.StartWith("Embedding(3, 2) ").And.Contain(index.ToString(CultureInfo.InvariantCulture)).And.Contain("[3, 2]").And.Contain("from 0 to 2"));
        Assert.That(tape.Count, Is.EqualTo(count));
    }

    [Test]
    public void Embeddings_start_normal_or_as_told()
    {
        var numbers = new Embedding<double>(100, 100, new Random(2)).Weight.Value;
        Assert.That(numbers.Mean().Value, Is.Zero.Within(0.04));
        Assert.That(numbers.Variance().Value, Is.EqualTo(1).Within(4 * Math.Sqrt(2e-4)));
        Assert.That(new Embedding<double>(3, 2, new Random(2), Initializer.Zeros).Weight.Value.ToArray(), Is.All.Zero);
    }

    [Test]
    public void Layers_are_made_of_lists_of_layers()
    {
        var random = new Random(1);
        Dense<double> Layer(int inputs, int outputs) => new(inputs, outputs, random);
        var network = new Sequential<double>(Layer(2, 16), new Relu<double>(), Layer(16, 2));
        Assert.That(network.Parameters.Select(its => its.Path), Is.EqualTo(["0.weight", "0.bias", "2.weight", "2.bias"]));
        Assert.That(new Sequential<double>(), Is.Empty);
        Assert.That(network.ToString(), Is.EqualTo("Sequential(Dense(2, 16), Relu, Dense(16, 2))"));
        Assert.That(new Residual<double>([Layer(2, 3), Layer(3, 2)]).ToString(), Is.EqualTo("Residual(Sequential(Dense(2, 3), Dense(3, 2)))"));
        Assert.That(new Residual<double>(Layer(2, 3), Layer(2, 3)).ToString(), Is.EqualTo("Residual(Dense(2, 3), Dense(2, 3))"));
        Assert.That(new Autoencoder<double>([Layer(4, 2)], [Layer(2, 4)]).ToString(), Is.EqualTo("Autoencoder(Sequential(Dense(4, 2)), Sequential(Dense(2, 4)))"));
        Assert.That(
            new VariationalAutoencoder<double>([Layer(4, 2)], [Layer(1, 4)]).ToString(),
            Is.EqualTo("VariationalAutoencoder(Sequential(Dense(4, 2)), Sequential(Dense(1, 4)))"));
    }

    [Test]
    public void The_summary_lists_arrays_and_their_total()
    {
        var random = new Random(1);
        var network = new Sequential<double>(("hidden", new Dense<double>(40, 50, random, new Relu<double>())), ("output", new Dense<double>(50, 3, random)));
        Assert.That(network.Summary(), Is.EqualTo("""
            path           shape     count
            hidden.weight  [40, 50]   2000
            hidden.bias    [50]         50
            output.weight  [50, 3]     150
            output.bias    [3]           3
            total                     2203

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void The_summary_tells_what_is_trained()
    {
        var layer = new Dense<double>(2, 3, new Random(1));
        layer.Bias!.IsFrozen = true;
        Assert.That(layer.Summary(), Does.EndWith("total                9\ntrained              6\n"));
    }
}

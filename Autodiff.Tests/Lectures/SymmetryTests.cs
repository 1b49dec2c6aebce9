namespace Autodiff.Tests.Lectures;

using Autodiff.NN;

/// <summary>Why weights start at random, what constant weights do, and other claims of the lectures about layers.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SymmetryTests
{
    private static readonly Tensor<double> X = Tensor.Normal<double>([8, 3], new Random(1));
    private static readonly Tensor<double> Y = Tensor.Normal<double>([8, 2], new Random(2));

    private readonly Tape<double> tape = new() { KeepsAdjoints = true };

    [Test]
    public void Zero_weights_before_tanh_have_no_derivative()
    {
        var network = Network(new Tanh<double>(), Initializer.Zeros);
        var gradients = Descend(network, 10);
        foreach (var weight in Weights(network))
        {
            Assert.That(weight.Value.ToArray(), Is.All.Zero);
            Assert.That(gradients[weight].ToArray(), Is.All.Zero);
        }
    }

    [Test]
    public void Hidden_neurons_that_start_alike_stay_alike()
    {
        var network = Network(new Sigmoid<double>(), Initializer.Zeros);
        Descend(network, 10);
        var hidden = Weights(network)[0].Value;
        Assert.That(hidden.ToArray(), Has.Some.Not.Zero);
        for (int neuron = 1; neuron < 4; neuron++)
        {
            Assert.That(hidden[.., neuron].ToArray(), Is.EqualTo(hidden[.., 0].ToArray()));
        }
    }

    [Test]
    public void Random_weights_break_the_symmetry()
    {
        var network = Network(new Sigmoid<double>(), Initializer.GlorotUniform);
        Descend(network, 10);
        Assert.That(Weights(network)[0].Value.SingularValues().ToArray(), Is.All.GreaterThan(1e-3));
    }

    /// <summary>∂zₗ₊₁/∂zₗ = f'(zₗ) W = 0, so that nothing before is trained.</summary>
    [Test]
    public void Through_zero_weights_no_derivative_comes_back()
    {
        var x = tape.Input(X);
        var layer = new Dense<double>(3, 4, new Random(1), new Sigmoid<double>(), Initializer.Zeros);
        Assert.That(tape.Gradient(layer.Forward(x).Sum())[x].ToArray(), Is.All.Zero);
    }

    /// <summary>With all weights 1, and constant biases, the neurons of a layer are equal, and so are the derivatives by them.</summary>
    [Test]
    public void Constant_weights_give_constant_outputs_and_derivatives()
    {
        var network = Network(new Sigmoid<double>(), Initializer.Zeros);
        foreach (var weight in Weights(network))
        {
            weight.Value = Tensor.Ones<double>(weight.Shape);
        }

        var h = network[0].Forward(tape.Input(X));
        var loss = Losses.MeanSquaredError(network[1].Forward(h), Y);
        var adjoint = tape.Gradient(loss)[h];
        Assert.That(adjoint.ToArray(), Has.Some.Not.Zero);
        for (int example = 0; example < 8; example++)
        {
            Assert.That(h[example..(example + 1)].ToArray(), Is.All.EqualTo(h.ValueAt(example, 0)));
            Assert.That(adjoint[example..(example + 1)].ToArray(), Is.All.EqualTo(adjoint.ValueAt(example, 0)));
        }
    }

    /// <summary>∂/∂a = Σ x dy over the x ≤ 0.</summary>
    [Test]
    public void A_parametric_relu_learns_its_slope()
    {
        var layer = new PRelu<double>();
        var adjoint = Tensor.Normal<double>(X.Shape, new Random(3));
        var gradients = tape.Gradient((layer.Forward(tape.Constant(X)) * adjoint).Sum());
        double expected = X.ToArray().Zip(adjoint.ToArray(), (x, dy) => x <= 0 ? x * dy : 0).Sum();
        Assert.That(gradients[layer.Slope].ToArray(), Is.EqualTo([expected]).Within(1e-14));
    }

    [Test]
    public void The_summary_counts_the_parameters_of_the_lecture()
    {
        var random = new Random(1);
        Sequential<double> network =
            [new Dense<double>(32, 64, random, new Relu<double>()), new Dense<double>(64, 64, random, new Relu<double>()), new Dense<double>(64, 10, random, new SoftMax<double>())];
        Assert.That(network.Select(layer => layer.Parameters.Sum(parameter => parameter.Count)), Is.EqualTo([2112, 4160, 650]));
        Assert.That(network.Summary(), Does.EndWith("total                6922\n"));
    }

    private static Sequential<double> Network(ILayer<double> activation, Initializer weights)
    {
        var random = new Random(5);
        return [new Dense<double>(3, 4, random, activation, weights), new Dense<double>(4, 2, random, weights: weights)];
    }

    private static Parameter<double>[] Weights(Sequential<double> network) => [.. network.Parameters.Where(parameter => parameter.Shape.Rank == 2)];

    private Gradients<double> Descend(Sequential<double> network, int updates)
    {
        var optimizer = new GradientDescent(0.5).For(network.Parameters);
        for (int i = 1; ; i++)
        {
            tape.Reset();
            var gradients = tape.Gradient(Losses.MeanSquaredError(network.Forward(tape.Constant(X)), Y));
            optimizer.Update(gradients);
            if (i == updates)
            {
                return gradients;
            }
        }
    }
}

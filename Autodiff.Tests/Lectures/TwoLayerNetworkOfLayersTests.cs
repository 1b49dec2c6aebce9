namespace Autodiff.Tests.Lectures;

using Autodiff.NN;

/// <summary>The 2-2-2 network of the lectures in layers, with all its figures, recomputed to 17 digits by an independent program.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TwoLayerNetworkOfLayersTests
{
    private static readonly Tensor<double> Input = Tensor.Of([1, 2], [0.05, 0.10]);
    private static readonly Tensor<double> Target = Tensor.Of([1, 2], [0.01, 0.99]);

    // A column for each neuron: w1 and w2 lead to the first.
    private static readonly double[] FirstWeights = [0.15, 0.25, 0.20, 0.30];
    private static readonly double[] SecondWeights = [0.40, 0.50, 0.45, 0.55];
    private static readonly double[] FirstGradient = [0.00043856773447434673, 0.00049771273526086007, 0.00087713546894869345, 0.00099542547052172014];
    private static readonly double[] SecondGradient = [0.082167040564230779, -0.02260254047747506, 0.082667627847533255, -0.022740242215978211];
    private static readonly double[] FirstUpdated = [0.14978071613276283, 0.24975114363236957, 0.19956143226552565, 0.29950228726473914];
    private static readonly double[] SecondUpdated = [0.35891647971788461, 0.51130127023873753, 0.40866618607623337, 0.56137012110798911];

    private readonly Tape<double> tape = new() { KeepsAdjoints = true };
    private readonly Dense<double> hidden = Layer(FirstWeights, 0.35);
    private readonly Dense<double> output = Layer(SecondWeights, 0.60);

    [Test]
    public void Forward_pass()
    {
        Near(Input.MatMul(hidden.Weight) + hidden.Bias!, 0.3775, 0.3925);
        var h = hidden.Forward(Input);
        Near(h, 0.59326999210718726, 0.59688437825976706);
        Near(h.MatMul(output.Weight) + output.Bias!, 1.1059059670597701, 1.2249214040964655);
        var y = output.Forward(h);
        Near(y, 0.75136506955231571, 0.77292846532146259);
        Near(Errors(y), 0.27481108317615495, 0.023560025583847735);
        Near(Errors(y).Sum(), 0.29837110876000269);
    }

    [Test]
    public void Derivatives_between_the_layers()
    {
        var h = tape.Input(hidden.Forward(Input));
        var net = h.MatMul(output.Weight) + output.Bias!;
        var y = new Sigmoid<double>().Forward(net);
        var errors = Errors(y);
        using (var gradients = tape.Gradient(errors.Sum()))
        {
            Near(gradients[y], 0.74136506955231571, -0.21707153467853741);
            Near(gradients[net], 0.13849856162855697, -0.038098236516556217);
            Near(gradients[net] / gradients[y], 0.18681560180895949, 0.17551005281727119);
            Near(gradients[h], 0.036350306393144678, 0.041370322648744716);
        }

        // Of each error by the first hidden neuron.
        using (var gradients = tape.Gradient(errors, Tensor.Of([1, 2], [1.0, 0])))
        {
            Near(gradients[h][0, 0].ToTensor(), 0.055399424651422786);
        }

        using (var gradients = tape.Gradient(errors, Tensor.Of([1, 2], [0.0, 1])))
        {
            Near(gradients[h][0, 0].ToTensor(), -0.019049118258278108);
        }
    }

    [Test]
    public void Gradient()
    {
        var gradients = tape.Gradient(Error());
        Near(gradients[hidden.Weight], FirstGradient);
        Near(gradients[output.Weight], SecondGradient);

        // The neurons of a layer share one bias in the lectures, whose derivative is the sum of theirs here.
        Near(gradients[hidden.Bias!].Sum(), 0.018725609394704136);
        Near(gradients[output.Bias!].Sum(), 0.10040032511200075);
    }

    [Test]
    public void Weights_after_one_update()
    {
        Descend(1);
        Near(hidden.Weight, FirstUpdated);
        Near(output.Weight, SecondUpdated);
        Near(Error(), 0.29102777369359935);
    }

    [Test]
    public void Ten_thousand_updates_with_fixed_biases()
    {
        Descend(10_000);
        double error = Error().Value;
        Assert.That(error, Is.EqualTo(3.510187782978859e-05).Within(1e-12 * error));
        Assert.That(output.Forward(hidden.Forward(Input)).ToArray(), Is.EqualTo([0.0159136, 0.9840643]).Within(1e-6));
    }

    [Test]
    public void One_update_with_shared_biases()
    {
        var (first, second) = (new SharedBias(0.35), new SharedBias(0.60));
        Sequential<double> network = [Unbiased(FirstWeights), first, new Sigmoid<double>(), Unbiased(SecondWeights), second, new Sigmoid<double>()];
        Tensor<double> NetworkError() => Errors(network.Forward(tape.Constant(Input))).Sum();
        var gradients = tape.Gradient(NetworkError());
        Near(gradients[first.Value], 0.018725609394704136);
        Near(gradients[second.Value], 0.10040032511200075);

        new GradientDescent(0.5).For(network.Parameters).Update(gradients);
        Near(first.Value, 0.34063719530264793);
        Near(second.Value, 0.54979983744399963);
        Near(network.Parameters[0], FirstUpdated);
        Near(network.Parameters[2], SecondUpdated);
        Near(NetworkError(), 0.2857508866992965);
    }

    private static Tensor<double> Errors(Tensor<double> y) => 0.5 * (Target - y).Square();

    private static void Near(Tensor<double> actual, params double[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.That(actual.ToArray()[i], Is.EqualTo(expected[i]).Within(1e-14 * Math.Abs(expected[i])), $"element {i}");
        }
    }

    private static Dense<double> Layer(double[] weights, double bias)
    {
        var dense = new Dense<double>(2, 2, new Random(1), new Sigmoid<double>());
        dense.Weight.Value = Tensor.Of([2, 2], weights);
        dense.Bias!.Value = Tensor.Full([2], bias);
        return dense;
    }

    private static Dense<double> Unbiased(double[] weights)
    {
        var dense = new Dense<double>(2, 2, new Random(1), hasBias: false);
        dense.Weight.Value = Tensor.Of([2, 2], weights);
        return dense;
    }

    private Tensor<double> Error() => Errors(output.Forward(hidden.Forward(tape.Constant(Input)))).Sum();

    private void Descend(int updates)
    {
        (hidden.Bias!.IsFrozen, output.Bias!.IsFrozen) = (true, true);
        var optimizer = new GradientDescent(0.5).For([.. hidden.Parameters, .. output.Parameters]);
        for (int i = 0; i < updates; i++)
        {
            tape.Reset();
            optimizer.Update(tape.Gradient(Error()));
        }
    }

    /// <summary>x + b with one number b for all neurons.</summary>
    private sealed class SharedBias : Layer<double>
    {
        public SharedBias(double start) => Value = AddParameter("bias", Tensor.Full([], start));

        public Parameter<double> Value { get; }

        public override Tensor<double> Forward(Tensor<double> x, ForwardContext context) => x + Value;
    }
}

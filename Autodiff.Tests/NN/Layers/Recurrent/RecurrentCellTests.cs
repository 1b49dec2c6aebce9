using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>Cells against their published formulas.</summary>
public sealed class RecurrentCellTests
{
    private const double Tolerance = 1e-13;

    private static readonly Tensor<double> Input = Tensor.Normal<double>([2, 5, 3], new Random(4));

    private delegate double[] NaiveUpdate(double[] x, double[] h);

    [Test]
    public void Simple_cells_are_their_formula()
    {
        CheckAgainst(new SimpleRnn<double>(3, 4, new Random(1)), naive => (x, h) => naive.Simple(x, h, Math.Tanh));
        CheckAgainst(new SimpleRnn<double>(3, 4, new Random(1), new Relu<double>()), naive => (x, h) => naive.Simple(x, h, z => Math.Max(z, 0)));
    }

    [Test]
    public void The_long_short_term_memory_is_its_formula() => CheckAgainst(new Lstm<double>(3, 4, new Random(1)), naive =>
    {
        double[] c = new double[4];
        return (x, h) =>
        {
            (h, c) = naive.Lstm(x, h, c);
            return h;
        };
    });

    [Test]
    public void The_gated_unit_is_its_formula_in_both_versions()
    {
        var layer = new Gru<double>(3, 4, new Random(1));
        CheckAgainst(layer, naive => (x, h) => naive.Gru(x, h, ((GruCell<double>)layer.Cell).RecurrentBias!.Value.ToArray()));
        CheckAgainst(new Gru<double>(3, 4, new Random(1), resetAfter: false), naive => naive.GruResetBefore);
    }

    [Test]
    public void A_memory_of_one_unit_by_hand()
    {
        var cell = new LstmCell<double>(1, 1, new Random(1));
        cell.InputWeight.Edit().Clear();
        cell.RecurrentWeight.Edit().Clear();

        // σ(log 3) = ¾, σ(-log 3) = ¼ and tanh(log 3) = 4/5: i = f = ¾, g = 4/5, o = ¼.
        double[] biases = [Math.Log(3), Math.Log(3), Math.Log(3), -Math.Log(3)];
        biases.CopyTo(cell.Bias.Edit());
        var x = Tensor.Full([1, 1], 7.0);
        Assert.That(cell.Forward(x).Value, Is.EqualTo(0.25 * Math.Tanh(0.6)).Within(1e-15));

        var one = Tensor.Ones<double>(1, 1);
        var (h, c) = cell.Update(cell.Project(x), new(one, one), ForwardContext.Inference);
        Assert.That(c!.Value.Value, Is.EqualTo(1.35).Within(1e-15));
        Assert.That(h.Value, Is.EqualTo(0.25 * Math.Tanh(1.35)).Within(1e-15));
    }

    [Test]
    public void A_gated_unit_by_hand()
    {
        var cell = new GruCell<double>(1, 1, new Random(1));
        cell.InputWeight.Edit().Clear();
        cell.RecurrentWeight.Edit().Clear();

        // r = ¾, z = ¼, n = tanh(½ log 3 + ¾ · ⅔ log 3) = 4/5.
        double[] biases = [Math.Log(3), -Math.Log(3), 0.5 * Math.Log(3)];
        biases.CopyTo(cell.Bias.Edit());
        cell.RecurrentBias!.Edit().Fill(Math.Log(3) * 2 / 3);
        var x = Tensor.Full([1, 1], 7.0);
        Assert.That(cell.Forward(x).Value, Is.EqualTo(0.6).Within(1e-15));
        Assert.That(cell.Update(cell.Project(x), new(Tensor.Full([1, 1], 2.0)), ForwardContext.Inference).Hidden.Value, Is.EqualTo(1.1).Within(1e-15));
    }

    [Test]
    public void Parameters_start_within_one_by_the_root_of_the_units_and_the_forget_gate_one_higher()
    {
        var (cell, closed) = (new LstmCell<double>(3, 100, new Random(1)), new LstmCell<double>(3, 100, new Random(1), forgetBias: 0));
        foreach (var parameter in closed.Parameters)
        {
            Assert.That(parameter.Value.Abs().Max().Value, Is.LessThan(0.1).And.GreaterThan(0.095), parameter.Path);
        }

        Assert.That((cell.Bias.Value - closed.Bias.Value).ToArray(), Is.EqualTo(
            Enumerable.Range(0, 400).Select(i => i / 100 == 1 ? 1.0 : 0)).Within(1e-15));
    }

    [Test]
    public void Each_gate_starts_by_itself_as_asked()
    {
        var start = new RecurrentStart { InputWeights = Initializer.GlorotUniform, Biases = Initializer.Zeros };
        var cell = new GruCell<double>(2, 50, new Random(1), start: start);
        Assert.That(cell.InputWeight.Value.Abs().Max().Value, Is.LessThan(Math.Sqrt(6.0 / 52)).And.GreaterThan(0.95 * Math.Sqrt(6.0 / 52)));
        Assert.That(cell.RecurrentWeight.Value.Abs().Max().Value, Is.InRange(0.0, Math.Sqrt(1.0 / 50)));
        Assert.That(cell.Bias.Value.ToArray(), Is.All.Zero);
        Assert.That(cell.RecurrentBias!.Value.ToArray(), Is.All.Zero);
    }

    [Test]
    public void A_memory_asks_for_a_state_with_memory()
    {
        var cell = new LstmCell<double>(1, 1, new Random(1));
        var one = Tensor.Ones<double>(1, 1);
        Assert.That(() => cell.Update(cell.Project(one), new(one), ForwardContext.Inference), Throws.ArgumentException.With.Message.Contains("Memory"));
    }

    private static void CheckAgainst(Recurrent<double> layer, Func<NaiveRecurrent, NaiveUpdate> formula)
    {
        // Numbers of the size of 1, so that nothing is nearly linear.
        foreach (var parameter in layer.Parameters)
        {
            parameter.Value = Tensor.Normal<double>(parameter.Shape, new Random(parameter.Count));
        }

        var naive = new NaiveRecurrent(layer.Cell.InputWeight.Value.ToArray2D(), layer.Cell.RecurrentWeight.Value.ToArray2D(), layer.Cell.Bias.Value.ToArray());
        var y = layer.Forward(Input);
        for (int example = 0; example < Input.Shape[0]; example++)
        {
            var update = formula(naive);
            double[] h = new double[layer.Outputs];
            for (int t = 0; t < Input.Shape[1]; t++)
            {
                h = update(Input[example, t, ..].ToArray(), h);
                Assert.That(y[example, t, ..].ToArray(), Is.EqualTo(h).Within(Tolerance));
            }
        }
    }
}

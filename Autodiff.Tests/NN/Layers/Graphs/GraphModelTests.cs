using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>Graphs of layers against the same formulas written out.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class GraphModelTests
{
    private readonly Random random = new(5);
    private readonly GraphNode<double> a = Graph.Input<double>("a");
    private readonly GraphNode<double> b = Graph.Input<double>("b");
    private readonly Dense<double> dense = new(3, 3, new Random(9), new Tanh<double>());

    [Test]
    public void A_chain_is_listed_and_computed_as_a_sequence()
    {
        Sequential<double> chain = [dense, new Tanh<double>(), new Dense<double>(3, 2, random)];
        var model = new GraphModel<double>([a], [chain[2].On(chain[1].On(chain[0].On(a)))]);
        var x = Tensor.Normal<double>([4, 3], random);
        Assert.That(model.Parameters.Select(its => its.Path), Is.EqualTo(chain.Parameters.Select(its => its.Path)));
        Assert.That(model.Forward(x), Is.EqualTo(chain.Forward(x)));
    }

    [Test]
    public void The_gradient_of_a_shared_layer_is_the_sum_over_its_uses()
    {
        var model = new GraphModel<double>([a, b], [Graph.Multiply(dense.On(a), dense.On(b))]);
        var (x, y) = (Tensor.Normal<double>([4, 3], random), Tensor.Normal<double>([4, 3], random));
        var tape = new Tape<double>();
        var gradients = tape.Gradient(model.Forward([tape.Constant(x), tape.Constant(y)], ForwardContext.Inference)[0].Sum());

        // d Σ f(x) f(y) = Σ df(x) f(y) + Σ f(x) df(y), each by a layer that is used once.
        var byHand = new Tape<double>();
        var (first, second) = (byHand.Input(dense.Weight.Value), byHand.Input(dense.Weight.Value));
        var product = (byHand.Constant(x).MatMul(first) + dense.Bias!.Value.Detach()).Tanh() * (byHand.Constant(y).MatMul(second) + dense.Bias!.Value.Detach()).Tanh();
        var parts = byHand.Gradient(product.Sum());
        Assert.That(model.Parameters.Select(its => its.Path), Is.EqualTo(["0.weight", "0.bias"]));
        Assert.That(gradients[dense.Weight].ToArray(), Is.EqualTo((parts[first] + parts[second]).ToArray()).Within(1e-14));
        Assert.That(parts[second].Abs().Max().Value, Is.GreaterThan(0.01));
    }

    [Test]
    public void A_connection_that_skips_a_layer_is_x_plus_f_of_x()
    {
        var model = new GraphModel<double>([a], [Graph.Add(a, dense.On(a))]);
        var x = Tensor.Normal<double>([4, 3], random);
        Assert.That(model.Forward(x), Is.EqualTo(x + dense.Forward(x)));
    }

    [Test]
    public void Outputs_come_in_the_order_asked_for()
    {
        var sum = Graph.Add(a, b, a);
        var model = new GraphModel<double>([b, a], [Graph.Concat(1, sum, b), b, Graph.Multiply(a, b, b), sum]);
        var (x, y) = (Tensor.Normal<double>([2, 3], random), Tensor.Normal<double>([2, 3], random));
        var outputs = model.Forward([y, x], ForwardContext.Inference);
        Assert.That(outputs, Is.EqualTo([Tensor.Concat(1, x + y + x, y), y, x * y * y, x + y + x]));
    }

    [Test]
    public void Parameters_are_listed_once_by_name_or_by_order()
    {
        var last = new Dense<double>(3, 2, random);
        var hidden = dense.On(a, "hidden");
        var model = new GraphModel<double>([a], [last.On(Graph.Add(hidden, dense.On(hidden, "ignored")))]);
        Assert.That(model.Parameters.Select(its => its.Path), Is.EqualTo(["hidden.weight", "hidden.bias", "1.weight", "1.bias"]));
    }

    [Test]
    public void A_graph_is_a_layer_of_a_graph()
    {
        var inner = new GraphModel<double>([a], [Graph.Add(a, dense.On(a))]);
        var outer = new GraphModel<double>([b], [inner.On(inner.On(b))]);
        var x = Tensor.Normal<double>([4, 3], random);
        Assert.That(outer.Forward(x), Is.EqualTo(inner.Forward(inner.Forward(x))));
        Assert.That(outer.Parameters.Select(its => its.Path), Is.EqualTo(["0.0.weight", "0.0.bias"]));
    }

    [Test]
    public void Functions_are_told_whether_it_is_training()
    {
        var model = new GraphModel<double>([a, b], [Graph.Of((x, context) => context.IsTraining ? x[0] : x[1], a, b)]);
        var (x, y) = (Tensor.Of(1.0), Tensor.Of(2.0));
        Assert.That(model.Forward([x, y], ForwardContext.Training())[0], Is.EqualTo(x));
        Assert.That(model.Forward([x, y], ForwardContext.Inference)[0], Is.EqualTo(y));
    }

    [Test]
    public void A_node_is_computed_once()
    {
        int count = 0;
        var node = Graph.Of(
            (x, _) =>
            {
                count++;
                return x[0];
            },
            a);
        _ = new GraphModel<double>([a], [Graph.Add(node, Graph.Multiply(node, node)), node]).Forward([Tensor.Of(1.0)], ForwardContext.Inference);
        Assert.That(count, Is.EqualTo(1));
    }

    [Test]
    public void What_does_not_hang_together_is_refused()
    {
        Assert.That(() => new GraphModel<double>([a, b], [dense.On(a)]), Throws.ArgumentException.With.Message.Contains("input b leads to no output"));
        Assert.That(() => new GraphModel<double>([a], [Graph.Add(a, b)]), Throws.ArgumentException.With.Message.Contains("input b, which is not among"));
        Assert.That(() => new GraphModel<double>([a, a], [dense.On(a)]), Throws.ArgumentException.With.Message.Contains("listed twice"));
        Assert.That(() => new GraphModel<double>([dense.On(a)], [dense.On(a)]), Throws.ArgumentException.With.Message.Contains("Graph.Input"));
        Assert.That(() => new GraphModel<double>([a], []), Throws.ArgumentException.With.Message.Contains("without outputs"));
        Assert.That(() => Graph.Add<double>(), Throws.ArgumentException);
        var other = new Dense<double>(3, 3, random);
        Assert.That(() => new GraphModel<double>([a], [other.On(dense.On(a, "x"), "x")]), Throws.ArgumentException.With.Message.Contains("the name x"));
    }

    [Test]
    public void A_wrong_number_of_tensors_is_refused()
    {
        var model = new GraphModel<double>([a, b], [Graph.Add(a, b)]);
        var x = Tensor.Of(1.0);
        Assert.That(() => model.Forward([x], ForwardContext.Inference), Throws.ArgumentException.With.Message.Contains("2 inputs, and 1 tensors"));
        Assert.That(() => model.Forward(x), Throws.InvalidOperationException.With.Message.Contains("Forward([a, b], context)"));
    }
}

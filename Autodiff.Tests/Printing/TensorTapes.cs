using Autodiff.Operations;

namespace Autodiff.Tests.Printing;

/// <summary>The recordings of tensors that the snapshots show.</summary>
static class TensorTapes
{
    /// <summary>A network of two layers on two samples: L = Σ (tanh(X W₁ + b₁) W₂ - t)² / 2.</summary>
    public static (Tape<double> Tape, Tensor<double> Output) Network()
    {
        var tape = new Tape<double>();
        var x = tape.Constant(Tensor.Of(new[,] { { 1.0, -2 }, { 0.5, 3 } }));
        var target = tape.Constant(Tensor.Of(new[,] { { 1.0 }, { 0 } }));
        var w1 = tape.Input(Tensor.Of(new[,] { { 0.5, -0.25, 0.1 }, { 0.2, 0.4, -0.3 } }), "W₁");
        var b1 = tape.Input(Tensor.Of(0.1, 0, -0.1), "b₁");
        var w2 = tape.Input(Tensor.Of(new[,] { { 0.7 }, { -0.6 }, { 0.25 } }), "W₂");
        var hidden = Tensor<double>.Lift<Tanh>(x.MatMul(w1) + b1).Named("H");
        var error = hidden.MatMul(w2) - target;
        return (tape, (0.5 * Tensor<double>.Lift<Square>(error).Sum()).Named("L"));
    }

    /// <summary>The cross entropy of a network of four numbers, eight hidden units and three classes on three samples.</summary>
    public static (Tape<double> Tape, Tensor<double> Output) Classifier()
    {
        var tape = new Tape<double>();
        var random = new Random(1);
        var x = tape.Constant(Tensor.Normal<double>([3, 4], random)).Named("X");
        var classes = tape.Constant(Tensor.Of(new[,] { { 1.0, 0, 0 }, { 0, 0, 1 }, { 0, 1, 0 } }));
        var (w1, b1) = (tape.Input(Tensor.Normal<double>([4, 8], random), "W1"), tape.Input(Tensor.Zeros<double>([8]), "b1"));
        var (w2, b2) = (tape.Input(Tensor.Normal<double>([8, 3], random), "W2"), tape.Input(Tensor.Zeros<double>([3]), "b2"));
        var hidden = Tensor<double>.Lift<Tanh>(x.MatMul(w1) + b1).Named("H");
        var logits = hidden.MatMul(w2) + b2;
        return (tape, (-(logits.LogSoftMax(-1) * classes).Sum() / 3).Named("loss"));
    }

    /// <summary>A chain of two checkpoints, another inside the second.</summary>
    public static (Tape<double> Tape, Tensor<double> Output) Checkpoints()
    {
        var tape = new Tape<double>();
        var x = tape.Input(Tensor.Of(1.0, 2), "x");
        var first = tape.Checkpoint(h => Tensor<double>.Lift<Square>(Tensor<double>.Lift<Square>(h)), x);
        var second = tape.Checkpoint(h => tape.Checkpoint(g => Tensor<double>.Lift<Square>(g + 1), h) * h, first);
        return (tape, second.Sum());
    }

    /// <summary>Scalars that become tensors and elements of tensors that become scalars.</summary>
    public static (Tape<double> Tape, Scalar<double> Output) Mixed()
    {
        var tape = new Tape<double>();
        var (a, b) = (tape.Input(2, "a"), tape.Input(-0.5, "b"));
        var x = tape.Input(Tensor.Of(new[,] { { 1.0, 2, 3 }, { 4, 5, 6 } }), "x");
        var stacked = Tensor<double>.Stack([a, b, 3]);
        var products = (x * stacked).Named("p");
        var last = products.ElementAt(5);
        var scaled = x / a;
        return (tape, (last * b + scaled.Sum().ToScalar() + products.ElementAt(1)).Named("z"));
    }

    /// <summary>A layer of 784 inputs and 128 units on 32 samples.</summary>
    public static (Tape<float> Tape, Tensor<float> Output) Large()
    {
        var tape = new Tape<float>();
        var random = new Random(1);
        var images = tape.Constant(Tensor.Uniform<float>([32, 28, 28], random));
        var weights = tape.Input(Tensor.Normal<float>([28, 28, 1], random), "layer1.weight");
        var bias = tape.Input(Tensor.Linspace(0f, 1, 28), "layer1.bias");
        var rows = Tensor<float>.Lift<Tanh>((images * weights.Reshape(28, 28)).Sum(1) + bias);
        return (tape, (rows - rows.Sum(-1, keepAxes: true)).Sum([0, 1]));
    }
}

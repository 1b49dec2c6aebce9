#:project ../Autodiff.NN/Autodiff.NN.csproj

// A layer of your own: its constructor and its formula. Nothing else is needed: the tape does the backward pass, and the parameters are
// listed, trained, saved and printed like any other.
using System.Numerics;
using Autodiff;
using Autodiff.NN;

var random = new Random(1);
Sequential<double> network = [new RadialBasis<double>(1, 12, random), new Dense<double>(12, 1, random)];
foreach (var parameter in network.Parameters)
{
    Console.WriteLine(parameter);
}

// It learns a sine.
var x = Tensor.Linspace(-3.0, 3.0, 60).Unsqueeze(1);
var y = x.Sin();
var optimizer = new Adam(LearningRate: 0.02).For(network.Parameters);
var tape = new Tape<double>();
var context = ForwardContext.Training(random);
for (int update = 0; update <= 600; update++)
{
    tape.Reset();
    var loss = Losses.MeanSquaredError(network.Forward(tape.Constant(x), context), y);
    optimizer.Update(tape.Gradient(loss));
    if (update % 200 == 0)
    {
        Console.WriteLine($"after {update} updates the loss is {loss.Value:G3}");
    }
}

/// <summary>exp(-‖x - c‖² / s²) for each of some centers c with widths s: near 1 where the input is near a center.</summary>
sealed class RadialBasis<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Parameter<T> center;
    private readonly Parameter<T> width;

    public RadialBasis(int inputs, int centers, Random random)
    {
        center = AddParameter("center", Tensor.Normal<T>([centers, inputs], random));
        width = AddParameter("width", Tensor.Ones<T>(centers));
    }

    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) =>
        (-(x.Unsqueeze(1) - center).Square().Sum(axis: 2) / width.Beside(x).Square()).Exp();
}

#:project ../Autodiff.NN/Autodiff.NN.csproj

// XOR: no single unit computes it, two layers do. First by hand, with the weights of the lecture, then learned.
using Autodiff;
using Autodiff.NN;

var x = Tensor.Of(new double[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
var target = Tensor.Of(new double[,] { { 0 }, { 1 }, { 1 }, { 0 } });

// By hand: one hidden unit is "and", the other "or"; the output is "or, but not and".
var hidden = (x.MatMul(Tensor.Ones<double>(2, 2)) + Tensor.Of(-1.5, -0.5)).UnitStep();
var output = (hidden.MatMul(Tensor.Of(new double[,] { { -1 }, { 1 } })) - 0.5).UnitStep();
Console.WriteLine("By hand, the columns and, or, xor:");
Console.WriteLine(Tensor.Concat(1, hidden, output));

// Learned: from random weights, by the gradient that the tape gives.
var random = new Random(1);
Sequential<double> network = [new Dense<double>(2, 4, random, new Tanh<double>()), new Dense<double>(4, 1, random)];
var optimizer = new Adam(LearningRate: 0.05).For(network.Parameters);
var tape = new Tape<double>();
var context = ForwardContext.Training(random);

Console.WriteLine();
for (int update = 0; update <= 300; update++)
{
    tape.Reset();
    var loss = Losses.BinaryCrossEntropy(network.Forward(tape.Constant(x), context), target);
    if (update % 100 == 0)
    {
        Console.WriteLine($"after {update} updates the loss is {loss.Value:F4}");
    }

    optimizer.Update(tape.Gradient(loss));
}

Console.WriteLine();
Console.WriteLine("Learned, the probability of 1:");
Console.WriteLine(network.Forward(x).Sigmoid());

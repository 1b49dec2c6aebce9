#:project ../Autodiff.Core/Autodiff.Core.csproj

// Backpropagation through the 2-2-2 network of many lectures, with all of its numbers: logistic units 1/(1 + e^-net)
// (two slides print e^net; their results belong to e^-net and are truncated, not rounded), E = ½ Σ (target - out)², rate 0.5.

using System.Numerics;
using Autodiff;

double[] weights = [0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55]; // w1 … w8
double[] biases = [0.35, 0.60]; // b1, b2: one for each layer, shared by its two units
const double Rate = 0.5;

var tape = new Tape<double>();
var w = weights.Select((value, i) => tape.Input(value, $"w{i + 1}")).ToArray();
var b = biases.Select((value, i) => tape.Input(value, $"b{i + 1}")).ToArray();
var net = Forward<Scalar<double>>(w, b);
var gradient = tape.Gradient(net.Error);

Console.WriteLine($"out_h = ({net.Hidden1}, {net.Hidden2})");
Console.WriteLine($"out_o = ({net.Out1}, {net.Out2})");
Console.WriteLine($"E     = {net.Error1} + {net.Error2} = {net.Error}");
Console.WriteLine();
Console.WriteLine($"dE/dout_o = ({gradient[net.Out1]}, {gradient[net.Out2]})");
Console.WriteLine($"delta_o   = ({gradient[net.NetOut1]}, {gradient[net.NetOut2]})");
Console.WriteLine($"dE/dout_h = ({gradient[net.Hidden1]}, {gradient[net.Hidden2]})");
Console.WriteLine();
Console.WriteLine("     gradient                 after one step");
foreach (var (parameter, name) in w.Select((p, i) => (p, $"w{i + 1}")).Concat(b.Select((p, i) => (p, $"b{i + 1}"))))
{
    Console.WriteLine($"{name}  {gradient[parameter],23}  {parameter.Value - (Rate * gradient[parameter]),20}");
}

Console.WriteLine();
Console.WriteLine($"E after 1 step, biases fixed  {Train(1, moveBiases: false).Error}");
Console.WriteLine($"E after 1 step, biases too    {Train(1, moveBiases: true).Error}");
var trained = Train(10_000, moveBiases: false);
Console.WriteLine($"E after 10000 steps           {trained.Error}");
Console.WriteLine($"out after 10000 steps         ({trained.Out1:F7}, {trained.Out2:F7})");

static Pass<T> Forward<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> b) where T : IFloatingPointIeee754<T>
{
    T x1 = T.CreateChecked(0.05), x2 = T.CreateChecked(0.10);
    T h1 = Functions.Sigmoid(w[0] * x1 + w[1] * x2 + b[0]);
    T h2 = Functions.Sigmoid(w[2] * x1 + w[3] * x2 + b[0]);
    T net1 = w[4] * h1 + w[5] * h2 + b[1];
    T net2 = w[6] * h1 + w[7] * h2 + b[1];
    T o1 = Functions.Sigmoid(net1), o2 = Functions.Sigmoid(net2);
    T half = T.CreateChecked(0.5);
    T e1 = half * Functions.Square(T.CreateChecked(0.01) - o1);
    T e2 = half * Functions.Square(T.CreateChecked(0.99) - o2);
    return new(h1, h2, net1, net2, o1, o2, e1, e2, e1 + e2);
}

Pass<double> Train(int steps, bool moveBiases)
{
    double[] weight = [.. weights], bias = [.. biases];
    var training = new Tape<double>();
    for (int step = 0; step < steps; step++)
    {
        training.Reset();
        var (ws, bs) = (training.Inputs(weight), training.Inputs(bias));
        var slope = training.Gradient(Forward<Scalar<double>>(ws, bs).Error);
        Move(weight, slope.Of(ws));
        if (moveBiases)
        {
            Move(bias, slope.Of(bs));
        }
    }

    return Forward<double>(weight, bias);
}

static void Move(double[] parameters, double[] slope)
{
    for (int i = 0; i < parameters.Length; i++)
    {
        parameters[i] -= Rate * slope[i];
    }
}

record Pass<T>(T Hidden1, T Hidden2, T NetOut1, T NetOut2, T Out1, T Out2, T Error1, T Error2, T Error);

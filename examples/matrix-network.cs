#:project ../Autodiff.Core/Autodiff.Core.csproj

// A network in matrices, as it is written on the board: F = tanh(X W₀ + b₀) W₁ + b₁ and L = ½ Σ (F - Y)². The tape does the
// backward pass; beside it stand the lines that one would write by hand, and both give the same numbers.
using Autodiff;

var random = new Random(1);
var x = Tensor.Normal<double>([5, 3], random);
var y = Tensor.Normal<double>([5, 2], random);

var tape = new Tape<double>();
var w0 = tape.Input(Tensor.Normal<double>([3, 4], random), "W0");
var b0 = tape.Input(Tensor.Zeros<double>([4]), "b0");
var w1 = tape.Input(Tensor.Normal<double>([4, 2], random), "W1");
var b1 = tape.Input(Tensor.Zeros<double>([2]), "b1");

var a = (x.MatMul(w0) + b0).Tanh().Named("A");
var f = (a.MatMul(w1) + b1).Named("F");
var loss = (0.5 * (f - y).Square().Sum()).Named("L");
var gradient = tape.Gradient(loss);

Console.WriteLine("The tape, one line for each operation on whole matrices:");
Console.WriteLine(TapeListing.Of(tape));

// By hand: G = ∂L/∂F, then layer by layer. Detached, these are plain numbers.
var (activations, weights) = (a.Detach(), w1.Detach());
var g1 = f.Detach() - y;
var g0 = (1 - activations.Square()) * g1.MatMul(weights.Transpose());
var byHand = new[] { x.Transpose().MatMul(g0), g0.Sum(axis: 0), activations.Transpose().MatMul(g1), g1.Sum(axis: 0) };

Console.WriteLine();
Console.WriteLine("The largest difference between the tape's gradients and those by hand:");
foreach (var (name, input, expected) in new[] { ("W0", w0, byHand[0]), ("b0", b0, byHand[1]), ("W1", w1, byHand[2]), ("b1", b1, byHand[3]) })
{
    Console.WriteLine($"  ∂L/∂{name}, {input.Shape}: {(gradient[input] - expected).Abs().Max().Value:E1}");
}

Console.WriteLine();
Console.WriteLine("∂L/∂W1");
Console.WriteLine(gradient[w1]);

// Gradients are values, so a step of gradient descent is a subtraction; as plain numbers they outlive the tape.
var step = w1.Detach() - (0.01 * gradient[w1]);
Console.WriteLine();
Console.WriteLine("W1 after one step");
Console.WriteLine(step);

#:project ../Autodiff.Core/Autodiff.Core.csproj

// The chain rule on one path: z = 5 y⁴ with y = x³ + 7, at x = 2.
// By hand, dz/dx = 20 y³ · 3 x² = 60 x² (x³ + 7)³ = 810000. A slide that loses the exponent of (x³ + 7) arrives at 3600.

using Autodiff;

var tape = new Tape<double>();
var x = tape.Input(2, "x");
var y = (Scalar<double>.Pow(x, 3) + 7).Named("y");
var z = (5 * Scalar<double>.Pow(y, 4)).Named("z");
var gradient = tape.Gradient(z);

Console.WriteLine(TapeTable.Of(tape, gradient));
Console.WriteLine();
Console.WriteLine($"z     = {z}, by hand {5 * Math.Pow(15, 4)}");
Console.WriteLine($"dz/dx = {gradient[x]}, by hand {60 * 4 * Math.Pow(15, 3)}");

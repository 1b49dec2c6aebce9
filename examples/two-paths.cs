#:project ../Autodiff.Core/Autodiff.Core.csproj

// The chain rule on two paths: z = y₁ y₂ with y₁ = x² and y₂ = sin x. Adjoints add up where paths meet again:
// dz/dx = dz/dy₁ dy₁/dx + dz/dy₂ dy₂/dx = sin x · 2x + x² · cos x.

using Autodiff;

var tape = new Tape<double>();
var x = tape.Input(1.5, "x");
var y1 = (x * x).Named("y₁");
var y2 = Scalar<double>.Sin(x).Named("y₂");
var z = (y1 * y2).Named("z");

Console.WriteLine(TapeTrace.Of(tape, z));
Console.WriteLine();
Console.WriteLine($"dz/dx = {tape.Gradient(z)[x]}");
Console.WriteLine($"by hand {(Math.Sin(1.5) * 3) + (2.25 * Math.Cos(1.5))}");

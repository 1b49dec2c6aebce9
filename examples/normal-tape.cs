#:project ../Autodiff.Core/Autodiff.Core.csproj

// The tape of log Normal(y | μ, σ) in every view: what was computed, with which local partials, and how the adjoints follow.
// The density is that of a normal distribution; some slides call it log-normal, which would be the density of e^y.

using System.Numerics;
using Autodiff;

static T NormalLogDensity<T>(T y, T mu, T sigma) where T : IFloatingPointIeee754<T>
{
    T z = (y - mu) / sigma;
    return T.CreateChecked(-0.5) * (z * z) - T.Log(sigma) - T.CreateChecked(0.5) * T.Log(T.Tau);
}

Console.WriteLine("Read with double, the formula evaluates:");
Console.WriteLine($"  log Normal(1.3 | 0.4, 1.7) = {NormalLogDensity(1.3, 0.4, 1.7):G17}");

var tape = new Tape<double>();
var (y, mu, sigma) = (tape.Input(1.3, "y"), tape.Input(0.4, "μ"), tape.Input(1.7, "σ"));
var density = NormalLogDensity(y, mu, sigma);
var gradient = tape.Gradient(density);

Show("Read with Scalar<double>, it records. The tape as a table:", TapeTable.Of(tape, gradient));
Show("As a listing:", TapeListing.Of(tape));
Show("As a trace, forward sweep down and reverse sweep up:", TapeTrace.Of(tape, density));
Show("As a graph for Mermaid:", TapeGraph.Mermaid(tape, gradient));
Show("As a graph for Graphviz:", TapeGraph.Dot(tape, gradient));
Show("As a table for LaTeX:", TapeLatex.Of(tape, gradient));

static void Show(string title, string view)
{
    Console.WriteLine();
    Console.WriteLine(title);
    Console.WriteLine();
    Console.WriteLine(view);
}

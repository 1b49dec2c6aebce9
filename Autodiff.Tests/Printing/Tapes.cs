using System.Numerics;
using Autodiff.Operations;

namespace Autodiff.Tests.Printing;

/// <summary>The recordings that the snapshots show.</summary>
static class Tapes
{
    /// <summary>The log density of the normal distribution at y = 1.3, μ = 0.4, σ = 1.7, an example of Carpenter et al. 2015 (the Stan Math Library).</summary>
    public static (Tape<double> Tape, Scalar<double> Output) LogNormalDensity()
    {
        var tape = new Tape<double>();
        var (y, mu, sigma) = (tape.Input(1.3, "y"), tape.Input(0.4, "μ"), tape.Input(1.7, "σ"));
        return (tape, Density(y, mu, sigma));

        static T Density<T>(T y, T mu, T sigma) where T : IFloatingPointIeee754<T>
        {
            T z = (y - mu) / sigma;
            return T.CreateChecked(-0.5) * (z * z) - T.Log(sigma) - T.CreateChecked(0.5) * T.Log(T.Tau);
        }
    }

    /// <summary>z = y₁ y₂ with y₁ = sin x and y₂ = x³: x reaches z on two paths.</summary>
    public static (Tape<double> Tape, Scalar<double> Output) TwoPaths()
    {
        var tape = new Tape<double>();
        var x = tape.Input(2, "x");
        var y1 = Scalar<double>.Sin(x).Named("y₁");
        var y2 = Scalar<double>.Pow(x, 3).Named("y₂");
        return (tape, (y1 * y2).Named("z"));
    }

    /// <summary>Operations over many operands, an operation of the user's own, constants, and names that no formula can hold.</summary>
    public static (Tape<double> Tape, Scalar<double> Output) Wide()
    {
        var tape = new Tape<double>();
        var inputs = tape.Inputs([3, -1, 4, -1, 5, -9, 2, -6, 5]);
        var odd = tape.Input(-0.0, "a \"b\" | c\n<d>");
        var sum = Functions.Sum<Scalar<double>>(inputs);
        var clamped = Scalar<double>.Clamp(sum, -1, 1);
        var custom = tape.Record(7, [clamped, odd, inputs[0]], [0.25, double.PositiveInfinity, -1e-7], "my op");
        var scaled = custom * -2 - (-3.5);
        return (tape, scaled / 1.5e-9);
    }

    /// <summary>Operations that have the same entry for several of their operands.</summary>
    public static (Tape<double> Tape, Scalar<double> Output) Repeated()
    {
        var tape = new Tape<double>();
        var (a, b) = (tape.Input(3, "a"), tape.Input(-0.0, "b"));
        var doubled = a + a;
        var one = a / a;
        var largest = Scalar<double>.Max(a, a);
        var dot = Functions.Dot<Scalar<double>>([a, b, a], [b, b, doubled]);
        var wide = Functions.Sum<Scalar<double>>([a, a, a, a, a, a, a, a, b, one, largest, dot]);
        return (tape, wide);
    }

    /// <summary>Long formulas with constants of many digits, powers, and names of every kind.</summary>
    public static (Tape<double> Tape, Scalar<double> Output) Long()
    {
        var tape = new Tape<double>();
        var (x, net, numbered) = (tape.Input(0.5, "w_1"), tape.Input(2, "net_h1"), tape.Input(3, "v1"));
        var (hash, theta) = (tape.Input(1, "#1"), tape.Input(1.5, "theta"));
        var rms = Scalar<double>.Sqrt(x * x + net * net).Named("rms");
        var gelu = Functions.Apply<GeluTanh, Scalar<double>>(rms);
        var selu = Functions.Apply<Selu, Scalar<double>>(gelu);
        var powers = Scalar<double>.Pow(numbered, 2) + Scalar<double>.Pow(numbered, 4) + theta / hash;
        return (tape, (Scalar<double>.Sqrt(rms) * selu + powers).Named("E_total"));
    }

    /// <summary>A thousand steps of x ← x + 0.001 cos x.</summary>
    public static (Tape<double> Tape, Scalar<double> Output) ThousandSteps()
    {
        var tape = new Tape<double>();
        var x = tape.Input(0, "x₀");
        var step = tape.Input(0.001, "h");
        for (int i = 0; i < 1000; i++)
        {
            x += step * Scalar<double>.Cos(x);
        }

        return (tape, x);
    }
}

using System.Globalization;

namespace Autodiff.Tests.Properties;

/// <summary>Random programs over tensors: plain, recorded, swept in every direction and twice, they agree with each other and with differences.</summary>
internal sealed class TensorProgramTests
{
    private const int Programs = 300;

    /// <summary>More on demand: AUTODIFF_PROPERTY_RUNS=100000 dotnet test --filter TensorProgram.</summary>
    private static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("AUTODIFF_PROPERTY_RUNS"), CultureInfo.InvariantCulture, out int runs) ? runs : Programs;

    [Test]
    public void All_readings_agree()
    {
        var tape = new Tape<double>(); // one for all, so that each program starts on what the one before left
        for (int seed = 0; seed < Runs; seed++)
        {
            var program = new TensorProgram(seed);
            Assert.That(Failures(program, tape, new Random(seed)), Is.Empty, $"program {seed}\n{program}");
        }
    }

    /// <summary>Differences that move what was detached are those of another function, and most programs detach nothing.</summary>
    [Test]
    public void A_wrong_gradient_is_caught()
    {
        var tape = new Tape<double>();
        var failures = Enumerable.Range(0, 40).Select(seed => Failures(new TensorProgram(seed), tape, new Random(seed), freezes: false)).ToList();
        Assert.That(failures, Has.Some.Some.StartsWith("FAIL function").And.Some.Empty);
    }

    private static List<string> Failures(TensorProgram program, Tape<double> tape, Random random, bool freezes = true)
    {
        var failures = new List<string>();
        double plain = program.Evaluate(program.Inputs).ToArray()[0];
        var (value, gradient) = Record(program, tape, out var y, out var x);
        Require(value == plain, $"recorded {value:r}, plain {plain:r}");
        Require(Swept(tape, y, x).SequenceEqual(gradient), "two sweeps differ");

        var report = GradientCheck.CompareAlong(
            point => program.Evaluate(Cut(program, point), freezes ? program.Frozen : null).ToArray()[0], Flat(program.Inputs), gradient, random, directions: 2);
        failures.AddRange(report.Failures.Select(failure => $"{failure}"));

        var direction = Array.ConvertAll(program.Inputs, input => Tensor.Uniform<double>(input.Shape, random, -1, 1));
        double reverse = Flat(direction).Zip(gradient, (d, g) => d * g).Sum();
        using (var tangents = tape.Tangents(x, direction))
        {
            RequireClose("forward", reverse, tangents[y].ToArray()[0]);
        }

        double[] recorded = Flat(tape.RecordGradient(y, x));
        for (int i = 0; i < gradient.Length; i++)
        {
            RequireClose($"recorded gradient, element {i}", gradient[i], recorded[i]);
        }

        tape.Reset();
        var again = Record(program, tape, out _, out _);
        Require(again.Value == value && again.Gradient.SequenceEqual(gradient), "after a reset the bits differ");
        tape.Reset();
        return failures;

        void Require(bool holds, string failure)
        {
            if (!holds)
            {
                failures.Add(failure);
            }
        }

        void RequireClose(string what, double expected, double actual) =>
            Require(Math.Abs(expected - actual) <= 1e-12 * (1 + Math.Abs(expected)), $"{what}: expected {expected:r}, actual {actual:r}");
    }

    private static (double Value, double[] Gradient) Record(TensorProgram program, Tape<double> tape, out Tensor<double> y, out Tensor<double>[] x)
    {
        x = Array.ConvertAll(program.Inputs, input => tape.Input(input));
        y = program.Evaluate(x);
        return (y.ToArray()[0], Swept(tape, y, x));
    }

    private static double[] Swept(Tape<double> tape, Tensor<double> y, Tensor<double>[] x)
    {
        using var gradients = tape.Gradient(y);
        return [.. x.SelectMany(input => gradients[input].ToArray())];
    }

    private static Tensor<double>[] Cut(TensorProgram program, ReadOnlySpan<double> point)
    {
        var inputs = new Tensor<double>[program.Inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            var shape = program.Inputs[i].Shape;
            inputs[i] = Tensor.Of(shape, point[..shape.ElementCount]);
            point = point[shape.ElementCount..];
        }

        return inputs;
    }

    private static double[] Flat(Tensor<double>[] tensors) => [.. tensors.SelectMany(tensor => tensor.ToArray())];
}

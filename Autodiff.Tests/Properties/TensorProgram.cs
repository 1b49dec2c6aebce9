namespace Autodiff.Tests.Properties;

/// <summary>
/// A random straight-line program over tensors: inputs v1, v2, … and steps that append to them; the result is a weighted mean of
/// all values, so that nothing is dead. Its operations are smooth and moderate, so that differences mean something.
/// </summary>
internal sealed class TensorProgram
{
    private const int MostElements = 48;

    private readonly Random random;
    private readonly List<Tensor<double>> values = []; // plain, for the shapes of what follows
    private readonly List<(string Text, Func<TensorRun, Tensor<double>> Apply)> steps = [];

    public TensorProgram(int seed)
    {
        random = new Random(seed);
        Inputs = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Tensor.Uniform<double>(AnyShape(), random, -1, 1))];
        values.AddRange(Inputs);
        for (int length = random.Next(3, 10); steps.Count < length;)
        {
            var step = Step();
            var value = step.Apply(new TensorRun(values));
            if (value.Count is > 0 and <= MostElements)
            {
                steps.Add(step);
                values.Add(value);
            }
        }
    }

    public Tensor<double>[] Inputs { get; }

    public override string ToString() => string.Join('\n', [
        .. Inputs.Select((input, i) => $"v{i + 1} = input {input.Shape}"),
        .. steps.Select((step, i) => $"v{Inputs.Length + i + 1} = {step.Text} {values[Inputs.Length + i].Shape}")]);

    /// <summary>What a detached value is in differences: as at the point, however the inputs move.</summary>
    public IReadOnlyList<Tensor<double>> Frozen => values;

    public Tensor<double> Evaluate(ReadOnlySpan<Tensor<double>> x, IReadOnlyList<Tensor<double>>? frozen = null)
    {
        var run = new TensorRun([.. x], x[0].Tape, frozen);
        foreach (var (_, apply) in steps)
        {
            run.Values.Add(apply(run));
        }

        var sum = run.Values[0].Mean();
        for (int i = 1; i < run.Values.Count; i++)
        {
            sum += run.Values[i].Mean() * (1 + (0.25 * (i % 3)));
        }

        return sum;
    }

    private Shape AnyShape() => Shape.Of([.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.Next(1, 4))]);

    private (string Text, Func<TensorRun, Tensor<double>> Apply) Step()
    {
        int a = Any();
        var shape = values[a].Shape;
        int axis = shape.Rank == 0 ? 0 : random.Next(shape.Rank);
        string x = $"v{a + 1}";
        switch (random.Next(shape.Rank == 0 ? 7 : 17))
        {
            case 0:
                return ($"tanh {x}", run => run[a].Tanh());
            case 1:
                return ($"sigmoid {x} sin {x}", run => run[a].Sigmoid() * run[a].Sin());
            case 2:
                return ($"√({x}² + 1)", run => (run[a].Square() + 1).Sqrt());
            case 3:
                return Binary(a);
            case 4:
                return ($"{x} + tanh detach {x}", run => run[a] + run.Detached(a).Tanh());
            case 5:
                int least = random.Next(1, 3);
                return ($"checkpoint of {least} tanh of {x} + softplus {x}", run => run.Checkpoint(Chain(least), a));
            case 6:
                return ($"elements of {x}, stacked", run => Elements(run[a]));
            case 7:
                return ($"sum of {x} along {axis}", run => run[a].Sum(axis, keepAxes: true));
            case 8:
                return ($"mean of {x} along {axis}", run => run[a].Mean(axis));
            case 9:
                return ($"logSumExp of {x} along {axis}", run => run[a].LogSumExp(axis));
            case 10:
                return ($"softMax of {x} along {axis}", run => run[a].SoftMax(axis));
            case 11:
                return ($"transposed {x}", run => run[a].Permute([.. Enumerable.Range(0, shape.Rank).Reverse()]));
            case 12:
                int start = random.Next(shape[axis]);
                int step = random.Next(2) == 0 ? 1 : -1;
                return ($"slice of {x} along {axis} from {start} by {step}", run => run[a].Slice(axis, start.., step));
            case 13:
                return ($"flat {x}", run => run[a].Reshape(-1));
            case 14:
                return ($"{x} beside itself along {axis}", run => Tensor.Concat(axis, run[a], run[a].Flip(axis)));
            case 15:
                return ($"cumulativeSum of {x} along {axis}, tanh", run => run[a].CumulativeSum(axis).Tanh());
            default:
                return Product(a);
        }
    }

    /// <summary>Of two values that broadcast, else of one with its own mean.</summary>
    private (string Text, Func<TensorRun, Tensor<double>> Apply) Binary(int a)
    {
        int[] fitting = [.. Enumerable.Range(0, values.Count).Where(i => Fits(values[i].Shape, values[a].Shape))];
        int b = fitting[random.Next(fitting.Length)];
        return random.Next(4) switch
        {
            0 => ($"v{a + 1} + v{b + 1}", run => run[a] + run[b]),
            1 => ($"v{a + 1} - 2 v{b + 1}", run => run[a] - (2 * run[b])),
            2 => ($"v{a + 1} tanh v{b + 1}", run => run[a] * run[b].Tanh()),
            _ => ($"v{a + 1}/(1 + v{b + 1}²)", run => run[a] / (1 + run[b].Square())),
        };
    }

    private (string Text, Func<TensorRun, Tensor<double>> Apply) Product(int a)
    {
        int[] fitting = [.. Enumerable.Range(0, values.Count).Where(i => values[i].Rank == 2 && values[a].Shape[-1] == values[i].Shape[0])];
        if (fitting.Length == 0)
        {
            return ($"v{a + 1} · v{a + 1}", run => run[a].Inner(run[a]).Tanh());
        }

        int b = fitting[random.Next(fitting.Length)];
        return ($"tanh(v{a + 1} v{b + 1})", run => run[a].MatMul(run[b]).Tanh());
    }

    /// <summary>Recent values rather than old ones, so that programs are deep.</summary>
    private int Any() => Math.Max(random.Next(values.Count), random.Next(values.Count));

    private static bool Fits(Shape x, Shape y) =>
        x.Reverse().Zip(y.Reverse(), (a, b) => a == b || a == 1 || b == 1).All(fits => fits);

    private static Func<Tensor<double>, Tensor<double>> Chain(int length) => x =>
    {
        var y = x;
        for (int i = 0; i < length; i++)
        {
            y = y.Tanh() + (0.5 * x.Softplus());
        }

        return y;
    };

    /// <summary>Each element as a scalar on the way: s sin of its neighbour.</summary>
    private static Tensor<double> Elements(Tensor<double> x)
    {
        var flat = x.Reshape(-1);
        var scalars = new Scalar<double>[flat.Count];
        for (int i = 0; i < scalars.Length; i++)
        {
            scalars[i] = flat[i] * Scalar<double>.Sin(flat[(i + 1) % scalars.Length]);
        }

        return Tensor<double>.Stack(scalars, x.Shape);
    }
}

using FsCheck;
using FsCheck.Fluent;

namespace Autodiff.Tests.Properties;

/// <summary>Draws programs from a pool of rows.</summary>
internal sealed class ProgramGenerator(IReadOnlyList<Operation> rows)
{
    private static readonly double[] Probes = [.. Enumerable.Range(-6, 13).Select(i => i / 2.0)];

    private readonly HashSet<Operation> tame = [.. rows.Where(IsTame)];

    public Arbitrary<RandomProgram> Programs() => Arb.From(Program(), program => program.Simpler());

    // Away from whole numbers, where the library has kinks by convention.
    private static Gen<double> Moderate() => Gen.Choose(-200, 200).Select(i => Math.Round((i + 0.37) / 100, 4));

    /// <summary>±10⁻⁴ to ±10⁴, every order of magnitude as likely as any other.</summary>
    private static Gen<double> OfAnyMagnitude() =>
        from exponent in Gen.Choose(-4000, 4000)
        from sign in Gen.Elements(-1, 1)
        select sign * Math.Pow(10, exponent / 1000.0);

    private static Gen<double> Input() => Gen.Frequency((9, Moderate()), (1, Gen.Choose(-3000, 1000).Select(i => Math.Pow(10, i / 1000.0))));

    private static Gen<double> Constant() => Gen.Frequency((6, Moderate()), (1, OfAnyMagnitude()), (1, Gen.Constant(0.0)));

    private Gen<RandomProgram> Program() =>
        from inputs in Gen.Choose(1, 3)
        from x in Input().ArrayOf(inputs)
        from length in Gen.Choose(1, 10)
        from instructions in Gen.CollectToArray(Enumerable.Range(inputs, length), Next)
        select new RandomProgram(x, instructions);

    private Gen<Instruction> Next(int count) => Gen.Frequency(
        (1, Constant().Select(Instruction.Of)),
        (9, Gen.Elements(rows.AsEnumerable()).SelectMany(row => Application(row, count))));

    private Gen<Instruction> Application(Operation row, int count) =>
        from sample in Gen.Elements(row.Samples.AsEnumerable())
        from operands in Operand(count).ArrayOf(row.Arity == Operation.AnyArity ? sample.Length : row.Arity)
        from asTheyCome in Gen.Choose(1, 4).Select(i => tame.Contains(row) && i > 1)
        from near in Centre(row, sample)
        select new Instruction(row, 0, operands, asTheyCome ? null : near);

    /// <summary>Anywhere in the domain: tails, the neighbourhood of zero, large arguments. The sample where a draw misses the domain.</summary>
    private static Gen<double[]> Centre(Operation row, double[] sample) =>
        from numbers in Gen.Frequency((6, OfAnyMagnitude()), (1, Gen.Constant(0.0))).ArrayOf(sample.Length)
        from moved in Gen.Choose(0, 2).Select(i => i > 0).ArrayOf(sample.Length)
        let centre = sample.Select((x, i) => moved[i] && !Operations.OperationChecks.IsWhole(row, i) ? numbers[i] : x).ToArray()
        select IsSmoothAbout(row, centre) ? centre : sample;

    private static bool IsSmoothAbout(Operation row, double[] centre)
    {
        double[] radii = Array.ConvertAll(centre, Instruction.RadiusAbout);
        double[] Corner(int sign) => [.. centre.Select((x, i) => Operations.OperationChecks.IsWhole(row, i) ? x : x + (sign * radii[i]))];
        bool IsSmoothAt(PlainStep step) => Math.Abs(step.Value) < 1e4
            && step.First.All(slope => slope < 1e3)
            && step.Second.Index().All(line => line.Item.Index().All(second => second.Item * radii[line.Index] * radii[second.Index] < 1));
        return new[] { Corner(-1), centre, Corner(1) }.All(x => IsSmoothAt(Slopes(row, x)));
    }

    /// <summary>Recent values rather than old ones, so that programs are deep and little of them is dead.</summary>
    private static Gen<int> Operand(int count) => Gen.Choose(0, count - 1).Two().Select(pair => Math.Max(pair.Item1, pair.Item2));

    /// <summary>A row that is finite and not steep on [-3, 3] takes its operands as they come.</summary>
    private static bool IsTame(Operation row)
    {
        int arity = row.Arity == Operation.AnyArity ? row.Samples[0].Length : row.Arity;
        IEnumerable<double[]> points = [[]];
        for (int i = 0; i < arity; i++)
        {
            points = points.SelectMany(point => Probes.Select(probe => (double[])[.. point, probe]));
        }

        // Clamp has kinks wherever two operands meet, not only at those its row lists.
        return row.Name != "clamp" && !Enumerable.Range(0, arity).Any(i => Operations.OperationChecks.IsWhole(row, i)) && points.All(point => IsTameAt(row, point));
    }

    private static bool IsTameAt(Operation row, double[] point)
    {
        var step = Slopes(row, point);
        return double.IsFinite(step.Value) && step.First.All(slope => slope < 50);
    }

    private static PlainStep Slopes(Operation row, double[] point) =>
        PlainStep.Of(x => row.Apply<double>(x), [], point, i => !Operations.OperationChecks.IsWhole(row, i));
}

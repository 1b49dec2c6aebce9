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
    private static Gen<double> Number() => Gen.Choose(-200, 200).Select(i => Math.Round((i + 0.37) / 100, 4));

    private Gen<RandomProgram> Program() =>
        from inputs in Gen.Choose(1, 3)
        from x in Number().ArrayOf(inputs)
        from length in Gen.Choose(1, 10)
        from instructions in Gen.CollectToArray(Enumerable.Range(inputs, length), Next)
        select new RandomProgram(x, instructions);

    private Gen<Instruction> Next(int count) => Gen.Frequency(
        (1, Number().Select(Instruction.Of)),
        (9, Gen.Elements(rows.AsEnumerable()).SelectMany(row => Application(row, count))));

    private Gen<Instruction> Application(Operation row, int count) =>
        from sample in Gen.Elements(row.Samples.AsEnumerable())
        from operands in Operand(count).ArrayOf(row.Arity == Operation.AnyArity ? sample.Length : row.Arity)
        select new Instruction(row, 0, operands, tame.Contains(row) ? null : sample);

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

        return !Enumerable.Range(0, arity).Any(i => Operations.OperationChecks.IsWhole(row, i)) && points.All(point => IsTameAt(row, point));
    }

    private static bool IsTameAt(Operation row, double[] point)
    {
        try
        {
            var partials = new double[point.Length];
            double value = row.Apply<double>(point);
            row.Partials<double>(point, value, partials);
            return double.IsFinite(value) && partials.All(partial => Math.Abs(partial) < 50);
        }
        catch (ArgumentException) // clamp between boundaries in the wrong order
        {
            return false;
        }
    }
}

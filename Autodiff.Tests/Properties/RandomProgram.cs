using System.Globalization;
using System.Numerics;
using System.Text;

namespace Autodiff.Tests.Properties;

/// <summary>
/// One step of a program: a constant, or a row applied to earlier values. With <paramref name="Near"/>, each operand is
/// squashed into the neighbourhood of that sample of the row, so that it stays in the domain whatever came before.
/// </summary>
internal sealed record Instruction(Operation? Row, double Constant, int[] Operands, double[]? Near)
{
    public static Instruction Of(double constant) => new(null, constant, [], null);

    public T Evaluate<T>(List<T> values) where T : IFloatingPointIeee754<T>
    {
        if (Row is null)
        {
            return T.CreateChecked(Constant);
        }

        var operands = new T[Operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            T value = values[Operands[i]];
            operands[i] = Near is null ? value
                : Radius(i) == 0 ? T.CreateChecked(Near[i])
                : T.CreateChecked(Near[i]) + (T.CreateChecked(Radius(i)) * T.Tanh(value));
        }

        return Row.Apply<T>(operands);
    }

    /// <summary>
    /// Whether an operand lies where the row states a kink. Of a kink in the second derivative the value tells little, and
    /// differences that reach across it nothing; the jump of a staircase they do show.
    /// </summary>
    public bool IsNearKink(List<double> values) =>
        Near is null && Row is not null && Row.PartialFormulas.Any(formula => formula != "0")
        && Row.Kinks.Any(kink => Math.Abs(values[Operands[0]] - kink.At[0]) < 0.006);

    public override string ToString()
    {
        if (Row is null)
        {
            return Constant.ToString(CultureInfo.InvariantCulture);
        }

        var operands = Operands.Select((operand, i) => Near is null ? $"v{operand + 1}"
            : Radius(i) == 0 ? Near[i].ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Near[i]} + {Radius(i)} tanh v{operand + 1}"));
        return $"{Row.Name}({string.Join(", ", operands)})";
    }

    /// <summary>
    /// The steps of the instruction in plain doubles, which follow <paramref name="steps"/>: an operand that is squashed is a step of
    /// its own, whose rounding counts. <paramref name="places"/> says where the earlier values of the program stand.
    /// </summary>
    public void AddPlainSteps(List<PlainStep> steps, List<int> places)
    {
        if (Row is null)
        {
            steps.Add(PlainStep.Constant(Constant));
        }
        else
        {
            var operands = new int[Operands.Length];
            for (int i = 0; i < operands.Length; i++)
            {
                operands[i] = places[Operands[i]];
                if (Near is not null)
                {
                    steps.Add(Squashed(i, operands[i], steps[operands[i]].Value));
                    operands[i] = steps.Count - 1;
                }
            }

            double[] at = Array.ConvertAll(operands, operand => steps[operand].Value);
            steps.Add(PlainStep.Of(x => Row.Apply<double>(x), operands, at, varies: i => steps[operands[i]].Varies));
        }

        places.Add(steps.Count - 1);
    }

    private PlainStep Squashed(int i, int operand, double value)
    {
        var (radius, tanh) = (Radius(i), Math.Tanh(value));
        double slope = radius * (1 - (tanh * tanh));
        return radius == 0 ? PlainStep.Constant(Near![i]) : new PlainStep(Near![i] + (radius * tanh), [operand], [slope], [[2 * Math.Abs(tanh) * slope]]);
    }

    /// <summary>A hundredth of the operand, and of 1 for large ones and for 0; a whole operand may not move at all.</summary>
    private double Radius(int operand) => Operations.OperationChecks.IsWhole(Row!, operand) ? 0 : RadiusAbout(Near![operand]);

    public static double RadiusAbout(double centre) => centre == 0 ? 0.01 : 0.01 * Math.Min(1, Math.Abs(centre));
}

/// <summary>A straight-line program as data: input values v1, v2, … and instructions that append to them; the last value is the result.</summary>
internal sealed record RandomProgram(double[] Inputs, Instruction[] Instructions) : IFormula
{
    public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => Values(x)[^1];

    public List<T> Values<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        List<T> values = [.. x];
        foreach (var instruction in Instructions)
        {
            values.Add(instruction.Evaluate(values));
        }

        return values;
    }

    public IReadOnlyList<PlainStep> PlainSteps()
    {
        List<PlainStep> steps = [.. Inputs.Select(PlainStep.Input)];
        List<int> places = [.. Enumerable.Range(0, Inputs.Length)];
        foreach (var instruction in Instructions)
        {
            instruction.AddPlainSteps(steps, places);
        }

        return steps;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (int i = 0; i < Inputs.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"v{i + 1} = input {Inputs[i]}\n");
        }

        for (int i = 0; i < Instructions.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"v{Inputs.Length + i + 1} = {Instructions[i]}\n");
        }

        return text.ToString();
    }

    /// <summary>Simpler programs, the boldest first: fewer instructions, then simpler ones, then simpler numbers.</summary>
    public IEnumerable<RandomProgram> Simpler()
    {
        for (int length = 1; length < Instructions.Length; length++)
        {
            yield return this with { Instructions = Instructions[..length] };
        }

        for (int i = 0; i < Instructions.Length - 1; i++)
        {
            yield return Without(i);
        }

        for (int i = 0; i < Instructions.Length; i++)
        {
            if (Instructions[i].Row is not null)
            {
                yield return With(i, Instruction.Of(1));
            }
            else if (!IsSimple(Instructions[i].Constant))
            {
                yield return With(i, Instruction.Of(Math.Round(Instructions[i].Constant)));
            }
        }

        for (int i = 0; i < Inputs.Length; i++)
        {
            if (!IsSimple(Inputs[i]))
            {
                yield return this with { Inputs = [.. Inputs[..i], Math.Round(Inputs[i]), .. Inputs[(i + 1)..]] };
            }
        }
    }

    private static bool IsSimple(double x) => Math.Round(x) == x;

    private RandomProgram With(int index, Instruction instruction) =>
        this with { Instructions = [.. Instructions[..index], instruction, .. Instructions[(index + 1)..]] };

    /// <summary>What read the instruction's value reads its first operand instead, or the first input.</summary>
    private RandomProgram Without(int index)
    {
        int gone = Inputs.Length + index;
        int heir = Instructions[index].Operands.FirstOrDefault();
        int Moved(int operand) => operand < gone ? operand : operand == gone ? heir : operand - 1;
        return this with
        {
            Instructions = [.. Instructions.Where((_, i) => i != index).Select(other => other with { Operands = Array.ConvertAll(other.Operands, Moved) })],
        };
    }
}

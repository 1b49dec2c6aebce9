namespace Autodiff.Tests.Properties;

/// <summary>
/// How much rounding a program amplifies: sums of |products of partials| over its paths, with the partials by differences of
/// plain doubles. Nothing here reads a derivative of the library, so that a wrong one cannot talk its way out of a comparison.
/// </summary>
internal sealed class Conditioning
{
    private const double Rounding = 1.2e-16;

    private readonly IReadOnlyList<PlainStep> steps;
    private readonly double[] adjoints;

    public Conditioning(RandomProgram program)
    {
        steps = program.PlainSteps();
        adjoints = new double[steps.Count];
        adjoints[^1] = 1;
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            var (operands, first) = (steps[i].Operands, steps[i].First);
            for (int k = 0; k < operands.Length; k++)
            {
                adjoints[operands[k]] += first[k] * adjoints[i];
            }
        }
    }

    /// <summary>The largest sum over the paths from any value to the result: 2⁻⁵³ of it per addition is what sweeps may differ by.</summary>
    public double Size => adjoints.Contains(double.NaN) ? double.NaN : adjoints.Max();

    /// <summary>What the result has lost to rounding: that of each value, carried to the result.</summary>
    public double Noise => Rounding * steps.Select((step, i) => Math.Abs(step.Value) * adjoints[i]).Sum();

    /// <summary>The same sum for the derivatives of the gradient by one input.</summary>
    public double SecondSize(int input)
    {
        var tangents = new double[steps.Count];
        for (int i = 0; i < steps.Count; i++)
        {
            tangents[i] = i == input ? 1 : steps[i].Operands.Select((operand, k) => steps[i].First[k] * tangents[operand]).Sum();
        }

        var adjointTangents = new double[steps.Count];
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            var step = steps[i];
            for (int k = 0; k < step.Operands.Length; k++)
            {
                double partialTangent = step.Operands.Select((operand, l) => step.Second[k][l] * tangents[operand]).Sum();
                adjointTangents[step.Operands[k]] += (step.First[k] * adjointTangents[i]) + (partialTangent * adjoints[i]);
            }
        }

        return adjointTangents.Sum();
    }
}

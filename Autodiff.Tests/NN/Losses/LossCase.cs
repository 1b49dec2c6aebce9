using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN;

using Reduction = Autodiff.NN.Reduction; // the core has an internal type of that name, too

/// <summary>A loss with its settings, of its operands: the output, the target, and others as it has them.</summary>
public delegate Tensor<T> Loss<T>(IReadOnlyList<Tensor<T>> x, Reduction reduction) where T : IFloatingPointIeee754<T>;

/// <summary>A loss with what the walk over all losses needs to know about it.</summary>
/// <param name="Name">The method, and the settings in a few words.</param>
/// <param name="Run">The loss in double precision.</param>
/// <param name="RunSingle">The same in single precision.</param>
/// <param name="Operands">A point.</param>
/// <param name="Reference">The losses before any reduction, by loops over the numbers of the operands.</param>
/// <param name="Perfect">Operands at which the loss cannot be made less by the output.</param>
/// <param name="Wrong">Operands that are refused.</param>
public sealed record LossCase(
    string Name,
    Loss<double> Run,
    Loss<float> RunSingle,
    IReadOnlyList<Tensor<double>> Operands,
    Func<double[][], double[]> Reference,
    IReadOnlyList<Tensor<double>> Perfect,
    IReadOnlyList<IReadOnlyList<Tensor<double>>> Wrong)
{
    /// <summary>The operands with a derivative.</summary>
    public IReadOnlyList<int> Continuous { get; init; } = [0];

    /// <summary>What the mean divides by; the number of losses when left out.</summary>
    public double? Divisor { get; init; }

    /// <summary>By how much the output is multiplied to be extreme; 1 where e^y belongs to the loss.</summary>
    public double Extreme { get; init; } = 1e4;

    /// <summary>What makes an output of any numbers, where not all are one.</summary>
    public Func<Tensor<double>, Tensor<double>> Normalise { get; init; } = y => y;

    public string Method => Name.Split(',')[0];

    public IReadOnlyList<Tensor<double>> With(int operand, Tensor<double> x) => [.. Operands.Select((its, i) => i == operand ? x : its)];

    public override string ToString() => Name;
}

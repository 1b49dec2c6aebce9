using System.Numerics;

namespace Autodiff.Tests.NN;

/// <summary>A density of its arguments.</summary>
public delegate Tensor<T> Density<T>(IReadOnlyList<Tensor<T>> x) where T : IFloatingPointIeee754<T>;

/// <summary>A density with figures to 17 digits.</summary>
/// <param name="Name">The method.</param>
/// <param name="Run">In double precision.</param>
/// <param name="RunSingle">In single precision.</param>
/// <param name="Arguments">A point.</param>
/// <param name="Value">The logarithm of the density there.</param>
/// <param name="Gradients">The derivatives by all numbers of all arguments, in order; 0 by counts, which have none.</param>
/// <param name="Outside">Other first arguments, of probability 0.</param>
public sealed record DensityCase(
    string Name,
    Density<double> Run,
    Density<float> RunSingle,
    IReadOnlyList<Tensor<double>> Arguments,
    double Value,
    IReadOnlyList<double> Gradients,
    IReadOnlyList<Tensor<double>> Outside)
{
    /// <summary>True where the first argument is a count.</summary>
    public bool IsDiscrete { get; init; }

    public override string ToString() => Name;
}

using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>
/// One row of the list that the tests of tensor operations walk: an operation, shapes of its operands, and a reference.
/// </summary>
/// <param name="name">Names the row in the report: operation and what is special about it.</param>
/// <param name="shapes">The shape of each operand.</param>
internal abstract class TensorCase(string name, params Shape[] shapes)
{
    public Shape[] Shapes { get; } = shapes;

    /// <summary>The least and the greatest of the random elements, such as (0.5, 2) for a logarithm.</summary>
    public (double Least, double Greatest) Range { get; init; } = (-2, 2);

    /// <summary>The operands that have a derivative: all unless some are masks or indices.</summary>
    public Func<int, bool> IsDifferentiable { get; init; } = _ => true;

    /// <summary>Operands given instead of random ones.</summary>
    public double[]?[] Given { get; init; } = [];

    /// <summary>True of a formula in which something is computed from one operand alone, which a parameter off the tape may not be.</summary>
    public bool IsComposed { get; init; }

    /// <summary>The relative error allowed in the value in double precision; derivatives are allowed ten times that.</summary>
    public double Tolerance { get; init; } = 1e-13;

    /// <summary>The operation.</summary>
    public abstract Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) where T : IFloatingPointIeee754<T>;

    /// <summary>The result, by loops over indices and nothing of the library.</summary>
    public abstract NaiveArray Expected(NaiveArray[] x);

    public override string ToString() => $"{name} {string.Join(", ", Shapes.Select(shape => shape.ToString()))}";
}

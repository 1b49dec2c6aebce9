using System.Numerics;

namespace Autodiff;

/// <summary>
/// An operation on tensors, stated once: its result, and how adjoints go back and tangents go forward through it.
/// </summary>
/// <remarks>
/// A user's own operation is a class or a <c>readonly record struct</c> of this shape, whose fields are the attributes; apply it with
/// <see cref="Tensor{T}.Apply{TOperation}"/> and check it with <see cref="GradientCheck"/>. An operation is a value: it keeps nothing
/// about a call, so the tape can compute a result again. Pullback and tangent are written in operations on tensors, which record in
/// their turn when derivatives of derivatives are wanted.
/// </remarks>
public interface ITensorOperation<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The name on the printed tape, such as <c>matmul</c>.</summary>
    string Name { get; }

    /// <summary>The attributes on the printed tape, such as <c>axis = 0</c>; empty when there are none.</summary>
    string Attributes => "";

    /// <summary>True when <see cref="Value"/> looks at the strides of its operands; otherwise it is given row-major ones.</summary>
    internal bool AcceptsStrides => false;

    /// <summary>The row that this applies to every element, whose formulas are then those of the entry; null of other operations.</summary>
    internal Operation? Row => null;

    /// <summary>The shape of the result. The place for every check: what throws here leaves no trace on the tape.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit; the message names the operation, the shapes, the rule and a remedy.</exception>
    Shape ShapeOf(ReadOnlySpan<Tensor<T>> x);

    /// <summary>Computes every element of the result, in row-major order. What stands in <paramref name="y"/> before is not defined.</summary>
    void Value(ReadOnlySpan<Tensor<T>> x, Memory<T> y);

    /// <summary>Jᵀ v: what an adjoint v of the result adds to the adjoint of one operand, in the shape of that operand.</summary>
    /// <param name="operand">Which operand.</param>
    /// <param name="x">The operands.</param>
    /// <param name="y">The result.</param>
    /// <param name="adjoint">v, in the shape of the result.</param>
    Tensor<T> Pullback(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> adjoint);

    /// <summary>Adds to the adjoints of all operands that want one: by the pullback to each, unless the operation has a way to all at once.</summary>
    internal void PullbackAll(TensorNode<T> node, Tensor<T> y, Tensor<T> adjoint, Adjoints<T> adjoints)
    {
        for (int k = 0; k < node.Operands.Length; k++)
        {
            if (node.Wanted[k])
            {
                var contribution = Pullback(k, node.Operands, y, adjoint);
                adjoints.Add(node.Operands[k].Node, TensorSweep.RequireShape(contribution, node.Operands[k].Shape, this, "Pullback"));
            }
        }
    }

    /// <summary>J w: what a tangent w of one operand adds to the tangent of the result, in the shape of the result.</summary>
    /// <param name="operand">Which operand.</param>
    /// <param name="x">The operands.</param>
    /// <param name="y">The result.</param>
    /// <param name="tangent">w, in the shape of the operand.</param>
    /// <exception cref="NotSupportedException">The operation states none.</exception>
    Tensor<T> Tangent(int operand, ReadOnlySpan<Tensor<T>> x, Tensor<T> y, Tensor<T> tangent) => throw new NotSupportedException(
        $"The operation '{Name}' states no tangent. Implement Tangent, or differentiate in reverse.");

    /// <summary>What the pullback to an operand reads, so that the memory of the rest can be given back early.</summary>
    Reads Reads(int operand) => Autodiff.Reads.Everything;
}

/// <summary>What the pullback to one operand reads besides shapes.</summary>
[Flags]
public enum Reads
{
    /// <summary>Only the adjoint: the operation is linear in this operand, and in no other.</summary>
    Nothing = 0,

    /// <summary>The elements of this operand.</summary>
    Operand = 1,

    /// <summary>The elements of the other operands.</summary>
    Others = 2,

    /// <summary>The elements of the result.</summary>
    Result = 4,

    /// <summary>All of them.</summary>
    Everything = Operand | Others | Result,
}

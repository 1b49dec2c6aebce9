using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A formula over the blocks of a <see cref="FusedPlan{T}"/>: its values.</summary>
internal readonly struct FusedValues<T, TFormula>(TFormula formula, FusedPlan<T> plan, Memory<T> result) : IRangeWork
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IFormula
{
    private readonly FusedPlan<T> plan = plan;

    public void Run(int start, int end)
    {
        T[] scratch = ArrayPool<T>.Shared.Rent(FusedLoop<T, TFormula>.ScratchLength);
        for (int i = start; i < end; i++)
        {
            var (from, length) = plan.Block(i);
            var block = FusedLoop<T, TFormula>.BlockOf(in plan, from, length, weights: false, scratch);
            block.Result = result.Span.Slice(from, length);
            FusedLoop<T, TFormula>.Value(formula, in block, scratch);
        }

        ArrayPool<T>.Shared.Return(scratch);
    }
}

/// <summary>A formula over the blocks of a <see cref="FusedPlan{T}"/>: its partials times weights.</summary>
/// <param name="formula">The formula.</param>
/// <param name="plan">The operands, and after them the weights.</param>
/// <param name="products">Of each operand, where the products go, in row-major order; or else null.</param>
/// <param name="sums">Of each operand, where the sum over each block goes; or else null.</param>
internal readonly struct FusedProducts<T, TFormula>(TFormula formula, FusedPlan<T> plan, FusedArrays<T> products, FusedArrays<T> sums) : IRangeWork
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IFormula
{
    private readonly FusedPlan<T> plan = plan;
    private readonly FusedArrays<T> products = products;
    private readonly FusedArrays<T> sums = sums;

    public void Run(int start, int end)
    {
        T[] scratch = ArrayPool<T>.Shared.Rent(FusedLoop<T, TFormula>.ScratchLength);
        for (int i = start; i < end; i++)
        {
            var (from, length) = plan.Block(i);
            var block = FusedLoop<T, TFormula>.BlockOf(in plan, from, length, weights: true, scratch);
            block.ToX = Place(0, from, length);
            block.ToY = Place(1, from, length);
            block.ToZ = Place(2, from, length);
            block.ToW = Place(3, from, length);
            var total = default(FusedSums<T>);
            FusedLoop<T, TFormula>.Products(formula, in block, ref total, scratch);
            for (int k = 0; k < TFormula.Arity; k++)
            {
                if (sums[k] is { } its)
                {
                    its[i] = total[k];
                }
            }
        }

        ArrayPool<T>.Shared.Return(scratch);
    }

    private Span<T> Place(int operand, int from, int length) => products[operand] is { } its ? its.AsSpan(from, length) : default;
}

/// <summary>An array for each operand.</summary>
[InlineArray(4)]
internal struct FusedArrays<T>
{
    private T[]? first;
}

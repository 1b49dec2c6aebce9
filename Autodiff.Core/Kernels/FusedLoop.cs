using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autodiff;

/// <summary>A formula over one block, with the registers of the machine; what fills no register goes through one padded with harmless numbers.</summary>
internal static class FusedLoop<T, TFormula>
    where T : IFloatingPointIeee754<T>
    where TFormula : struct, IFormula
{
    private const int Pads = StridedWalk.MaxOperands * FusedPlan<T>.BlockLength;
    private const int PadCount = 9; // of operands, weights and products

    public const int ScratchLength = Pads + (PadCount * FusedBlock<T>.Widest);

    public static FusedBlock<T> BlockOf(in FusedPlan<T> plan, int from, int length, bool weights, Span<T> scratch)
    {
        var block = new FusedBlock<T> { Length = length, X = Numbers(in plan, 0, from, length, scratch) };
        block.Y = TFormula.Arity > 1 ? Numbers(in plan, 1, from, length, scratch) : default;
        block.Z = TFormula.Arity > 2 ? Numbers(in plan, 2, from, length, scratch) : default;
        block.W = TFormula.Arity > 3 ? Numbers(in plan, 3, from, length, scratch) : default;
        block.Weights = weights ? Numbers(in plan, TFormula.Arity, from, length, scratch) : default;
        for (int k = 0; k < TFormula.Arity; k++)
        {
            block.Same |= plan.IsSame(k) ? 1 << k : 0;
        }

        block.Same |= weights && plan.IsSame(TFormula.Arity) ? 1 << FusedBlock<T>.WeightsNumber : 0;
        return block;
    }

    public static void Value(TFormula formula, in FusedBlock<T> block, Span<T> scratch)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Value<Vector512<T>, Simd512<T>>(formula, in block, scratch);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Value<Vector256<T>, Simd256<T>>(formula, in block, scratch);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Value<Vector128<T>, Simd128<T>>(formula, in block, scratch);
        }
        else
        {
            Value<T, Simd1<T>>(formula, in block, scratch);
        }
    }

    public static void Products(TFormula formula, in FusedBlock<T> block, ref FusedSums<T> sums, Span<T> scratch)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Products<Vector512<T>, Simd512<T>>(formula, in block, ref sums, scratch);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Products<Vector256<T>, Simd256<T>>(formula, in block, ref sums, scratch);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Products<Vector128<T>, Simd128<T>>(formula, in block, ref sums, scratch);
        }
        else
        {
            Products<T, Simd1<T>>(formula, in block, ref sums, scratch);
        }
    }

    internal static void Value<TVector, TSimd>(TFormula formula, in FusedBlock<T> block, Span<T> scratch) where TSimd : struct, ISimd<T, TVector>
    {
        int whole = block.Length - (block.Length % TSimd.Count);
        var part = block;
        part.Length = whole;
        FusedKernel<T, TVector, TSimd, TFormula>.Value(formula, in part);
        if (whole < block.Length)
        {
            part = Rest<TVector, TSimd>(in block, whole, scratch);
            part.Result = Pad(scratch, StridedWalk.MaxOperands);
            FusedKernel<T, TVector, TSimd, TFormula>.Value(formula, in part);
            part.Result[..(block.Length - whole)].CopyTo(block.Result[whole..]);
        }
    }

    internal static void Products<TVector, TSimd>(TFormula formula, in FusedBlock<T> block, ref FusedSums<T> sums, Span<T> scratch) where TSimd : struct, ISimd<T, TVector>
    {
        int whole = block.Length - (block.Length % TSimd.Count);
        var part = block;
        part.Length = whole;
        FusedKernel<T, TVector, TSimd, TFormula>.Products(formula, in part, ref sums);
        if (whole < block.Length)
        {
            part = Rest<TVector, TSimd>(in block, whole, scratch);
            part.ToX = PadFor(block.ToX, 5, scratch);
            part.ToY = PadFor(block.ToY, 6, scratch);
            part.ToZ = PadFor(block.ToZ, 7, scratch);
            part.ToW = PadFor(block.ToW, 8, scratch);
            FusedKernel<T, TVector, TSimd, TFormula>.Products(formula, in part, ref sums);
            CopyRest(part.ToX, block.ToX, whole);
            CopyRest(part.ToY, block.ToY, whole);
            CopyRest(part.ToZ, block.ToZ, whole);
            CopyRest(part.ToW, block.ToW, whole);
        }
    }

    private static ReadOnlySpan<T> Numbers(in FusedPlan<T> plan, int operand, int from, int length, Span<T> scratch) =>
        plan.Numbers(operand, from, length, scratch.Slice(operand * FusedPlan<T>.BlockLength, FusedPlan<T>.BlockLength));

    /// <summary>The last elements as a register: the operands repeat the last of them, and the weights beyond are 0, so that sums are not changed.</summary>
    private static FusedBlock<T> Rest<TVector, TSimd>(scoped in FusedBlock<T> block, int whole, Span<T> scratch) where TSimd : struct, ISimd<T, TVector>
    {
        var rest = new FusedBlock<T> { Length = TSimd.Count, Same = block.Same };
        rest.X = Padded(block.X, block.Keep(0), whole, Pad(scratch, 0));
        rest.Y = Padded(block.Y, block.Keep(1), whole, Pad(scratch, 1));
        rest.Z = Padded(block.Z, block.Keep(2), whole, Pad(scratch, 2));
        rest.W = Padded(block.W, block.Keep(3), whole, Pad(scratch, 3));
        if (!block.Weights.IsEmpty)
        {
            var weights = Pad(scratch, FusedBlock<T>.WeightsNumber);
            weights.Clear();
            block.Weights.Slice((int)block.Keep(FusedBlock<T>.WeightsNumber) & whole, block.Length - whole).CopyTo(weights);
            rest.Weights = weights;
            rest.Same &= ~(1 << FusedBlock<T>.WeightsNumber);
        }

        return rest;
    }

    private static ReadOnlySpan<T> Padded(ReadOnlySpan<T> numbers, nint keep, int whole, Span<T> pad)
    {
        if (numbers.IsEmpty || keep == 0)
        {
            return numbers;
        }

        pad.Fill(numbers[^1]);
        numbers[whole..].CopyTo(pad);
        return pad;
    }

    private static Span<T> Pad(Span<T> scratch, int number) => scratch.Slice(Pads + (number * FusedBlock<T>.Widest), FusedBlock<T>.Widest);

    private static Span<T> PadFor(Span<T> place, int number, Span<T> scratch) => place.IsEmpty ? default : Pad(scratch, number);

    private static void CopyRest(Span<T> from, Span<T> to, int whole)
    {
        if (!to.IsEmpty)
        {
            from[..(to.Length - whole)].CopyTo(to[whole..]);
        }
    }
}

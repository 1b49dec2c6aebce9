using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodiff;

/// <summary>The two readings of a formula that run over arrays, in registers of one width: its value, and its derivatives by all operands in one pass.</summary>
internal static class FusedKernel<T, TVector, TSimd, TFormula>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
    where TFormula : struct, IFormula
{
    /// <summary>y = f(x₀, x₁, x₂, x₃) for whole registers.</summary>
    // Inlined into a caller, or begun in code not yet optimised, the formula would not be compiled into the loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Value(TFormula formula, in FusedBlock<T> block)
    {
        ref T x = ref Start(block.X);
        ref T y = ref Start(block.Y);
        ref T z = ref Start(block.Z);
        ref T w = ref Start(block.W);
        ref T result = ref Start(block.Result);
        var (keepX, keepY, keepZ, keepW) = (block.Keep(0), block.Keep(1), block.Keep(2), block.Keep(3));
        int count = TSimd.Count; // known before the loop: what comes last in it is inlined last
        for (nint i = 0; i < block.Length; i += count)
        {
            var value = formula.Value(Load(ref x, i & keepX, 0), Load(ref y, i & keepY, 1), Load(ref z, i & keepZ, 2), Load(ref w, i & keepW, 3));
            TSimd.Store(value.Numbers, ref Unsafe.Add(ref result, i));
        }
    }

    /// <summary>Partials times weights for whole registers: side by side, or added up where the block has no room for them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Products(TFormula formula, in FusedBlock<T> block, ref FusedSums<T> sums)
    {
        ref T x = ref Start(block.X);
        ref T y = ref Start(block.Y);
        ref T z = ref Start(block.Z);
        ref T w = ref Start(block.W);
        ref T weights = ref Start(block.Weights);
        ref T toX = ref Start(block.ToX);
        ref T toY = ref Start(block.ToY);
        ref T toZ = ref Start(block.ToZ);
        ref T toW = ref Start(block.ToW);
        bool hasX = !block.ToX.IsEmpty, hasY = !block.ToY.IsEmpty, hasZ = !block.ToZ.IsEmpty, hasW = !block.ToW.IsEmpty;
        var (keepX, keepY, keepZ, keepW, keepWeights) = (block.Keep(0), block.Keep(1), block.Keep(2), block.Keep(3), block.Keep(FusedBlock<T>.WeightsNumber));
        TVector sumX = default!, sumY = default!, sumZ = default!, sumW = default!;
        int count = TSimd.Count; // known before the loop: what comes last in it is inlined last
        for (nint i = 0; i < block.Length; i += count)
        {
            var value = formula.Value(
                Operand(ref x, i & keepX, 0), Operand(ref y, i & keepY, 1), Operand(ref z, i & keepZ, 2), Operand(ref w, i & keepW, 3));
            var weight = TSimd.Load(ref Unsafe.Add(ref weights, i & keepWeights));
            var first = TSimd.Multiply(value.First, weight);
            var second = TFormula.Arity > 1 ? TSimd.Multiply(value.Second, weight) : default!;
            var third = TFormula.Arity > 2 ? TSimd.Multiply(value.Third, weight) : default!;
            var fourth = TFormula.Arity > 3 ? TSimd.Multiply(value.Fourth, weight) : default!;
            var all = first;
            all = TFormula.Arity > 1 ? TSimd.Add(all, second) : all;
            all = TFormula.Arity > 2 ? TSimd.Add(all, third) : all;
            all = TFormula.Arity > 3 ? TSimd.Add(all, fourth) : all;
            if (TSimd.HasNaN(all))
            {
                var masked = Masked(
                    formula, Load(ref x, i & keepX, 0), Load(ref y, i & keepY, 1), Load(ref z, i & keepZ, 2), Load(ref w, i & keepW, 3), new(weight));
                (first, second, third, fourth) = (masked.First, masked.Second, masked.Third, masked.Fourth);
            }

            if (hasX)
            {
                TSimd.Store(first, ref Unsafe.Add(ref toX, i));
            }
            else
            {
                sumX = TSimd.Add(sumX, first);
            }

            if (TFormula.Arity > 1)
            {
                if (hasY)
                {
                    TSimd.Store(second, ref Unsafe.Add(ref toY, i));
                }
                else
                {
                    sumY = TSimd.Add(sumY, second);
                }
            }

            if (TFormula.Arity > 2)
            {
                if (hasZ)
                {
                    TSimd.Store(third, ref Unsafe.Add(ref toZ, i));
                }
                else
                {
                    sumZ = TSimd.Add(sumZ, third);
                }
            }

            if (TFormula.Arity > 3)
            {
                if (hasW)
                {
                    TSimd.Store(fourth, ref Unsafe.Add(ref toW, i));
                }
                else
                {
                    sumW = TSimd.Add(sumW, fourth);
                }
            }
        }

        sums[0] += TSimd.Sum(sumX);
        sums[1] += TSimd.Sum(sumY);
        sums[2] += TSimd.Sum(sumZ);
        sums[3] += TSimd.Sum(sumW);
    }

    /// <summary>The same with the products of the chain rule, in which a zero masks: rarely needed, and several times the work.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DualOf<T, TVector, TSimd, MaskedRegisterProduct<T, TVector, TSimd>> Masked(
        TFormula formula, Lanes<T, TVector, TSimd> x, Lanes<T, TVector, TSimd> y, Lanes<T, TVector, TSimd> z, Lanes<T, TVector, TSimd> w, Lanes<T, TVector, TSimd> weight)
    {
        var value = formula.Value(
            DualOf<T, TVector, TSimd, MaskedRegisterProduct<T, TVector, TSimd>>.Operand(x, 0),
            DualOf<T, TVector, TSimd, MaskedRegisterProduct<T, TVector, TSimd>>.Operand(y, 1),
            DualOf<T, TVector, TSimd, MaskedRegisterProduct<T, TVector, TSimd>>.Operand(z, 2),
            DualOf<T, TVector, TSimd, MaskedRegisterProduct<T, TVector, TSimd>>.Operand(w, 3));
        return new(
            value.Value,
            MaskedRegisterProduct<T, TVector, TSimd>.Product(value.First, weight.Numbers),
            MaskedRegisterProduct<T, TVector, TSimd>.Product(value.Second, weight.Numbers),
            MaskedRegisterProduct<T, TVector, TSimd>.Product(value.Third, weight.Numbers),
            MaskedRegisterProduct<T, TVector, TSimd>.Product(value.Fourth, weight.Numbers));
    }

    private static ref T Start(ReadOnlySpan<T> span) => ref MemoryMarshal.GetReference(span);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T, TVector, TSimd> Load(ref T first, nint place, int operand) =>
        operand >= TFormula.Arity ? default : new(TSimd.Load(ref Unsafe.Add(ref first, place)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DualOf<T, TVector, TSimd, PlainRegisterProduct<T, TVector, TSimd>> Operand(ref T first, nint place, int operand) =>
        operand >= TFormula.Arity ? default : DualOf<T, TVector, TSimd, PlainRegisterProduct<T, TVector, TSimd>>.Operand(Load(ref first, place, operand), operand);
}

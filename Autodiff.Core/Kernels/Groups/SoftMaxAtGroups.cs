using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>(xₖ - m) - log Σ exp(xⱼ - m) for an index k and the maximum m of each group.</summary>
internal readonly struct LogSoftMaxAtGroups<T>(ReadOnlyMemory<T> indices, Memory<T> logarithms) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => false;
    public static bool HasResult => false;
    public static int Phases => 2;

    public void Run<TVector, TSimd, TSide>(int phase, ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count, ref GroupNumbers<TVector> its)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        if (phase == 0)
        {
            its.A = GroupPasses<T, TVector, TSimd, TSide>.Max(in x, in places);
        }
        else
        {
            var logarithm = Exponentials<T>.LogSum<TVector, TSimd, TSide>(in x, its.A, in places);
            var at = AtIndex<T>.Read<TVector, TSide>(in x, indices.Span.Slice(group, count), places.Stride);
            var shifted = Shifted.Of(new Lanes<T, TVector, TSimd>(at), new Lanes<T, TVector, TSimd>(its.A)).Numbers;
            TSide.Write(TSimd.Subtract(shifted, logarithm), logarithms.Span.Slice(group, count));
        }
    }
}

/// <summary>v (δᵢₖ - softmax(x)ᵢ) for the result y = log softmax(x)ₖ and an adjoint v of each group.</summary>
/// <remarks>
/// softmax(x)ᵢ = exp((xᵢ - xₖ) + y) needs neither the maximum nor the sum again, and like them no more digits than the differences
/// of a group have; where an infinity is in the way it is computed anew.
/// </remarks>
internal readonly struct LogSoftMaxAtAdjointGroups<T>(ReadOnlyMemory<T> indices, ReadOnlyMemory<T> logarithms, ReadOnlyMemory<T> weights) : IGroupKernel<T>
    where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => false;
    public static bool HasResult => true;
    public static int Phases => 1;

    public void Run<TVector, TSimd, TSide>(int phase, ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count, ref GroupNumbers<TVector> its)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        its.A = AtIndex<T>.Read<TVector, TSide>(in x, indices.Span.Slice(group, count), places.Stride);
        its.B = TSide.Read(logarithms.Span.Slice(group, count));
        its.C = TSimd.Subtract(TSimd.All(T.Zero), TSide.Read(weights.Span.Slice(group, count)));
        if (Plain.AreFinite<T, TVector, TSimd>(TSimd.Add(TSimd.Add(its.A, its.B), its.C)))
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<ExpOfSumTimes>(in x, in x, in its, ref result, in places);
        }
        else
        {
            WeightedSoftMaxGroups<T>.Run<TVector, TSimd, TSide>(in x, its.C, ref result, in places);
        }

        AtIndex<T>.Add<TVector, TSide>(ref result, indices.Span.Slice(group, count), places.Stride, weights.Span.Slice(group, count));
    }
}

/// <summary>One element of each group.</summary>
internal static class AtIndex<T> where T : IFloatingPointIeee754<T>
{
    public static TVector Read<TVector, TSide>(ref readonly T x, ReadOnlySpan<T> indices, int stride) where TSide : struct, IGroupSide<T, TVector>
    {
        var few = default(Numbers);
        Span<T> numbers = few;
        for (int i = 0; i < indices.Length; i++)
        {
            numbers[i] = Unsafe.Add(ref Unsafe.AsRef(in x), (int.CreateTruncating(indices[i]) * TSide.Step(stride)) + i);
        }

        return TSide.Read(numbers[..indices.Length]);
    }

    public static void Add<TVector, TSide>(ref T x, ReadOnlySpan<T> indices, int stride, ReadOnlySpan<T> terms) where TSide : struct, IGroupSide<T, TVector>
    {
        for (int i = 0; i < indices.Length; i++)
        {
            Unsafe.Add(ref x, (int.CreateTruncating(indices[i]) * TSide.Step(stride)) + i) += terms[i];
        }
    }

    [InlineArray(16)]
    private struct Numbers
    {
        private T first;
    }
}

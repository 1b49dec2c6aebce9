using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>exp(xᵢ - m) / Σ exp(xⱼ - m) for the maximum m of each group, times a weight of the group if there are weights.</summary>
internal readonly struct SoftMaxGroups<T>(ReadOnlyMemory<T> weights) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => false;
    public static bool HasResult => true;

    public void Run<TVector, TSimd, TSide>(ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        if (weights.IsEmpty)
        {
            var scale = TSimd.Divide(TSimd.All(T.One), Exponentials<TVector, TSimd, TSide>(in x, ref result, in places));
            GroupPasses<T, TVector, TSimd, TSide>.Map<Times>(ref result, ref result, scale, scale, scale, scale, ref result, in places);
        }
        else
        {
            Weighted<TVector, TSimd, TSide>(in x, TSide.Read(weights.Span.Slice(group, count)), ref result, in places);
        }
    }

    public static void Weighted<TVector, TSimd, TSide>(ref readonly T x, TVector weight, ref T result, in GroupPlaces<TVector> places)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var sum = Exponentials<TVector, TSimd, TSide>(in x, ref result, in places);
        var zero = TSimd.All(T.Zero);
        var scale = TSimd.Select(TSimd.Equal(weight, zero), zero, TSimd.Divide(weight, sum));
        if (Plain.IsFactor<T, TVector, TSimd>(scale))
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<Times>(ref result, ref result, scale, scale, scale, scale, ref result, in places);
        }
        else
        {
            // The shares first: that of a sum that is NaN is NaN, where an exponential that is 0 would mask.
            var share = TSimd.Divide(TSimd.All(T.One), sum);
            GroupPasses<T, TVector, TSimd, TSide>.Map<Times>(ref result, ref result, share, share, share, share, ref result, in places);
            GroupPasses<T, TVector, TSimd, TSide>.Map<ChainTimes>(ref result, ref result, weight, weight, weight, weight, ref result, in places);
        }
    }

    private static TVector Exponentials<TVector, TSimd, TSide>(ref readonly T x, ref T result, in GroupPlaces<TVector> places)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var max = GroupPasses<T, TVector, TSimd, TSide>.Max(in x, in places);
        return T.IsFinite(TSimd.Sum(max))
            ? GroupPasses<T, TVector, TSimd, TSide>.SumKept<LessExp>(in x, max, ref result, in places)
            : GroupPasses<T, TVector, TSimd, TSide>.SumKept<ShiftedExp>(in x, max, ref result, in places);
    }
}

/// <summary>The maximum m of each group, and log Σ exp(xⱼ - m).</summary>
internal static class LogSum<T> where T : IFloatingPointIeee754<T>
{
    public static (TVector Max, TVector Logarithm) Of<TVector, TSimd, TSide>(ref readonly T x, in GroupPlaces<TVector> places)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var max = GroupPasses<T, TVector, TSimd, TSide>.Max(in x, in places);
        var sum = T.IsFinite(TSimd.Sum(max))
            ? GroupPasses<T, TVector, TSimd, TSide>.Sum<LessExp>(in x, in x, max, in places)
            : GroupPasses<T, TVector, TSimd, TSide>.Sum<ShiftedExp>(in x, in x, max, in places);
        return (max, SimdLog<T, TVector, TSimd>.Log(sum));
    }
}

/// <summary>(xᵢ - m) - log Σ exp(xⱼ - m) for the maximum m of each group.</summary>
internal readonly struct LogSoftMaxGroups<T> : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => false;
    public static bool HasResult => true;

    public void Run<TVector, TSimd, TSide>(ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var (max, logarithm) = LogSum<T>.Of<TVector, TSimd, TSide>(in x, in places);
        if (T.IsFinite(TSimd.Sum(max)))
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<LessLess>(in x, in x, max, logarithm, max, max, ref result, in places);
        }
        else
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<ShiftedLess>(in x, in x, max, logarithm, max, max, ref result, in places);
        }
    }
}

/// <summary>m + log Σ exp(xⱼ - m) for the maximum m of each group.</summary>
internal readonly struct LogSumExpGroups<T>(Memory<T> logarithms) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => false;
    public static bool HasResult => false;

    public void Run<TVector, TSimd, TSide>(ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var (max, logarithm) = LogSum<T>.Of<TVector, TSimd, TSide>(in x, in places);
        TSide.Write(TSimd.Add(max, logarithm), logarithms.Span.Slice(group, count));
    }
}

/// <summary>yᵢ (vᵢ - Σ yⱼ vⱼ), for a softmax y and an adjoint v.</summary>
internal readonly struct SoftMaxAdjointGroups<T> : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => true;
    public static bool HasResult => true;

    public void Run<TVector, TSimd, TSide>(ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        // A finite sum has finite terms, for which the chain rule multiplies as everybody does.
        var sum = GroupPasses<T, TVector, TSimd, TSide>.Sum<Term>(in x, in y, default!, in places);
        if (T.IsFinite(TSimd.Sum(sum)))
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<FiniteSoftMaxAdjoint>(in x, in y, sum, sum, sum, sum, ref result, in places);
        }
        else
        {
            sum = GroupPasses<T, TVector, TSimd, TSide>.Sum<ChainTerm>(in x, in y, default!, in places);
            GroupPasses<T, TVector, TSimd, TSide>.Map<SoftMaxAdjoint>(in x, in y, sum, sum, sum, sum, ref result, in places);
        }
    }
}

/// <summary>vᵢ - exp yᵢ Σ vⱼ, for a logarithm y of a softmax and an adjoint v.</summary>
internal readonly struct LogSoftMaxAdjointGroups<T> : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => true;
    public static bool HasResult => true;

    public void Run<TVector, TSimd, TSide>(ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var sum = GroupPasses<T, TVector, TSimd, TSide>.Sum<SecondTerm>(in x, in y, default!, in places);
        if (Plain.IsFactor<T, TVector, TSimd>(sum))
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<FiniteLogSoftMaxAdjoint>(in x, in y, sum, sum, sum, sum, ref result, in places);
        }
        else
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<LogSoftMaxAdjoint>(in x, in y, sum, sum, sum, sum, ref result, in places);
        }
    }
}

using System.Numerics;

namespace Autodiff;

/// <summary>yᵢ (vᵢ - Σ yⱼ vⱼ), for a softmax y and an adjoint v.</summary>
internal readonly struct SoftMaxAdjointGroups<T> : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => true;
    public static bool HasResult => true;
    public static int Phases => 2;

    public void Run<TVector, TSimd, TSide>(int phase, ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count, ref GroupNumbers<TVector> its)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        if (phase == 0)
        {
            its.A = GroupPasses<T, TVector, TSimd, TSide>.Sum<Term>(in x, in y, default!, in places);
        }
        else if (Plain.AreFinite<T, TVector, TSimd>(its.A))
        {
            // A finite sum has finite terms, for which the chain rule multiplies as everybody does.
            GroupPasses<T, TVector, TSimd, TSide>.Map<FiniteSoftMaxAdjoint>(in x, in y, in its, ref result, in places);
        }
        else
        {
            its.A = GroupPasses<T, TVector, TSimd, TSide>.Sum<ChainTerm>(in x, in y, default!, in places);
            GroupPasses<T, TVector, TSimd, TSide>.Map<SoftMaxAdjoint>(in x, in y, in its, ref result, in places);
        }
    }
}

/// <summary>vᵢ - exp yᵢ Σ vⱼ, for a logarithm y of a softmax and an adjoint v.</summary>
internal readonly struct LogSoftMaxAdjointGroups<T> : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => true;
    public static bool HasResult => true;
    public static int Phases => 2;

    public void Run<TVector, TSimd, TSide>(int phase, ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count, ref GroupNumbers<TVector> its)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        if (phase == 0)
        {
            its.A = GroupPasses<T, TVector, TSimd, TSide>.Sum<SecondTerm>(in x, in y, default!, in places);
        }
        else if (Plain.IsFactor<T, TVector, TSimd>(its.A))
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<FiniteLogSoftMaxAdjoint>(in x, in y, in its, ref result, in places);
        }
        else
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<LogSoftMaxAdjoint>(in x, in y, in its, ref result, in places);
        }
    }
}

/// <summary>exp(xᵢ - m) / Σ exp(xⱼ - m) for the maximum m of each group, times a weight of the group: of the logarithm y of Σ exp xⱼ, exp(xᵢ - y) times it.</summary>
/// <remarks>A large y has lost digits of the sum, and an infinite one is shared by the elements that are it; then the sum is made anew.</remarks>
internal readonly struct WeightedSoftMaxGroups<T>(ReadOnlyMemory<T> logarithms, ReadOnlyMemory<T> weights) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => false;
    public static bool HasResult => true;
    public static int Phases => 1;

    public void Run<TVector, TSimd, TSide>(int phase, ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count, ref GroupNumbers<TVector> its)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        its.A = TSide.Read(logarithms.Span.Slice(group, count));
        its.B = TSide.Read(weights.Span.Slice(group, count));
        if (AreSmall(logarithms.Span.Slice(group, count)) && Plain.AreFinite<T, TVector, TSimd>(its.B))
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<LessExpTimes>(in x, in x, in its, ref result, in places);
        }
        else
        {
            Run<TVector, TSimd, TSide>(in x, its.B, ref result, in places);
        }
    }

    /// <summary>From the numbers and the weight alone.</summary>
    public static void Run<TVector, TSimd, TSide>(ref readonly T x, TVector weight, ref T result, in GroupPlaces<TVector> places)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var max = GroupPasses<T, TVector, TSimd, TSide>.Max(in x, in places);
        var sum = Exponentials<T>.Keep<TVector, TSimd, TSide>(in x, max, ref result, in places);
        var zero = TSimd.All(T.Zero);
        var scale = TSimd.Select(TSimd.Equal(weight, zero), zero, TSimd.Divide(weight, sum));
        if (Plain.IsFactor<T, TVector, TSimd>(scale))
        {
            GroupPasses<T, TVector, TSimd, TSide>.Map<Times>(ref result, ref result, new() { A = scale }, ref result, in places);
        }
        else
        {
            // The shares first: that of a sum that is NaN is NaN, where an exponential that is 0 would mask.
            var share = TSimd.Divide(TSimd.All(T.One), sum);
            GroupPasses<T, TVector, TSimd, TSide>.Map<Times>(ref result, ref result, new() { A = share }, ref result, in places);
            GroupPasses<T, TVector, TSimd, TSide>.Map<ChainTimes>(ref result, ref result, new() { A = weight }, ref result, in places);
        }
    }

    private static bool AreSmall(ReadOnlySpan<T> logarithms)
    {
        T most = T.CreateTruncating(16);
        foreach (T logarithm in logarithms)
        {
            if (!(T.Abs(logarithm) <= most))
            {
                return false;
            }
        }

        return true;
    }
}

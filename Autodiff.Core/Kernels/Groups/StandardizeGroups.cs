using System.Numerics;

namespace Autodiff;

/// <summary>(xᵢ - mean) / √(variance + ε) of each group, with the mean square of x - mean as the variance.</summary>
internal readonly struct StandardizeGroups<T>(int length, T epsilon) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => false;
    public static bool HasResult => true;

    public void Run<TVector, TSimd, TSide>(ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var moments = Moments<T>.Of<TVector, TSimd, TSide>(in x, length, epsilon, in places);
        GroupPasses<T, TVector, TSimd, TSide>.Map<CentredTimes>(in x, in x, moments.Mean, moments.Scale, default!, default!, ref result, in places);
    }
}

/// <summary>r (vᵢ - mean v - yᵢ mean(y v)) for an adjoint v, with y = (x - mean) r and r = 1 / √(variance + ε) of each group.</summary>
internal readonly struct StandardizeAdjointGroups<T>(int length, T epsilon) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => true;
    public static bool HasResult => true;

    public void Run<TVector, TSimd, TSide>(ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var (mean, scale) = Moments<T>.Of<TVector, TSimd, TSide>(in x, length, epsilon, in places);
        var part = TSimd.All(T.One / T.CreateTruncating(length));
        var ofAdjoint = TSimd.Multiply(GroupPasses<T, TVector, TSimd, TSide>.Sum<SecondTerm>(in x, in y, mean, in places), part);
        var ofProduct = TSimd.Multiply(GroupPasses<T, TVector, TSimd, TSide>.Sum<CentredTerm>(in x, in y, mean, in places), part);
        if (T.IsFinite(TSimd.Sum(TSimd.Add(TSimd.Add(ofAdjoint, ofProduct), scale))))
        {
            var slope = TSimd.Multiply(TSimd.Multiply(ofProduct, scale), scale);
            GroupPasses<T, TVector, TSimd, TSide>.Map<FiniteStandardizeAdjoint>(in x, in y, mean, slope, ofAdjoint, scale, ref result, in places);
        }
        else
        {
            ofProduct = TSimd.Multiply(GroupPasses<T, TVector, TSimd, TSide>.Sum<CentredProduct>(in x, in y, mean, in places), part);
            var slope = Chain<TVector, TSimd>(Chain<TVector, TSimd>(ofProduct, scale), scale);
            GroupPasses<T, TVector, TSimd, TSide>.Map<StandardizeAdjoint>(in x, in y, mean, slope, ofAdjoint, scale, ref result, in places);
        }
    }

    private static TVector Chain<TVector, TSimd>(TVector x, TVector y) where TSimd : struct, ISimd<T, TVector> =>
        ChainProduct.PointwiseValue(new Lanes<T, TVector, TSimd>(x), new Lanes<T, TVector, TSimd>(y), default).Numbers;
}

internal static class Moments<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>The mean, and 1 / √(variance + ε).</summary>
    public static (TVector Mean, TVector Scale) Of<TVector, TSimd, TSide>(ref readonly T x, int length, T epsilon, in GroupPlaces<TVector> places)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        var (one, count) = (TSimd.All(T.One), TSimd.All(T.CreateTruncating(length)));
        var mean = TSimd.Divide(GroupPasses<T, TVector, TSimd, TSide>.Sum<SecondTerm>(in x, in x, default!, in places), count);
        var variance = TSimd.Divide(GroupPasses<T, TVector, TSimd, TSide>.Sum<CentredSquare>(in x, in x, mean, in places), count);
        return (mean, TSimd.Divide(one, TSimd.Sqrt(TSimd.Add(variance, TSimd.All(epsilon)))));
    }
}

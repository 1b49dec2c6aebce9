using System.Numerics;

namespace Autodiff;

/// <summary>(xᵢ - mean) / √(variance + ε) of each group, with the mean square of x - mean as the variance.</summary>
internal readonly struct StandardizeGroups<T>(int length, T epsilon) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => false;
    public static bool HasResult => true;
    public static int Phases => 3;

    public void Run<TVector, TSimd, TSide>(int phase, ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count, ref GroupNumbers<TVector> its)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        switch (phase)
        {
            case 0:
                its.A = Moments<T>.Mean<TVector, TSimd>(GroupPasses<T, TVector, TSimd, TSide>.Sum<Element>(in x, in x, default!, in places), length);
                break;
            case 1:
                its.B = Moments<T>.Scale<TVector, TSimd>(GroupPasses<T, TVector, TSimd, TSide>.Sum<CentredSquare>(in x, in x, its.A, in places), length, epsilon);
                break;
            default:
                GroupPasses<T, TVector, TSimd, TSide>.Map<CentredTimes>(in x, in x, in its, ref result, in places);
                break;
        }
    }
}

/// <summary>r (vᵢ - mean v - yᵢ mean(y v)) for an adjoint v, with y = (x - mean) r and r = 1 / √(variance + ε) of each group.</summary>
internal readonly struct StandardizeAdjointGroups<T>(int length, T epsilon) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    public static bool HasSecond => true;
    public static bool HasResult => true;
    public static int Phases => 3;

    /// <summary>a is the mean of x, b the mean of (x - a) v, and then r² times that, c the mean of v, d is r.</summary>
    public void Run<TVector, TSimd, TSide>(int phase, ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count, ref GroupNumbers<TVector> its)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>
    {
        switch (phase)
        {
            case 0:
                var (sum, ofAdjoint) = GroupPasses<T, TVector, TSimd, TSide>.Sums<Element, SecondTerm>(in x, in y, default!, in places);
                its.A = Moments<T>.Mean<TVector, TSimd>(sum, length);
                its.C = Moments<T>.Mean<TVector, TSimd>(ofAdjoint, length);
                break;
            case 1:
                var (squares, ofProduct) = GroupPasses<T, TVector, TSimd, TSide>.Sums<CentredSquare, CentredTerm>(in x, in y, its.A, in places);
                its.B = Moments<T>.Mean<TVector, TSimd>(ofProduct, length);
                its.D = Moments<T>.Scale<TVector, TSimd>(squares, length, epsilon);
                break;
            default:
                if (Plain.AreFinite<T, TVector, TSimd>(TSimd.Add(TSimd.Add(its.B, its.C), its.D)))
                {
                    its.B = TSimd.Multiply(TSimd.Multiply(its.B, its.D), its.D);
                    GroupPasses<T, TVector, TSimd, TSide>.Map<FiniteStandardizeAdjoint>(in x, in y, in its, ref result, in places);
                }
                else
                {
                    its.B = Moments<T>.Mean<TVector, TSimd>(GroupPasses<T, TVector, TSimd, TSide>.Sum<CentredProduct>(in x, in y, its.A, in places), length);
                    its.B = Chain<TVector, TSimd>(Chain<TVector, TSimd>(its.B, its.D), its.D);
                    GroupPasses<T, TVector, TSimd, TSide>.Map<StandardizeAdjoint>(in x, in y, in its, ref result, in places);
                }

                break;
        }
    }

    private static TVector Chain<TVector, TSimd>(TVector x, TVector y) where TSimd : struct, ISimd<T, TVector> =>
        ChainProduct.PointwiseValue(new Lanes<T, TVector, TSimd>(x), new Lanes<T, TVector, TSimd>(y), default).Numbers;
}

internal static class Moments<T> where T : IFloatingPointIeee754<T>
{
    public static TVector Mean<TVector, TSimd>(TVector sum, int length) where TSimd : struct, ISimd<T, TVector> =>
        TSimd.Divide(sum, TSimd.All(T.CreateTruncating(length)));

    /// <summary>1 / √(variance + ε), of the sum of squares of x - mean.</summary>
    public static TVector Scale<TVector, TSimd>(TVector squares, int length, T epsilon) where TSimd : struct, ISimd<T, TVector> =>
        TSimd.Divide(TSimd.All(T.One), TSimd.Sqrt(TSimd.Add(Mean<TVector, TSimd>(squares, length), TSimd.All(epsilon))));
}

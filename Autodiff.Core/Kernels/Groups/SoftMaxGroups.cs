using System.Numerics;

namespace Autodiff;

/// <summary>exp(xᵢ - m) / Σ exp(xⱼ - m) for the maximum m of each group.</summary>
internal readonly struct SoftMaxGroups<T> : IGroupKernel<T> where T : IFloatingPointIeee754<T>
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
                its.A = GroupPasses<T, TVector, TSimd, TSide>.Max(in x, in places);
                break;
            case 1:
                its.A = TSimd.Divide(TSimd.All(T.One), Exponentials<T>.Keep<TVector, TSimd, TSide>(in x, its.A, ref result, in places));
                break;
            default:
                GroupPasses<T, TVector, TSimd, TSide>.Map<Times>(ref result, ref result, in its, ref result, in places);
                break;
        }
    }
}

/// <summary>exp(xᵢ - m) for the maximum m of a group, and their sum.</summary>
internal static class Exponentials<T> where T : IFloatingPointIeee754<T>
{
    public static TVector Keep<TVector, TSimd, TSide>(ref readonly T x, TVector max, ref T result, in GroupPlaces<TVector> places)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector> => Plain.AreFinite<T, TVector, TSimd>(max)
            ? GroupPasses<T, TVector, TSimd, TSide>.SumKept<LessExp>(in x, max, ref result, in places)
            : GroupPasses<T, TVector, TSimd, TSide>.SumKept<ShiftedExp>(in x, max, ref result, in places);

    /// <summary>The logarithm of the sum.</summary>
    public static TVector LogSum<TVector, TSimd, TSide>(ref readonly T x, TVector max, in GroupPlaces<TVector> places)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector> => SimdLog<T, TVector, TSimd>.Log(Plain.AreFinite<T, TVector, TSimd>(max)
            ? GroupPasses<T, TVector, TSimd, TSide>.Sum<LessExp>(in x, in x, max, in places)
            : GroupPasses<T, TVector, TSimd, TSide>.Sum<ShiftedExp>(in x, in x, max, in places));
}

/// <summary>(xᵢ - m) - log Σ exp(xⱼ - m) for the maximum m of each group.</summary>
internal readonly struct LogSoftMaxGroups<T> : IGroupKernel<T> where T : IFloatingPointIeee754<T>
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
                its.A = GroupPasses<T, TVector, TSimd, TSide>.Max(in x, in places);
                break;
            case 1:
                its.B = Exponentials<T>.LogSum<TVector, TSimd, TSide>(in x, its.A, in places);
                break;
            default:
                if (Plain.AreFinite<T, TVector, TSimd>(its.A))
                {
                    GroupPasses<T, TVector, TSimd, TSide>.Map<LessLess>(in x, in x, in its, ref result, in places);
                }
                else
                {
                    GroupPasses<T, TVector, TSimd, TSide>.Map<ShiftedLess>(in x, in x, in its, ref result, in places);
                }

                break;
        }
    }
}

/// <summary>m + log Σ exp(xⱼ - m) for the maximum m of each group.</summary>
internal readonly struct LogSumExpGroups<T>(Memory<T> logarithms) : IGroupKernel<T> where T : IFloatingPointIeee754<T>
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
            TSide.Write(TSimd.Add(its.A, logarithm), logarithms.Span.Slice(group, count));
        }
    }
}

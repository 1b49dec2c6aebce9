using System.Numerics;

namespace Autodiff;

/// <summary>What is computed of each group of numbers that stand side by side: one group along registers, or as many as these have lanes.</summary>
internal interface IGroupKernel<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>True when there is a second array of the same groups.</summary>
    static abstract bool HasSecond { get; }

    /// <summary>True when the result has the shape of the first array; else the kernel writes a number for each group itself.</summary>
    static abstract bool HasResult { get; }

    /// <summary>
    /// How many passes need what the one before found. Some neighbours go through a phase before the first of them enters the next, so that
    /// nobody waits for a sum or a quotient.
    /// </summary>
    static abstract int Phases { get; }

    /// <param name="phase">0, and so on.</param>
    /// <param name="x">The first element of the first array.</param>
    /// <param name="y">Of the second one, if there is one.</param>
    /// <param name="result">Of the result, if there is one; no operand.</param>
    /// <param name="places">Where the registers of a group start.</param>
    /// <param name="group">The first group.</param>
    /// <param name="count">The number of groups.</param>
    /// <param name="its">What earlier phases found.</param>
    void Run<TVector, TSimd, TSide>(int phase, ref readonly T x, ref readonly T y, ref T result, in GroupPlaces<TVector> places, int group, int count, ref GroupNumbers<TVector> its)
        where TSimd : struct, ISimd<T, TVector>
        where TSide : struct, IGroupSide<T, TVector>;
}

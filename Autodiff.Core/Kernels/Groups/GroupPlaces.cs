using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>Where the registers of a group start: at 0, stride, 2 stride, …; and the last at <paramref name="Rest"/>, or nowhere if that is negative, of which some lanes were there before.</summary>
/// <param name="Stride">From one register to the next.</param>
/// <param name="Count">How many there are, besides the last one.</param>
/// <param name="Rest">Where the last one starts.</param>
/// <param name="Fresh">Ones in the lanes of the last one that are new.</param>
internal readonly record struct GroupPlaces<TVector>(int Stride, int Count, int Rest, TVector Fresh)
{
    /// <summary>A group along the registers, at least one of which it fills.</summary>
    public static GroupPlaces<TVector> Along<T, TSimd>(int length)
        where T : IFloatingPointIeee754<T>
        where TSimd : struct, ISimd<T, TVector>
    {
        int fresh = length % TSimd.Count;
        var mask = TSimd.All(T.Zero);
        for (int i = TSimd.Count - fresh; i < TSimd.Count; i++)
        {
            Unsafe.Add(ref Unsafe.As<TVector, T>(ref mask), i) = T.One;
        }

        return new(TSimd.Count, length / TSimd.Count, fresh == 0 ? -1 : length - TSimd.Count, TSimd.Equal(mask, TSimd.All(T.One)));
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>A tile of 6 rows by two registers, read from panels.</summary>
internal readonly struct GemmTile6<T, TVector, TSimd> : IGemmTile<T>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
{
    public static int Rows => 6;
    public static int Columns => 2 * TSimd.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(int depth, ref readonly T a, ref readonly T b, ref T c, int cRow, bool accumulate) =>
        GemmTile<T, TVector, TSimd, GemmCount6, GemmCount2>.Multiply(depth, in a, 1, Rows, in b, Columns, ref c, cRow, accumulate);
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>The tiles of a width of vector, of at most <typeparamref name="TRows"/> rows.</summary>
internal readonly struct GemmTiles<T, TVector, TSimd, TRows> : IGemmTiles<T>
    where T : IFloatingPointIeee754<T>
    where TSimd : struct, ISimd<T, TVector>
    where TRows : struct, IGemmCount
{
    public static int Rows => TRows.Value;
    public static int Lanes => TSimd.Count;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        int rows, int columns, int depth, ref readonly T a, nint aRow, nint aColumn, ref readonly T b, nint bRow, ref T c, nint cRow, bool accumulate, ref T scratch)
    {
        if (columns == 2 * TSimd.Count)
        {
            Multiply<GemmCount2>(rows, depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
        }
        else if (columns == TSimd.Count)
        {
            Multiply<GemmCount1>(rows, depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
        }
        else if (columns > TSimd.Count)
        {
            Multiply<GemmCount2>(rows, depth, in a, aRow, aColumn, in b, bRow, ref scratch, 2 * TSimd.Count, accumulate: false);
            StoreEdge(rows, columns, ref scratch, 2 * TSimd.Count, ref c, cRow, accumulate);
        }
        else
        {
            Multiply<GemmCount1>(rows, depth, in a, aRow, aColumn, in b, bRow, ref scratch, TSimd.Count, accumulate: false);
            StoreEdge(rows, columns, ref scratch, TSimd.Count, ref c, cRow, accumulate);
        }
    }

    private static void Multiply<TVectors>(int rows, int depth, ref readonly T a, nint aRow, nint aColumn, ref readonly T b, nint bRow, ref T c, nint cRow, bool accumulate)
        where TVectors : struct, IGemmCount
    {
        switch (rows)
        {
            case 1:
                GemmTile<T, TVector, TSimd, GemmCount1, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 2:
                GemmTile<T, TVector, TSimd, GemmCount2, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 3:
                GemmTile<T, TVector, TSimd, GemmCount3, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 4:
                GemmTile<T, TVector, TSimd, GemmCount4, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 5:
                GemmTile<T, TVector, TSimd, GemmCount5, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 6:
                GemmTile<T, TVector, TSimd, GemmCount6, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 7:
                GemmTile<T, TVector, TSimd, GemmCount7, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 8:
                GemmTile<T, TVector, TSimd, GemmCount8, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 9:
                GemmTile<T, TVector, TSimd, GemmCount9, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 10:
                GemmTile<T, TVector, TSimd, GemmCount10, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            case 11:
                GemmTile<T, TVector, TSimd, GemmCount11, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
            default:
                GemmTile<T, TVector, TSimd, GemmCount12, TVectors>.Multiply(depth, in a, aRow, aColumn, in b, bRow, ref c, cRow, accumulate);
                break;
        }
    }

    private static void StoreEdge(int rows, int columns, ref T tile, int tileRow, ref T c, nint cRow, bool accumulate)
    {
        for (; rows > 0; rows--)
        {
            int left = Math.Min(columns, TSimd.Count);
            StoreEdge(TSimd.Load(ref tile), left, ref c, accumulate);
            if (columns > left)
            {
                StoreEdge(TSimd.Load(ref Unsafe.Add(ref tile, TSimd.Count)), columns - left, ref Unsafe.Add(ref c, TSimd.Count), accumulate);
            }

            tile = ref Unsafe.Add(ref tile, tileRow);
            c = ref Unsafe.Add(ref c, cRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEdge(TVector sum, int count, ref T c, bool accumulate) =>
        TSimd.StoreFirst(accumulate ? TSimd.Add(TSimd.LoadFirst(ref c, count), sum) : sum, ref c, count);
}

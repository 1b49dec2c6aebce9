namespace Autodiff;

/// <summary>Kernels for tiles of any number of rows up to <see cref="Rows"/> and of columns up to two registers.</summary>
internal interface IGemmTiles<T>
{
    static abstract int Rows { get; }

    /// <summary>The numbers in a register.</summary>
    static abstract int Lanes { get; }

    /// <summary>
    /// C = (accumulate ? C : 0) + A B for a tile of C. Rows of B hold one register, or two where there are more columns than that,
    /// whatever the number of columns; <paramref name="scratch"/> has room for the greatest tile.
    /// </summary>
    static abstract void Multiply(
        int rows, int columns, int depth, ref readonly T a, nint aRow, nint aColumn, ref readonly T b, nint bRow, ref T c, nint cRow, bool accumulate, ref T scratch);
}

namespace Autodiff;

/// <summary>A kernel that multiplies a panel of A by a panel of B into a tile of C, all of it held in registers.</summary>
internal interface IGemmTile<T>
{
    static abstract int Rows { get; }
    static abstract int Columns { get; }

    /// <summary>
    /// C = (accumulate ? C : 0) + Σₚ aₚ bₚᵀ, where aₚ and bₚ lie one after the other, <see cref="Rows"/> and <see cref="Columns"/>
    /// numbers each, and the rows of C are <paramref name="cRow"/> numbers apart.
    /// </summary>
    static abstract void Multiply(int depth, ref readonly T a, ref readonly T b, ref T c, int cRow, bool accumulate);
}

namespace Autodiff;

/// <summary>The inner loops of a direct convolution: so many rows by three registers of sums, all of them held in registers.</summary>
internal interface IConvolutionTile<T>
{
    static abstract int Rows { get; }

    /// <summary>The numbers of a register.</summary>
    static abstract int Lanes { get; }

    /// <summary>
    /// c(r, q) = (accumulate ? c(r, q) : 0) + Σₚ weights(p, r) x(offsets(p) + q) for q of three registers, where the weights lie one p after
    /// the other, <see cref="Rows"/> numbers each, and the rows of c are <paramref name="row"/> numbers apart.
    /// </summary>
    static abstract void Multiply(ReadOnlySpan<int> offsets, ref readonly T weights, ref readonly T x, ref T c, int row, bool accumulate);

    /// <summary>
    /// sums(r, t) += Σᵢ y(r, i) x(tapₜ + i), where i are registers: each lane has a sum of its own, and the rows of y are
    /// <paramref name="row"/> numbers apart.
    /// </summary>
    static abstract void AddDots(int registers, ref readonly T y, int row, ref readonly T x, (int First, int Second, int Third) taps, ref T sums);

    /// <summary>The sum of the lanes of a register.</summary>
    static abstract T Sum(ref readonly T first);
}

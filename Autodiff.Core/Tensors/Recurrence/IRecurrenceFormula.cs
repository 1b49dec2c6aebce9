namespace Autodiff;

/// <summary>
/// What a recurrent cell does to the numbers of one unit at one time, and how adjoints and tangents go through it: read with numbers side by
/// side in a register it runs over a sequence; read with tensors it can be recorded.
/// </summary>
/// <remarks>
/// The result of one time is blocks of units side by side. The block <see cref="State"/> is what the formula reads of the time before; the last
/// block is the output h, which the product h U reads.
/// </remarks>
internal interface IRecurrenceFormula
{
    /// <summary>The block of the result that the formula reads of the time before.</summary>
    public const int State = 4;

    /// <summary>The name on the printed tape.</summary>
    static abstract string Name { get; }

    /// <summary>The blocks of p = x W + b and of q = h U.</summary>
    static abstract int Gates { get; }

    /// <summary>The blocks of the result.</summary>
    static abstract int Blocks { get; }

    /// <summary>The four blocks of adjoints are those of p and then the rest: which of them is the adjoint of a block of q.</summary>
    static abstract int BlockOfProduct(int gate);

    /// <summary>The result y of one time, of p, of q, of the state before, and of a bias that is added to the last block of q.</summary>
    static abstract void Update<TNumber>(
        TNumber p0, TNumber p1, TNumber p2, TNumber p3, TNumber q0, TNumber q1, TNumber q2, TNumber q3, TNumber state, TNumber bias,
        out TNumber y0, out TNumber y1, out TNumber y2, out TNumber y3, out TNumber y4, out TNumber y5)
        where TNumber : struct, IPointwise<TNumber>;

    /// <summary>The four adjoints, and that of the state before but for what comes through the product, of the adjoint v of y.</summary>
    static abstract void Adjoint<TNumber, TChain>(
        TNumber y0, TNumber y1, TNumber y2, TNumber y3, TNumber y4, TNumber state,
        TNumber v0, TNumber v1, TNumber v2, TNumber v3, TNumber v4, TNumber v5,
        out TNumber d0, out TNumber d1, out TNumber d2, out TNumber d3, out TNumber before)
        where TNumber : struct, IPointwise<TNumber>
        where TChain : struct, IChainProduct<TNumber>;

    /// <summary>The tangent t of y, of those of p, of q with its bias, and of the state before.</summary>
    static abstract void Tangent<TNumber, TChain>(
        TNumber y0, TNumber y1, TNumber y2, TNumber y3, TNumber y4, TNumber state,
        TNumber p0, TNumber p1, TNumber p2, TNumber p3, TNumber q0, TNumber q1, TNumber q2, TNumber q3, TNumber before,
        out TNumber t0, out TNumber t1, out TNumber t2, out TNumber t3, out TNumber t4, out TNumber t5)
        where TNumber : struct, IPointwise<TNumber>
        where TChain : struct, IChainProduct<TNumber>;
}

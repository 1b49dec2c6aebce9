namespace Autodiff;

/// <summary>
/// One recorded operation: operands by index, the partial with respect to each, and the code of the operation.
/// </summary>
/// <remarks>
/// An operand that is not on the tape has index <see cref="None"/>, and its partial slot keeps its value: the sweep never
/// looks there, and a reader can recompute every value from inputs and constants, so that results need no storage.
/// An input keeps its value in the left slot. An entry over many operands keeps its value in the left slot, the start of
/// its run in the side arrays in <see cref="Left"/>, and the complement of its length in <see cref="Right"/>.
/// One array of 32-byte entries was the fastest of the layouts measured; see docs/decisions.md.
/// </remarks>
internal struct Entry<T>
{
    public const int None = -1;

    public T LeftPartial;
    public T RightPartial;
    public int Left;
    public int Right;
    public int Code;

    /// <summary>The operands stand elsewhere; never true of an operation with a missing operand, whose length would be 0.</summary>
    public readonly bool IsWide => Right < None;

    /// <summary>The entry of a tensor: <see cref="Left"/> is the number of its node.</summary>
    public readonly bool IsTensor => Code == OperationTable.Tensor;

    /// <summary>A scalar that is an element of the tensor whose node has the number <see cref="Left"/>.</summary>
    public readonly bool IsElement => Code == OperationTable.Element;

    public readonly int Width => ~Right;
}

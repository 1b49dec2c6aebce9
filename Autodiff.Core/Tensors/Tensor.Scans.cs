namespace Autodiff;

// Running results along an axis.
public readonly partial struct Tensor<T>
{
    /// <summary>yᵢ = Σ xₖ over k ≤ i along an axis.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="reverse">True for the sums over k ≥ i.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> CumulativeSum(int axis, bool reverse = false) =>
        Apply(new CumulativeSum<T>(Shape.Axis(axis, "cumulativeSum"), reverse), this);

    /// <summary>yᵢ = Π xₖ over k ≤ i along an axis. The derivative is right at zeros too.</summary>
    /// <param name="axis">The axis; a negative one counts from the last.</param>
    /// <param name="reverse">True for the products over k ≥ i.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor<T> CumulativeProduct(int axis, bool reverse = false) =>
        Apply(new CumulativeProduct<T>(Shape.Axis(axis, "cumulativeProduct"), reverse), this);

    /// <summary>Each element one place further along an axis, in reverse one place back.</summary>
    internal Tensor<T> ShiftedAlong(int axis, bool reverse, int fill) => Apply(new Shift<T>(axis, reverse, fill), this);

    internal static string AlongAxis(int axis, bool reverse) => FormattableString.Invariant($"axis = {axis}{(reverse ? ", reverse" : "")}");
}

using System.Numerics;

namespace Autodiff;

/// <summary>
/// A row of the catalog as an object: what printers, tests and other readers of the tape see of it.
/// </summary>
/// <remarks>Derived from the row struct alone; there is nothing to write for a new operation.</remarks>
public abstract class Operation
{
    /// <summary>The arity of an operation that takes any number of operands.</summary>
    public const int AnyArity = -1;

    private protected Operation(string name, int arity, string value, params string[] partials)
    {
        (Name, Arity, Formula, PartialFormulas) = (name, arity, value, partials);
        Code = OperationTable.Add(this);
    }

    /// <summary>The operation of a row with one operand.</summary>
    public static Operation Unary<TRow>() where TRow : struct, IUnaryOperation => UnaryOperation<TRow>.Instance;

    /// <summary>The operation of a row with two operands.</summary>
    public static Operation Binary<TRow>() where TRow : struct, IBinaryOperation => BinaryOperation<TRow>.Instance;

    /// <summary>The operation of a row with three operands.</summary>
    public static Operation Ternary<TRow>() where TRow : struct, ITernaryOperation => TernaryOperation<TRow>.Instance;

    /// <summary>The operation of a row with any number of operands.</summary>
    public static Operation Nary<TRow>() where TRow : struct, INaryOperation => NaryOperation<TRow>.Instance;

    /// <summary>The name of the row.</summary>
    public string Name { get; }

    /// <summary>The number of operands, or <see cref="AnyArity"/>.</summary>
    public int Arity { get; }

    /// <summary>The value as a textbook writes it.</summary>
    public string Formula { get; }

    /// <summary>The partial with respect to each operand as a textbook writes it; one formula for all of an n-ary operation.</summary>
    public IReadOnlyList<string> PartialFormulas { get; }

    /// <summary>Operand lists at which every reading of the operation is tested.</summary>
    public abstract IReadOnlyList<double[]> Samples { get; }

    /// <summary>Points where a partial is a convention, and the partials chosen there.</summary>
    public virtual IReadOnlyList<(double[] At, double[] Partials)> Kinks => [];

    /// <summary>The number that stands for this operation on the tape; given in order of first use, so never stored in files.</summary>
    internal int Code { get; }

    /// <summary>The operation read with <typeparamref name="T"/>: a value, a tangent, or an entry on a tape.</summary>
    public abstract T Apply<T>(ReadOnlySpan<T> operands) where T : IFloatingPointIeee754<T>;

    /// <summary>The partial with respect to one operand.</summary>
    public abstract T Derivative<T>(int operand, ReadOnlySpan<T> operands, T result) where T : IFloatingPointIeee754<T>;

    /// <summary>All partials; <paramref name="partials"/> has the length of <paramref name="operands"/>.</summary>
    public virtual void Partials<T>(ReadOnlySpan<T> operands, T result, Span<T> partials) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < operands.Length; i++)
        {
            partials[i] = Derivative(i, operands, result);
        }
    }

    /// <summary>False where a row states its partial as <c>NaN</c>, as by the order of a root.</summary>
    public bool HasDerivative(int operand) => Arity == AnyArity || PartialFormulas[operand] != "NaN";

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

using System.Numerics;

namespace Autodiff;

/// <summary>
/// What a <see cref="Tensor{T}"/> refers to: its elements, and on a tape the operation that made them. The nodes of a tape are
/// used again after a reset, under another stamp, by which a handle notices that it is stale.
/// </summary>
internal sealed class TensorNode<T> where T : IFloatingPointIeee754<T>
{
    private const int UsualOperands = 3;

    private readonly Tensor<T>[] few = [];
    private readonly bool[] fewWanted = [];
    private Tensor<T>[] operands = [];
    private bool[] wanted = [];
    private int operandCount;

    /// <summary>A node of a plain tensor.</summary>
    public TensorNode() { }

    /// <summary>
    /// A node of a tape, with room for a few operands from the start; for more it borrows: nodes change roles from one recording to the
    /// next, and one that grew when it first stood for an operation of many operands would do so long after a loop is warm.
    /// </summary>
    public TensorNode(Tape<T> tape)
    {
        (Tape, few, fewWanted) = (tape, new Tensor<T>[UsualOperands], new bool[UsualOperands]);
        (operands, wanted) = (few, fewWanted);
    }

    /// <summary>Owns the memory; null for a plain tensor.</summary>
    public Tape<T>? Tape;

    /// <summary>Never the same twice on one tape; 0 for a plain tensor.</summary>
    public long Stamp;

    /// <summary>The entry on the tape; <see cref="Entry{T}.None"/> for a constant.</summary>
    public int Index = Entry<T>.None;

    /// <summary>The place among the tensors recorded.</summary>
    public int Number;

    public Layout Layout;

    /// <summary>The elements; null while they are given back.</summary>
    public Buffer<T>? Buffer;

    /// <summary>Null for an input, for a constant, and for a stack of scalars.</summary>
    public ITensorOperation<T>? Operation;

    /// <summary>Of a stack of scalars, where their indices stand in the side array of the tape.</summary>
    public int Scalars;

    public int ScalarCount;

    /// <summary>The adjoints that this is, in all gradients of the tape.</summary>
    public int Holders;

    /// <summary>True when a pullback reads the elements, so that they are kept.</summary>
    public bool IsRead;

    /// <summary>True when the user may be looking at the elements, so that they are kept whatever else is given back.</summary>
    public bool IsPinned;

    /// <summary>True while the node stands in the queue of those whose elements may be given back.</summary>
    public bool IsSpare;

    /// <summary>The computations going on that read the elements.</summary>
    public int Uses;

    /// <summary>The innermost checkpoint that recorded the entry.</summary>
    public Region<T>? Home;

    /// <summary>The checkpoint that gives the elements back: that which recorded the entry, or for its result one around it.</summary>
    public Region<T>? Region;

    /// <summary>Of a plain tensor, a parameter that it is or was computed from; null where none has a part in it.</summary>
    public ParameterArray<T>? Origin;

    /// <summary>True when the user named the entry.</summary>
    public bool IsNamed;

    /// <summary>What the user calls the elements as a constant; the names of entries stand on the tape.</summary>
    public string? ConstantName;

    /// <summary>True of a constant that is freed with those made after some point.</summary>
    public bool IsTemporary;

    /// <summary>The operands, detached: what is computed from them records nothing.</summary>
    public ReadOnlySpan<Tensor<T>> Operands => operands.AsSpan(0, operandCount);

    /// <summary>Which operands are on the tape, so that adjoints are wanted for them.</summary>
    public ReadOnlySpan<bool> Wanted => wanted.AsSpan(0, operandCount);

    public Shape Shape => Layout.Shape;

    /// <summary>True of an independent tensor.</summary>
    public bool IsInput => Operation is null && ScalarCount == 0;

    /// <summary>The elements from the first on.</summary>
    public Memory<T> Memory => Buffer!.Items.AsMemory(Layout.Offset);

    public void SetOperands(ReadOnlySpan<Tensor<T>> x)
    {
        if (operands.Length < x.Length)
        {
            (operands, wanted) = Tape!.LendOperands(x.Length);
        }

        for (int i = 0; i < x.Length; i++)
        {
            // An adjoint goes back with its gradients; its elements stay for the entry.
            operands[i] = x[i].Node is { Holders: > 0, Index: Entry<T>.None } ? Tape!.Shared(x[i]) : x[i].Detach();
            wanted[i] = x[i].IsRecorded;
        }

        operandCount = x.Length;
    }

    /// <summary>Forgets everything, so that the node can be used again.</summary>
    public void Clear()
    {
        operands.AsSpan(0, operandCount).Clear();
        operandCount = 0;
        if (operands != few)
        {
            Tape!.ReturnOperands(operands, wanted);
            (operands, wanted) = (few, fewWanted);
        }

        Stamp = 0;
        Index = Entry<T>.None;
        Buffer = null;
        Operation = null;
        (Scalars, ScalarCount) = (0, 0);
        Holders = 0;
        IsNamed = false;
        ConstantName = null;
        IsRead = false;
        IsPinned = false;
        IsSpare = false;
        Home = null;
        Region = null;
    }
}

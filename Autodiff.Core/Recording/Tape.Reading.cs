namespace Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>The entries recorded so far, for readers: names, operations, operands, values and partials.</summary>
    public TapeReader<T> Read() => new(this);

    /// <summary>The names given by the user, by index.</summary>
    internal IReadOnlyDictionary<int, string> Names => names;

    /// <summary>What the user called the operations of entries without a row, by index.</summary>
    internal IReadOnlyDictionary<int, string> Labels => labels;
}

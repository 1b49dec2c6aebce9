namespace Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>The entries recorded so far, for readers: names, operations, operands, values and partials.</summary>
    public TapeReader<T> Read() => new(this);

    /// <summary>The names given by the user, by index; of several for one entry the last.</summary>
    internal Dictionary<int, string> Names
    {
        get
        {
            var byIndex = new Dictionary<int, string>();
            foreach (var (index, name) in names)
            {
                byIndex[index] = name;
            }

            return byIndex;
        }
    }

    /// <summary>What the user called the operations of entries without a row, by index.</summary>
    internal Dictionary<int, string> Labels => labels.ToDictionary();
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// A formula with layers inside, of which one may refuse its input when others have recorded already: unless the formula comes to its end, what
/// it left on the tape is gone when the passage is disposed of.
/// </summary>
internal ref struct Passage<T> where T : IFloatingPointIeee754<T>
{
    private readonly Tape<T>? tape;
    private readonly Mark mark;
    private bool isDone;

    /// <summary>A passage on the tape of the inputs, if one is on a tape.</summary>
    public Passage(params ReadOnlySpan<Tensor<T>> inputs)
    {
        foreach (var x in inputs)
        {
            tape ??= x.Tape;
        }

        mark = tape?.Mark() ?? default;
    }

    /// <summary>Keeps what was recorded, and gives the output on.</summary>
    public Tensor<T> Done(Tensor<T> y)
    {
        Done();
        return y;
    }

    /// <summary>Keeps what was recorded.</summary>
    public void Done() => isDone = true;

    public readonly void Dispose()
    {
        if (!isDone)
        {
            tape?.Rewind(mark);
        }
    }
}

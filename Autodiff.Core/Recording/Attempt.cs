using System.Numerics;

namespace Autodiff;

/// <summary>
/// Several operations as one: unless all were <see cref="Done"/>, what they left on the tape is gone when the attempt is disposed of.
/// A composed method begins with one, for any of its operations may find the tape full, an argument wrong or a matrix singular.
/// </summary>
internal ref struct Attempt<T> where T : IFloatingPointIeee754<T>
{
    private readonly Tape<T>? tape;
    private readonly Mark mark;
    private bool isDone;

    private Attempt(Tape<T>? tape)
    {
        this.tape = tape;
        mark = tape?.Mark() ?? default;
    }

    /// <summary>An attempt on the tape of these operands, if they are on one.</summary>
    /// <exception cref="InvalidOperationException">They are on two, or stale.</exception>
    public static Attempt<T> On(params ReadOnlySpan<Tensor<T>> operands) => new(Tensor<T>.TapeOf(operands));

    /// <summary>An attempt on a tape, if there is one.</summary>
    public static Attempt<T> On(Tape<T>? tape) => new(tape);

    /// <summary>An operand as the tape sees it: a parameter joins the tape, if there is one.</summary>
    public readonly Tensor<T> Operand(Tensor<T> x) => tape is null ? x : tape.Join(x);

    /// <summary>Keeps what was recorded, and gives the result on.</summary>
    public TResult Done<TResult>(TResult result)
    {
        isDone = true;
        return result;
    }

    public readonly void Dispose()
    {
        if (!isDone)
        {
            tape?.Abandon(mark);
        }
    }
}

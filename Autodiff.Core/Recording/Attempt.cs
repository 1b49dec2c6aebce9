using System.Numerics;

namespace Autodiff;

/// <summary>
/// Several operations as one: unless all were <see cref="Done()"/>, what they left on the tape is gone when the attempt is disposed of.
/// A composed method begins with one, for any of its operations may find the tape full, an argument wrong or a matrix singular.
/// </summary>
/// <example>
/// <code>
/// using var attempt = Attempt&lt;T&gt;.On(x);
/// return attempt.Done(inner.Forward(x.Log(), context) + x);
/// </code>
/// </example>
/// <remarks>What is older than the attempt stays valid, gradients too. Among plain tensors nothing is recorded, and an attempt does nothing.</remarks>
public ref struct Attempt<T> where T : IFloatingPointIeee754<T>
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
    /// <param name="operands">All that the operations begin with.</param>
    /// <exception cref="InvalidOperationException">They are on two, or stale.</exception>
    public static Attempt<T> On(params ReadOnlySpan<Tensor<T>> operands) => new(Tensor<T>.TapeOf(operands));

    /// <summary>An attempt on a tape, if there is one.</summary>
    /// <param name="tape">The tape, or null where nothing is recorded.</param>
    public static Attempt<T> On(Tape<T>? tape) => new(tape);

    /// <summary>Keeps what was recorded, and gives the result on.</summary>
    /// <param name="result">What the operations came to.</param>
    public TResult Done<TResult>(TResult result)
    {
        Done();
        return result;
    }

    /// <summary>Keeps what was recorded.</summary>
    public void Done() => isDone = true;

    /// <summary>Cuts off what was recorded since the attempt began, unless it is done.</summary>
    public readonly void Dispose()
    {
        if (!isDone)
        {
            tape?.Abandon(mark);
        }
    }

    /// <summary>An operand as the tape sees it: a parameter joins the tape, if there is one.</summary>
    internal readonly Tensor<T> Operand(Tensor<T> x) => tape is null ? x : tape.Join(x);
}

using System.Numerics;

namespace Autodiff;

/// <summary>
/// The chain rule from the inputs up, over an existing recording: the tangent of each entry is the sum of its partials
/// times the tangents of its operands. Cheaper than reverse sweeps when there are fewer inputs than outputs.
/// </summary>
internal static class ForwardSweep
{
    /// <summary><paramref name="tangents"/> holds the seeds of the inputs and receives the tangent of every entry.</summary>
    public static void Run<T>(Tape<T> tape, Span<T> tangents) where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < tangents.Length; i++)
        {
            ref readonly var entry = ref tape.EntryAt(i);
            if (entry.IsWide)
            {
                var operands = tape.OperandsOf(in entry);
                var partials = tape.PartialsOf(in entry);
                for (int k = 0; k < operands.Length; k++)
                {
                    tangents[i] += Term(operands[k], partials[k], tangents);
                }
            }
            else
            {
                tangents[i] += Term(entry.Left, entry.LeftPartial, tangents) + Term(entry.Right, entry.RightPartial, tangents);
            }
        }
    }

    private static T Term<T>(int operand, T partial, ReadOnlySpan<T> tangents) where T : IFloatingPointIeee754<T> =>
        operand < 0 || Lifting<T>.Vanishes(tangents[operand]) ? T.Zero : ChainRule.Product(partial, tangents[operand]);
}

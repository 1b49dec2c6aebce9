using System.Numerics;

namespace Autodiff.Bench;

/// <summary>A long chain x ← a · exp(sin x) + b: a tape far larger than any cache, and no recursion to overflow.</summary>
internal static class Chain
{
    public static Workload Of(int operations)
    {
        var tape = new Tape<double>();
        return new(operations, () =>
        {
            tape.Reset();
            var x = tape.Input(0.5);
            return tape.Gradient(Links(x, operations / 4))[x];
        });
    }

    private static T Links<T>(T x, int count) where T : IFloatingPointIeee754<T>
    {
        T a = T.CreateChecked(0.7);
        T b = T.CreateChecked(0.1);
        for (int i = 0; i < count; i++)
        {
            x = (a * T.Exp(T.Sin(x))) + b;
        }

        return x;
    }
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>Operands of one formula, all in the memory of the tape that one of them is on: what is computed from plain ones alone would be garbage in every step.</summary>
internal static class OneTape
{
    /// <summary>The operand as it is on the tape of another: a parameter as an input, plain numbers as a constant.</summary>
    public static Tensor<T> OnTapeOf<T>(this Tensor<T> x, Tensor<T> other) where T : IFloatingPointIeee754<T>
    {
        x = x.Beside(other);
        return x.Tape is null && other.Tape is { } tape ? tape.Constant(x) : x;
    }

    public static (Tensor<T> X, Tensor<T> Y) Of<T>(Tensor<T> x, Tensor<T> y) where T : IFloatingPointIeee754<T> => (x.OnTapeOf(y), y.OnTapeOf(x));

    public static (Tensor<T> X, Tensor<T> Y, Tensor<T> Z) Of<T>(Tensor<T> x, Tensor<T> y, Tensor<T> z) where T : IFloatingPointIeee754<T>
    {
        var taped = Taped(Taped(x, y), z);
        return (x.OnTapeOf(taped), y.OnTapeOf(taped), z.OnTapeOf(taped));
    }

    public static (Tensor<T> X, Tensor<T> Y, Tensor<T> Z, Tensor<T> W) Of<T>(Tensor<T> x, Tensor<T> y, Tensor<T> z, Tensor<T> w) where T : IFloatingPointIeee754<T>
    {
        var taped = Taped(Taped(x, y), Taped(z, w));
        return (x.OnTapeOf(taped), y.OnTapeOf(taped), z.OnTapeOf(taped), w.OnTapeOf(taped));
    }

    private static Tensor<T> Taped<T>(Tensor<T> x, Tensor<T> y) where T : IFloatingPointIeee754<T> => x.Tape is null ? y : x;
}

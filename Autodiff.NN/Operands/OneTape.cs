using System.Numerics;

namespace Autodiff.NN;

/// <summary>Operands of one formula, all in the memory of the tape that one of them is on: what is computed from plain ones alone would be garbage in every step.</summary>
internal static class OneTape
{
    public static (Tensor<T> X, Tensor<T> Y) Of<T>(Tensor<T> x, Tensor<T> y) where T : IFloatingPointIeee754<T> => (x.Beside(y), y.Beside(x));

    public static (Tensor<T> X, Tensor<T> Y, Tensor<T> Z) Of<T>(Tensor<T> x, Tensor<T> y, Tensor<T> z) where T : IFloatingPointIeee754<T>
    {
        var taped = Taped(Taped(x, y), z);
        return (x.Beside(taped), y.Beside(taped), z.Beside(taped));
    }

    public static (Tensor<T> X, Tensor<T> Y, Tensor<T> Z, Tensor<T> W) Of<T>(Tensor<T> x, Tensor<T> y, Tensor<T> z, Tensor<T> w) where T : IFloatingPointIeee754<T>
    {
        var taped = Taped(Taped(x, y), Taped(z, w));
        return (x.Beside(taped), y.Beside(taped), z.Beside(taped), w.Beside(taped));
    }

    private static Tensor<T> Taped<T>(Tensor<T> x, Tensor<T> y) where T : IFloatingPointIeee754<T> => x.Tape is null ? y : x;
}

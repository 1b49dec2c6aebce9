using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Tests.Tensors;

/// <summary>Formulas of one to four operands, and numbers for them.</summary>
internal static class FuseCases
{
    public static Tensor<T> Positive<T>(int[] shape, int seed) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var its = Shape.Of(shape);
        return new(its, [.. Enumerable.Range(0, its.ElementCount).Select(_ => T.CreateChecked(0.3 + (2 * random.NextDouble())))]);
    }

    public readonly record struct LogNormal : ITernaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TNumber Value<TNumber>(TNumber x, TNumber mu, TNumber sigma) where TNumber : struct, IPointwise<TNumber>
        {
            var logarithm = x.Log();
            var z = (logarithm - mu) / sigma;
            return -logarithm - sigma.Log() - (0.5 * Math.Log(Math.Tau)) - (0.5 * z * z);
        }
    }

    /// <summary>a x³.</summary>
    public readonly record struct Cube(double Factor) : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TNumber Value<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => Factor * x * x * x;
    }

    public readonly record struct Cell : IQuaternaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TNumber Value<TNumber>(TNumber forget, TNumber cell, TNumber input, TNumber candidate) where TNumber : struct, IPointwise<TNumber> =>
            (forget.Sigmoid() * cell) + (input.Sigmoid() * candidate.Tanh());
    }

    public readonly record struct Member(int Row) : IBinaryFormula
    {
        public const int Count = 36;

        public TNumber Value<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => Row switch
        {
            0 => x.Exp(),
            1 => x.ExpM1(),
            2 => x.Log(),
            3 => x.LogP1(),
            4 => x.Tanh(),
            5 => x.Sigmoid(),
            6 => x.Sqrt(),
            7 => x.Abs(),
            8 => x.Sign(),
            9 => x.Pow(3),
            10 => x.Max(y),
            11 => x.Min(y),
            12 => x.Clamp(-0.6, 2.5),
            13 => TNumber.Where(x.Exceeds(y), x, y),
            14 => TNumber.Where(x.Exceeds(0.5), y, TNumber.Constant(2)),
            15 => TNumber.Where(x.EqualTo(y), x, -y),
            16 => TNumber.FusedMultiplyAdd(x, y, x),
            17 => x + y,
            18 => x + 1.1,
            19 => x - y,
            20 => x - 1.1,
            21 => 1.1 - x,
            22 => x * y,
            23 => 1.1 * x,
            24 => x / y,
            25 => x / 1.1,
            26 => 1.1 / x,
            27 => -x,
            28 => x.Max(TNumber.Constant(0)).Sqrt(),
            29 => TNumber.Where(x.Exceeds(0), x.Log() * y, y),
            30 => TNumber.Constant(3) - TNumber.Constant(2) + y,
            31 => TNumber.FusedMultiplyAdd(TNumber.Constant(2), y, x * x),
            32 => x.Erf(),
            33 => x.Erfc(),
            34 => x.NormalCdf(),
            35 => x.Softplus(),
            _ => throw new ArgumentException($"No member {Row}."),
        };
    }
}

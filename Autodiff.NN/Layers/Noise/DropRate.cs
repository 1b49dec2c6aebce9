using System.Globalization;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>The probability of dropping an element, and what is kept.</summary>
internal readonly struct DropRate<T> where T : IFloatingPointIeee754<T>
{
    private readonly T least;

    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to 1.</exception>
    public DropRate(double rate)
    {
        if (!(rate is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate is the probability of dropping, from 0 to 1. Give 1 - p where p is that of keeping.");
        }

        (Dropped, least) = (rate, T.CreateChecked(rate));
    }

    /// <summary>The probability of dropping.</summary>
    public double Dropped { get; }

    /// <summary>True where something may be dropped.</summary>
    public bool ActsIn(ForwardContext context) => Dropped > 0 && context.IsNoisy;

    /// <summary>1 where an element is kept, 0 where it is dropped; a constant beside x.</summary>
    public Tensor<T> Mask(Tensor<T> x, Shape shape, ForwardContext context) => x.UniformBeside(shape, context.Random) >= least;

    public override string ToString() => Dropped.ToString(CultureInfo.InvariantCulture);
}

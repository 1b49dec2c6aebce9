using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>The probability of dropping an element, and what is kept.</summary>
internal readonly struct DropRate<T> where T : IFloatingPointIeee754<T>
{
    private readonly T least;
    private readonly T scale;

    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to 1.</exception>
    public DropRate(double rate)
    {
        if (!(rate is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate is the probability of dropping, from 0 to 1. Give 1 - p where p is that of keeping.");
        }

        (Dropped, least) = (rate, T.CreateChecked(rate));
        scale = rate < 1 ? T.CreateChecked(1 / (1 - rate)) : T.Zero;
    }

    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to less than 1.</exception>
    public static void RequireLessThanOne(double rate, [CallerArgumentExpression(nameof(rate))] string name = "") =>
        Hyperparameter.Require(rate is >= 0 and < 1, rate, name, "the probability of dropping, from 0 to less than 1: of 1 nothing would be left");

    /// <summary>The probability of dropping.</summary>
    public double Dropped { get; }

    /// <summary>True where something may be dropped.</summary>
    public bool ActsIn(ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Dropped > 0 && context.IsNoisy;
    }

    /// <summary>1 where an element is kept, 0 where it is dropped; a constant beside x.</summary>
    public Tensor<T> Mask(Tensor<T> x, Shape shape, ForwardContext context) => x.UniformBeside(shape, context.Random) >= least;

    /// <summary>The mask times 1 / (1 - rate), so that its mean is 1.</summary>
    public Tensor<T> Factors(Tensor<T> x, Shape shape, ForwardContext context) => Mask(x, shape, context) * scale;

    public override string ToString() => Dropped.ToString(CultureInfo.InvariantCulture);
}

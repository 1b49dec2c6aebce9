using System.Numerics;

namespace Autodiff.NN;

// Distributions of numbers of either sign.
public static partial class LogDensity
{
    /// <summary>-½ z² - log σ - ½ log 2π with z = (x - μ)/σ.</summary>
    /// <param name="x">x.</param>
    /// <param name="mean">μ.</param>
    /// <param name="deviation">σ &gt; 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Normal<T>(Tensor<T> x, Tensor<T> mean, Tensor<T> deviation) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, mean, deviation);
        (x, mean, deviation) = OneTape.Of(x, mean, deviation);
        var z = (x - mean) / deviation;
        return attempt.Done((z.Square() * T.CreateChecked(-0.5)) - deviation.Log() - T.CreateChecked(0.5 * Math.Log(Math.Tau)));
    }

    /// <summary>-|x - μ|/b - log 2b. The derivative at x = μ is 0.</summary>
    /// <param name="x">x.</param>
    /// <param name="location">μ.</param>
    /// <param name="scale">b &gt; 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Laplace<T>(Tensor<T> x, Tensor<T> location, Tensor<T> scale) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, location, scale);
        (x, location, scale) = OneTape.Of(x, location, scale);
        var distance = (x - location).Abs() / scale;
        return attempt.Done(-distance - scale.Log() - T.CreateChecked(Math.Log(2)));
    }

    /// <summary>-log(1 + z²) - log πs with z = (x - μ)/s.</summary>
    /// <param name="x">x.</param>
    /// <param name="location">μ.</param>
    /// <param name="scale">s &gt; 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Cauchy<T>(Tensor<T> x, Tensor<T> location, Tensor<T> scale) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, location, scale);
        (x, location, scale) = OneTape.Of(x, location, scale);
        var z = (x - location) / scale;
        return attempt.Done(-z.Square().LogP1() - scale.Log() - T.CreateChecked(Math.Log(Math.PI)));
    }

    /// <summary>-½ (ν + 1) log(1 + z²/ν) - log B(½, ½ν) - ½ log ν - log s with z = (x - μ)/s.</summary>
    /// <param name="x">x.</param>
    /// <param name="degrees">ν &gt; 0, the degrees of freedom.</param>
    /// <param name="location">μ.</param>
    /// <param name="scale">s &gt; 0.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> StudentT<T>(Tensor<T> x, Tensor<T> degrees, Tensor<T> location, Tensor<T> scale) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, degrees, location, scale);
        (x, degrees, location, scale) = OneTape.Of(x, degrees, location, scale);
        var z = (x - location) / scale;
        var half = T.CreateChecked(0.5);
        var tail = (z.Square() / degrees).LogP1() * (degrees + T.One) * half;
        return attempt.Done(-tail - (degrees * half).LogBeta(half) - (degrees.Log() * half) - scale.Log());
    }

    /// <summary>-log(b - a) from a to b, both included.</summary>
    /// <param name="x">x.</param>
    /// <param name="least">a.</param>
    /// <param name="greatest">b &gt; a.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Uniform<T>(Tensor<T> x, Tensor<T> least, Tensor<T> greatest) where T : IFloatingPointIeee754<T>
    {
        using var attempt = Attempt<T>.On(x, least, greatest);
        (x, least, greatest) = OneTape.Of(x, least, greatest);
        return attempt.Done(Except((x < least).Maximum(x > greatest), (x * T.Zero) - (greatest - least).Log()));
    }
}

using System.Numerics;

namespace Autodiff.NN;

// Distributions of vectors, along the last axis.
public static partial class LogDensity
{
    /// <summary>-½ (x - μ)ᵀ Σ⁻¹ (x - μ) - ½ log det 2πΣ.</summary>
    /// <param name="x">x, of shape [..., d].</param>
    /// <param name="mean">μ, of shape [..., d].</param>
    /// <param name="covariance">Σ, symmetric and positive definite, of shape [..., d, d].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArithmeticException">Σ is not positive definite.</exception>
    public static Tensor<T> MultivariateNormal<T>(Tensor<T> x, Tensor<T> mean, Tensor<T> covariance) where T : IFloatingPointIeee754<T>
    {
        RequireMatrix(x, mean, covariance, nameof(covariance));
        using var attempt = Attempt<T>.On(x, mean, covariance);
        (x, mean, covariance) = OneTape.Of(x, mean, covariance);
        return attempt.Done(MultivariateNormalOfScale(x, mean, covariance.Cholesky()));
    }

    /// <summary>-½ |L⁻¹ (x - μ)|² - Σ log lᵢᵢ - ½ d log 2π: of the covariance L Lᵀ.</summary>
    /// <param name="x">x, of shape [..., d].</param>
    /// <param name="mean">μ, of shape [..., d].</param>
    /// <param name="scale">L, lower triangular with a positive diagonal, of shape [..., d, d]. What stands above the diagonal is not read.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <exception cref="ArithmeticException">An element of the diagonal is 0.</exception>
    public static Tensor<T> MultivariateNormalOfScale<T>(Tensor<T> x, Tensor<T> mean, Tensor<T> scale) where T : IFloatingPointIeee754<T>
    {
        RequireMatrix(x, mean, scale, nameof(scale));
        using var attempt = Attempt<T>.On(x, mean, scale);
        (x, mean, scale) = OneTape.Of(x, mean, scale);
        var infinite = x.Abs().EqualTo(T.PositiveInfinity);
        var deviation = Within(x, infinite, 0) - mean; // of an infinite one, the products with L⁻¹ would cancel
        var z = scale.SolveTriangular(deviation.Unsqueeze(-1)).Squeeze(-1);
        var constant = T.CreateChecked(0.5 * x.Shape[^1] * Math.Log(Math.Tau));
        return attempt.Done(Except(infinite.Max(-1), (z.Square().Sum(-1) * T.CreateChecked(-0.5)) - scale.Diagonal().Log().Sum(-1) - constant));
    }

    /// <summary>Σ (αᵢ - 1) log xᵢ - Σ log Γ(αᵢ) + log Γ(Σ αᵢ), for xᵢ &gt; 0 with the sum 1.</summary>
    /// <remarks>
    /// The sum of x is not checked, as rounding hardly leaves it at 1: the density is that by any all but one of the xᵢ, and its derivatives are those
    /// of the formula.
    /// </remarks>
    /// <param name="x">x, of shape [..., d].</param>
    /// <param name="concentration">α &gt; 0, of shape [..., d].</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public static Tensor<T> Dirichlet<T>(Tensor<T> x, Tensor<T> concentration) where T : IFloatingPointIeee754<T>
    {
        if (x.Rank == 0 || concentration.Rank == 0 || x.Shape[^1] != concentration.Shape[^1])
        {
            throw new ArgumentException($"x has the shape {x.Shape} and the concentration {concentration.Shape}. Give both as [..., d], the shares of the whole in the last axis.", nameof(concentration));
        }

        using var attempt = Attempt<T>.On(x, concentration);
        (x, concentration) = OneTape.Of(x, concentration);
        var outside = NotPositive(x);
        var shares = ((concentration - T.One) * Within(x, outside, 1).Log()).Sum(-1);
        return attempt.Done(Except(outside.Max(-1), shares - concentration.LogGamma().Sum(-1) + concentration.Sum(-1).LogGamma()));
    }

    private static void RequireMatrix<T>(Tensor<T> x, Tensor<T> mean, Tensor<T> matrix, string name) where T : IFloatingPointIeee754<T>
    {
        bool fits = x.Rank > 0 && mean.Rank > 0 && matrix.Rank > 1
            && x.Shape[^1] == mean.Shape[^1] && matrix.Shape[^1] == x.Shape[^1] && matrix.Shape[^2] == x.Shape[^1];
        if (!fits)
        {
            throw new ArgumentException($"x has the shape {x.Shape}, the mean {mean.Shape} and the {name} {matrix.Shape}. Give [..., d], [..., d] and [..., d, d] of one length d.", name);
        }
    }
}

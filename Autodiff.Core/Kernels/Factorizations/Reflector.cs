using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>H = I - τ v vᵀ with v₀ = 1, a Householder reflection.</summary>
internal static class Reflector
{
    /// <summary>Puts v in place of x, such that H x = (β, 0, …, 0) (Golub and Van Loan 4, algorithm 5.1.1, with LAPACK's sign of β).</summary>
    /// <remarks>A zero below x₀ is no reason to skip the reflection: were x made of dual numbers, its derivative might not be zero.</remarks>
    public static (T Tau, T Beta) Make<T>(Span<T> x) where T : IFloatingPointIeee754<T>
    {
        if (x.Length == 1)
        {
            T only = x[0];
            x[0] = T.One;
            return (T.Zero, only);
        }

        T largest = MatrixRows.Largest<T>(x);
        if (!IsOfOrderOne(largest) && largest != T.Zero && T.IsFinite(largest))
        {
            // Of subnormal numbers H would not be orthogonal.
            TensorPrimitives.Divide(x, largest, x);
            var (tau, scaled) = Make(x);
            return (tau, scaled * largest);
        }

        T first = x[0];
        x[0] = T.One;
        Span<T> below = x[1..];
        T norm = T.Hypot(first, MatrixRows.Norm<T>(below));
        if (norm == T.Zero)
        {
            return (T.Zero, T.Zero);
        }

        T beta = first < T.Zero ? norm : -norm; // of the other sign than x₀: the difference does not cancel
        TensorPrimitives.Divide(below, first - beta, below);
        return ((beta - first) / beta, beta);
    }

    /// <summary>Whether the squares of numbers up to this one, and of those smaller by a rounding, are in the range; roughly.</summary>
    private static bool IsOfOrderOne<T>(T largest) where T : IFloatingPointIeee754<T>
    {
        T precision = MatrixRows.Precision<T>();
        T smallest = T.Sqrt(T.Epsilon) / precision;
        return largest > smallest && largest * smallest < T.One;
    }
}

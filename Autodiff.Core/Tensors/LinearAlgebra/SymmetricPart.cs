using System.Numerics;

namespace Autodiff;

/// <summary>½ (A + Aᵀ), in the lower triangle only: what factorizations of symmetric matrices are given.</summary>
/// <remarks>
/// A function of the symmetric part has one derivative in every direction, and it is symmetric; one that read only a triangle would
/// have a derivative that is right only when the user keeps to symmetric directions.
/// </remarks>
internal static class SymmetricPart
{
    public static void Lower<T>(ReadOnlySpan<T> a, int n, Span<T> lower) where T : IFloatingPointIeee754<T>
    {
        T half = MatrixTensors.Half<T>();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                lower[(i * n) + j] = half * (a[(i * n) + j] + a[(j * n) + i]);
            }

            lower[(i * n) + i] = a[(i * n) + i];
        }
    }
}

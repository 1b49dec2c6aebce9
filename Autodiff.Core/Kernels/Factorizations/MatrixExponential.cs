using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>exp A = Σ Aᵏ/k!, by scaling and squaring: a Padé approximant of exp(2⁻ˢ A), squared s times.</summary>
/// <remarks>
/// Al-Mohy and Higham 2009, algorithm 5.1: order and scaling follow from the norms of powers of A, not from that of A alone, so that
/// matrices far from normal are not scaled too far.
/// </remarks>
internal static class MatrixExponential
{
    /// <summary>Puts exp A, (n, n), into the result. Entries beyond the range become infinite, and what is multiplied by them NaN.</summary>
    /// <returns>Whether all of A was finite; if not, the result is NaN.</returns>
    public static bool Exp<T>(ReadOnlySpan<T> a, int n, Span<T> result) where T : IFloatingPointIeee754<T>
    {
        int size = n * n;
        result = result[..size];
        using var scratch = new PooledSpan<T>(9 * size);
        var powers = new ScaledPowers<T>(n, scratch.Span[..(6 * size)]);
        if (!powers.Start(a))
        {
            T nan = T.NaN;
            result.Fill(nan);
            return false;
        }

        var (order, squarings) = PadeOrder.Choose(ref powers);
        powers.Rescale(squarings);
        Span<T> odd = scratch.Span.Slice(6 * size, size);
        Span<T> even = scratch.Span.Slice(7 * size, size);
        Approximate(powers, order, odd, even, result, scratch.Span[(8 * size)..]);

        // (V - U) X = V + U
        TensorPrimitives.Add<T>(even, odd, result);
        TensorPrimitives.Subtract<T>(even, odd, even);
        using var pivots = new PooledSpan<int>(n);
        Lu.Factor(even, n, pivots.Span);
        Lu.Solve(even, n, pivots.Span, result, n);
        for (int i = 0; i < squarings; i++)
        {
            result.CopyTo(odd);
            Multiply(odd, odd, n, result);
        }

        return true;
    }

    /// <summary>
    /// The odd part U = A Σ b₂ⱼ₊₁ A²ʲ and the even part V = Σ b₂ⱼ A²ʲ of the numerator. Order 13 takes its highest terms as a multiple of A⁶.
    /// </summary>
    private static void Approximate<T>(ScaledPowers<T> powers, int order, Span<T> odd, Span<T> even, Span<T> high, Span<T> sum)
        where T : IFloatingPointIeee754<T>
    {
        Span<double> b = stackalloc double[order + 1];
        b[0] = 1;
        for (int j = 0; j < order; j++)
        {
            b[j + 1] = b[j] * (order - j) / (((2 * order) - j) * (j + 1.0));
        }

        int terms = order == 13 ? 3 : order / 2;
        for (int parity = 1; parity >= 0; parity--)
        {
            Span<T> target = parity == 1 ? sum : even;
            target.Clear();
            if (order == 13)
            {
                high.Clear();
                for (int j = 1; j <= 3; j++)
                {
                    MatrixRows.AddScaled(high, T.CreateChecked(b[(2 * j) + 6 + parity]), powers.Even(j));
                }

                Multiply(powers.Even(3), high, powers.Order, target);
            }

            for (int j = 1; j <= terms; j++)
            {
                MatrixRows.AddScaled(target, T.CreateChecked(b[(2 * j) + parity]), powers.Even(j));
            }

            for (int i = 0; i < powers.Order; i++)
            {
                target[(i * powers.Order) + i] += T.CreateChecked(b[parity]);
            }
        }

        Multiply(powers.First, sum, powers.Order, odd);
    }

    /// <summary>A B.</summary>
    internal static void Multiply<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int n, Span<T> product) where T : IFloatingPointIeee754<T>
    {
        product.Clear();
        BlockProduct.Accumulate(product, n, a, n, b, n, n, n, n, subtract: false);
    }
}

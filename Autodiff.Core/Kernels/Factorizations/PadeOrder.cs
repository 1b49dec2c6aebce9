using System.Numerics;

namespace Autodiff;

/// <summary>The cheapest Padé approximant and scaling that give exp A to full precision (Al-Mohy and Higham 2009, algorithm 5.1).</summary>
internal static class PadeOrder
{
    /// <summary>Up to which norm an order is exact to double precision: Higham 2005, table 2.3, and for order 13 Al-Mohy and Higham's lower bound.</summary>
    private static readonly (int Order, double Bound)[] Double =
        [(3, 1.495585217958292e-2), (5, 2.539398330063230e-1), (7, 9.504178996162932e-1), (9, 2.097847961257068), (13, 4.25)];

    /// <summary>The same for single precision, and for lower ones.</summary>
    private static readonly (int Order, double Bound)[] Single =
        [(3, 4.258730016922831e-1), (5, 1.880152677804762), (7, 3.925724783138660)];

    /// <summary>The order, and how often to square.</summary>
    public static (int Order, int Squarings) Choose<T>(ref ScaledPowers<T> powers) where T : IFloatingPointIeee754<T>
    {
        double unit = double.CreateChecked(MatrixRows.Precision<T>()) / 2;
        ReadOnlySpan<(int Order, double Bound)> orders = unit > 1e-12 ? Single : Double;
        foreach (var (order, bound) in orders[..^1])
        {
            if (powers.Exponent + LogNorm(ref powers, order) <= Math.Log2(bound) && Excess(powers, order, 0, unit) == 0)
            {
                return (order, 0);
            }
        }

        var (last, largest) = orders[^1];
        int squarings = Ceiling(powers.Exponent + LogNorm(ref powers, last) - Math.Log2(largest));
        return (last, squarings + Excess(powers, last, squarings, unit));
    }

    /// <summary>
    /// log₂ of what stands for ‖B‖, B the scaled matrix, in the bound of an order: max (‖B²ᵖ‖^(1/2p), ‖B²ᵖ⁺²‖^(1/(2p+2))) for a p with
    /// p (p - 1) ≤ order, the least of two for order 13.
    /// </summary>
    private static double LogNorm<T>(ref ScaledPowers<T> powers, int order) where T : IFloatingPointIeee754<T>
    {
        if (order <= 5)
        {
            return Math.Max(powers.LogRoot(2), powers.LogRoot(3));
        }

        double norm = Math.Max(powers.LogRoot(3), powers.LogRoot(4));
        return order < 13 ? norm : Math.Min(norm, Math.Max(powers.LogRoot(4), powers.LogRoot(5)));
    }

    /// <summary>ℓ: by how much more to scale, lest the rounding of the powers exceed that of A (equation 5.2 of the paper).</summary>
    private static int Excess<T>(ScaledPowers<T> powers, int order, int squarings, double unit) where T : IFloatingPointIeee754<T>
    {
        double coefficient = 1; // order!² / ((2 order)! (2 order + 1)!)
        for (int i = 1; i <= order; i++)
        {
            coefficient /= (order + i) * (double)(order + i);
        }

        coefficient /= (2 * order) + 1;
        double excess = powers.LogGrowth((2 * order) + 1) + (2 * order * (powers.Exponent - squarings)) + Math.Log2(coefficient / unit);
        return Ceiling(excess / (2 * order));
    }

    /// <summary>Not below 0, also for -∞ and for the NaN of a zero matrix.</summary>
    private static int Ceiling(double x) => x > 0 ? (int)Math.Ceiling(x) : 0;
}

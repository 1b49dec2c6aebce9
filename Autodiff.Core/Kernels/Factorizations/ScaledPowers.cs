using System.Numerics;

namespace Autodiff;

/// <summary>A, A², A⁴, A⁶, and A⁸ and A¹⁰ when asked for, of 2⁻ᵉ A with a 1-norm below 1: no power overflows, and the scale is exact.</summary>
internal ref struct ScaledPowers<T>(int n, Span<T> storage) where T : IFloatingPointIeee754<T>
{
    private readonly Span<T> storage = storage;
    private int computed;

    /// <summary>n, for matrices of n rows and columns.</summary>
    public readonly int Order => n;

    /// <summary>e.</summary>
    public int Exponent { get; private set; }

    /// <summary>The scaled matrix itself.</summary>
    public readonly Span<T> First => storage[..(n * n)];

    /// <summary>The power 2j of it.</summary>
    public readonly Span<T> Even(int j) => storage.Slice(j * n * n, n * n);

    /// <summary>Takes a matrix; says whether all of it is finite.</summary>
    public bool Start(ReadOnlySpan<T> a)
    {
        T largest = MatrixRows.Largest(a[..(n * n)]);
        if (!T.IsFinite(largest))
        {
            return false;
        }

        // Twice, for the sum of large entries may be beyond the range.
        Exponent = largest == T.Zero ? 0 : MatrixRows.Exponent(largest) + 1;
        Scale(a, First, -Exponent);
        int more = largest == T.Zero ? 0 : (int)Math.Floor(Math.Log2(Norm(First))) + 1;
        Scale(First, First, -more);
        Exponent += more;
        computed = 0;
        return true;
    }

    /// <summary>log₂ ‖B²ʲ‖^(1/2j) for B = 2⁻ᵉ A, with the 1-norm.</summary>
    public double LogRoot(int j)
    {
        while (computed < j)
        {
            computed++;
            int half = computed / 2;
            MatrixExponential.Multiply(computed == 1 ? First : Even(half), computed == 1 ? First : Even(computed - half), n, Even(computed));
        }

        return Math.Log2(Norm(Even(j))) / (2 * j);
    }

    /// <summary>log₂ (‖|B|ᵏ‖ / ‖B‖) for B = 2⁻ᵉ A, with the 1-norm: a row of ones times |B|, k times.</summary>
    public readonly double LogGrowth(int k)
    {
        using var scratch = new PooledSpan<double>(2 * n);
        Span<double> row = scratch.Span[..n];
        Span<double> next = scratch.Span[n..];
        row.Fill(1);
        for (int step = 0; step < k; step++)
        {
            next.Clear();
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    next[j] += row[i] * Math.Abs(double.CreateChecked(First[(i * n) + j]));
                }
            }

            next.CopyTo(row);
        }

        double norm = 0;
        foreach (double sum in row)
        {
            norm = Math.Max(norm, sum);
        }

        return Math.Log2(norm) - Math.Log2(Norm(First));
    }

    /// <summary>Makes the powers those of 2⁻ˢ A.</summary>
    public readonly void Rescale(int s)
    {
        Scale(First, First, Exponent - s);
        for (int j = 1; j <= computed; j++)
        {
            Scale(Even(j), Even(j), 2 * j * (Exponent - s));
        }
    }

    private static void Scale(ReadOnlySpan<T> a, Span<T> scaled, int exponent)
    {
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = T.ScaleB(a[i], exponent);
        }
    }

    /// <summary>The largest sum of magnitudes in a column.</summary>
    private readonly double Norm(ReadOnlySpan<T> a)
    {
        using var scratch = new PooledSpan<double>(n);
        Span<double> sums = scratch.Span;
        sums.Clear();
        for (int i = 0; i < a.Length; i++)
        {
            sums[i % n] += Math.Abs(double.CreateChecked(a[i]));
        }

        double norm = 0;
        foreach (double sum in sums)
        {
            norm = Math.Max(norm, sum);
        }

        return norm;
    }
}

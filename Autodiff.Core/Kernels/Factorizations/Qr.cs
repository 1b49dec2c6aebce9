using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>A = Q R in reduced form, by Householder reflections.</summary>
/// <remarks>
/// Blocked with the compact form I - V T Vᵀ of a product of reflections (Schreiber and Van Loan 1989; Golub and Van Loan 4, section 5.2.3).
/// A panel is factored transposed, so that its columns, and the vectors of the reflections, are contiguous.
/// </remarks>
internal static class Qr
{
    private const int Block = 32;

    /// <summary>
    /// Factors A, (m, n): Q is (m, k) with orthonormal columns, R (k, n) upper triangular, k = min(m, n).
    /// No diagonal entry of R is negative, which makes the factors unique if A has full rank.
    /// </summary>
    public static void Factor<T>(ReadOnlySpan<T> a, int m, int n, Span<T> q, Span<T> r) where T : IFloatingPointIeee754<T>
    {
        int k = Math.Min(m, n);
        using var work = new PooledSpan<T>(m * n);
        using var reflectors = new PooledSpan<T>(k * m); // vector j, from its entry of the first row of its panel on, at j m
        using var triangles = new PooledSpan<T>(k * Block); // T of the panel that starts at column j, at j Block
        a[..(m * n)].CopyTo(work.Span);
        for (int start = 0; start < k; start += Block)
        {
            int size = Math.Min(Block, k - start);
            var panel = new Panel<T>(reflectors.Span[(start * m)..], m, m - start, size, triangles.Span[(start * Block)..]);
            panel.Factor(work.Span[((start * n) + start)..], n);
            panel.Apply(work.Span[((start * n) + start)..][size..], n, n - start - size, transposed: true);
        }

        for (int i = 0; i < k; i++)
        {
            r.Slice(i * n, i).Clear();
            work.Span[((i * n) + i)..((i + 1) * n)].CopyTo(r[((i * n) + i)..]);
        }

        FormQ(m, k, q, reflectors.Span, triangles.Span);
        MakeDiagonalPositive(m, n, q, r);
    }

    /// <summary>The first k columns of the product of the reflections, the last first: each meets only the rows and columns that it changes.</summary>
    private static void FormQ<T>(int m, int k, Span<T> q, Span<T> reflectors, Span<T> triangles) where T : IFloatingPointIeee754<T>
    {
        q[..(m * k)].Clear();
        for (int i = 0; i < k; i++)
        {
            q[(i * k) + i] = T.One;
        }

        for (int start = (k - 1) / Block * Block; start >= 0 && k > 0; start -= Block)
        {
            var panel = new Panel<T>(reflectors[(start * m)..], m, m - start, Math.Min(Block, k - start), triangles[(start * Block)..]);
            panel.Apply(q[((start * k) + start)..], k, k - start, transposed: false);
        }
    }

    private static void MakeDiagonalPositive<T>(int m, int n, Span<T> q, Span<T> r) where T : IFloatingPointIeee754<T>
    {
        int k = Math.Min(m, n);
        for (int j = 0; j < k; j++)
        {
            if (r[(j * n) + j] < T.Zero)
            {
                Span<T> row = r[((j * n) + j)..((j + 1) * n)];
                TensorPrimitives.Negate(row, row);
                for (int i = 0; i < m; i++)
                {
                    q[(i * k) + j] = -q[(i * k) + j];
                }
            }
        }
    }

    /// <summary>Some columns' reflections: I - V T Vᵀ, with Vᵀ stored by rows.</summary>
    private readonly ref struct Panel<T>(Span<T> vectors, int stride, int rows, int size, Span<T> triangle)
        where T : IFloatingPointIeee754<T>
    {
        private readonly Span<T> vectors = vectors;
        private readonly Span<T> triangle = triangle;

        private Span<T> Vector(int j) => vectors.Slice(j * stride, rows);

        /// <summary>Makes the reflections that turn the panel's columns into those of R, and puts these into A.</summary>
        public void Factor(Span<T> a, int aStride)
        {
            MatrixRows.Transpose<T>(a, aStride, rows, size, vectors, stride);
            for (int j = 0; j < size; j++)
            {
                Span<T> vector = Vector(j);
                for (int i = 0; i < j; i++)
                {
                    a[(i * aStride) + j] = vector[i];
                }

                vector[..j].Clear();
                var (tau, beta) = Reflector.Make(vector[j..]);
                a[(j * aStride) + j] = beta;
                for (int other = j + 1; other < size; other++)
                {
                    Span<T> column = Vector(other)[j..];
                    MatrixRows.AddScaled(column, -tau * TensorPrimitives.Dot<T>(vector[j..], column), vector[j..]);
                }

                ExtendTriangle(j, tau);
            }
        }

        /// <summary>Column j of T: -τ T Vᵀ v above the diagonal, τ on it.</summary>
        private void ExtendTriangle(int j, T tau)
        {
            for (int i = 0; i < j; i++)
            {
                triangle[(j * size) + i] = T.Zero;
                triangle[(i * size) + j] = TensorPrimitives.Dot<T>(Vector(i)[j..], Vector(j)[j..]);
            }

            triangle[(j * size) + j] = tau;
            for (int i = 0; i < j; i++)
            {
                T sum = T.Zero;
                for (int l = i; l < j; l++)
                {
                    sum += triangle[(i * size) + l] * triangle[(l * size) + j];
                }

                triangle[(i * size) + j] = -tau * sum;
            }
        }

        /// <summary>C - V T Vᵀ C, or with Tᵀ for T (the reflections in the order of their making), into C.</summary>
        public void Apply(Span<T> c, int cStride, int columns, bool transposed)
        {
            if (columns == 0)
            {
                return;
            }

            using var scratch = new PooledSpan<T>((2 * size * columns) + (rows * size) + (size * size));
            scratch.Span.Clear();
            Span<T> inner = scratch.Span[..(size * columns)];
            Span<T> outer = scratch.Span.Slice(size * columns, size * columns);
            Span<T> v = scratch.Span.Slice(2 * size * columns, rows * size);
            Span<T> coefficients = scratch.Span[^(size * size)..];
            if (transposed)
            {
                MatrixRows.Transpose(triangle, size, size, size, coefficients, size);
            }
            else
            {
                triangle[..(size * size)].CopyTo(coefficients);
            }

            MatrixRows.Transpose(vectors, stride, size, rows, v, size);
            BlockProduct.Accumulate(inner, columns, vectors, stride, c, cStride, size, columns, rows, subtract: false);
            BlockProduct.Accumulate(outer, columns, coefficients, size, inner, columns, size, columns, size, subtract: false);
            BlockProduct.Accumulate(c, cStride, v, size, outer, columns, rows, columns, size, subtract: true);
        }
    }
}

namespace Autodiff.Tests.Tensors;

/// <summary>Textbook algorithms on small matrices in plain loops: what the linear algebra on tensors is compared with.</summary>
internal static class NaiveMatrices
{
    public static double[,] Make(int rows, int columns, Func<int, int, double> element)
    {
        double[,] made = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                made[i, j] = element(i, j);
            }
        }

        return made;
    }

    public static double[,] Identity(int n) => Make(n, n, (i, j) => i == j ? 1 : 0);

    public static double[,] Transpose(double[,] a) => Make(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    public static double[,] Symmetric(double[,] a) => Make(a.GetLength(0), a.GetLength(0), (i, j) => (a[i, j] + a[j, i]) / 2);

    public static double[,] Product(double[,] a, double[,] b) =>
        Make(a.GetLength(0), b.GetLength(1), (i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j]));

    /// <summary>A⁻¹ B by elimination above and below the diagonal, with partial pivoting.</summary>
    public static double[,] Solve(double[,] a, double[,] b)
    {
        int n = a.GetLength(0);
        var (left, right) = ((double[,])a.Clone(), (double[,])b.Clone());
        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(left[i, k]));
            foreach (double[,] side in new[] { left, right })
            {
                for (int j = 0; j < side.GetLength(1); j++)
                {
                    (side[k, j], side[pivot, j]) = (side[pivot, j], side[k, j]);
                }
            }

            for (int i = 0; i < n; i++)
            {
                double factor = i == k ? 0 : left[i, k] / left[k, k];
                foreach (double[,] side in new[] { left, right })
                {
                    for (int j = 0; j < side.GetLength(1); j++)
                    {
                        side[i, j] -= factor * side[k, j];
                    }
                }
            }
        }

        return Make(n, b.GetLength(1), (i, j) => right[i, j] / left[i, i]);
    }

    /// <summary>det A by expansion along the first row.</summary>
    public static double Determinant(double[,] a)
    {
        int n = a.GetLength(0);
        return n == 0 ? 1 : Enumerable.Range(0, n).Sum(c =>
            (c % 2 == 0 ? 1 : -1) * a[0, c] * Determinant(Make(n - 1, n - 1, (i, j) => a[i + 1, j < c ? j : j + 1])));
    }

    public static double[,] Cholesky(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] l = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = a[i, j] - Enumerable.Range(0, j).Sum(k => l[i, k] * l[j, k]);
                l[i, j] = i == j ? Math.Sqrt(rest) : rest / l[j, j];
            }
        }

        return l;
    }

    /// <summary>Q of the first min(m, n) columns, by the method of Gram and Schmidt, twice for the sake of orthogonality; R = Qᵀ A.</summary>
    public static (double[,] Q, double[,] R) Qr(double[,] a)
    {
        var (m, k) = (a.GetLength(0), Math.Min(a.GetLength(0), a.GetLength(1)));
        double[,] q = Make(m, k, (i, j) => a[i, j]);
        for (int j = 0; j < k; j++)
        {
            foreach (int other in Enumerable.Range(0, j).Concat(Enumerable.Range(0, j)))
            {
                double along = Enumerable.Range(0, m).Sum(i => q[i, j] * q[i, other]);
                for (int i = 0; i < m; i++)
                {
                    q[i, j] -= along * q[i, other];
                }
            }

            double norm = Math.Sqrt(Enumerable.Range(0, m).Sum(i => q[i, j] * q[i, j]));
            for (int i = 0; i < m; i++)
            {
                q[i, j] /= norm;
            }
        }

        double[,] r = Product(Transpose(q), a);
        return (q, Make(k, a.GetLength(1), (i, j) => j < i ? 0 : r[i, j]));
    }

    /// <summary>Ascending eigenvalues and eigenvectors, by cyclic rotations (Jacobi 1846).</summary>
    public static (double[] Values, double[,] Vectors) SymmetricEigen(double[,] symmetric)
    {
        int n = symmetric.GetLength(0);
        var (a, v) = ((double[,])symmetric.Clone(), Identity(n));
        for (int sweep = 0; sweep < 20; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    double angle = Math.Atan2(2 * a[p, q], a[q, q] - a[p, p]) / 2;
                    double[,] rotation = Identity(n);
                    (rotation[p, p], rotation[q, q], rotation[p, q], rotation[q, p]) = (Math.Cos(angle), Math.Cos(angle), Math.Sin(angle), -Math.Sin(angle));
                    a = Product(Transpose(rotation), Product(a, rotation));
                    v = Product(v, rotation);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => a[i, i])];
        return ([.. order.Select(i => a[i, i])], WithSigns(Make(n, n, (i, j) => v[i, order[j]])));
    }

    /// <summary>U, the descending singular values and Vᵀ, by the eigenvalues of the smaller of A Aᵀ and Aᵀ A.</summary>
    public static (double[,] U, double[] S, double[,] Vt) Svd(double[,] a)
    {
        var (m, n) = (a.GetLength(0), a.GetLength(1));
        int k = Math.Min(m, n);
        var (squares, vectors) = SymmetricEigen(m <= n ? Product(a, Transpose(a)) : Product(Transpose(a), a));
        double[] s = [.. squares.Reverse().Select(Math.Sqrt)];
        double[,] own = Make(k, k, (i, j) => vectors[i, k - 1 - j]);
        double[,] u = WithSigns(m <= n ? own : Product(a, own));
        for (int j = 0; m > n && j < k; j++)
        {
            for (int i = 0; i < m; i++)
            {
                u[i, j] /= s[j];
            }
        }

        double[,] vt = Product(Transpose(u), a);
        return (u, s, Make(k, n, (i, j) => vt[i, j] / s[i]));
    }

    /// <summary>Σ Aᵏ/k!, for matrices that are not large.</summary>
    public static double[,] Exponential(double[,] a)
    {
        int n = a.GetLength(0);
        var (sum, term) = (Identity(n), Identity(n));
        for (int k = 1; k < 60; k++)
        {
            double[,] product = Product(term, a);
            term = Make(n, n, (i, j) => product[i, j] / k);
            double[,] before = sum;
            double[,] next = term;
            sum = Make(n, n, (i, j) => before[i, j] + next[i, j]);
        }

        return sum;
    }

    /// <summary>Turns each column so that its component of largest magnitude is positive.</summary>
    private static double[,] WithSigns(double[,] a) => Make(a.GetLength(0), a.GetLength(1), (i, j) =>
        a[i, j] * Math.Sign(Enumerable.Range(0, a.GetLength(0)).Select(row => a[row, j]).MaxBy(Math.Abs)));
}

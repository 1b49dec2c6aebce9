using System.Numerics;

namespace Autodiff.Bench;

/// <summary>
/// The kernel of matrix products, C = A B into a given C, and the two of the backward pass, Aᵀ B and A Bᵀ, whose transposed factor is
/// stored as such: C is m × n and the sum has k terms in each.
/// </summary>
internal static class MatrixProducts
{
    private static readonly (int M, int K, int N)[] Sizes =
        [(64, 64, 64), (128, 128, 128), (256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (2048, 2048, 2048), (128, 784, 512), (64, 512, 10), (1, 1024, 1024)];

    public static IEnumerable<Case> All(bool smoke) =>
    [
        .. Of<float>("sgemm", smoke, transposesA: false, transposesB: false), .. Of<double>("dgemm", smoke, transposesA: false, transposesB: false),
        .. Of<float>("sgemm_tn", smoke, transposesA: true, transposesB: false), .. Of<double>("dgemm_tn", smoke, transposesA: true, transposesB: false),
        .. Of<float>("sgemm_nt", smoke, transposesA: false, transposesB: true), .. Of<double>("dgemm_nt", smoke, transposesA: false, transposesB: true),
    ];

    private static IEnumerable<Case> Of<T>(string kind, bool smoke, bool transposesA, bool transposesB) where T : IFloatingPointIeee754<T> =>
        from size in Sizes
        let text = size.M == size.K && size.K == size.N ? $"{size.M}" : $"{size.M}x{size.K}x{size.N}"
        select new Case($"{kind}_{text}", () => Product<T>(smoke ? (2, 4, 3) : size, transposesA, transposesB));

    private static Workload Product<T>((int M, int K, int N) size, bool transposesA, bool transposesB) where T : IFloatingPointIeee754<T>
    {
        var (m, k, n) = size;
        var random = new Random(1);
        var a = Tensor.Normal<T>([m, k], random).ToArray();
        var b = Tensor.Normal<T>([k, n], random).ToArray();
        var c = new T[m * n];
        var (aRow, aColumn) = transposesA ? (1, m) : (k, 1);
        var (bRow, bColumn) = transposesB ? (1, k) : (n, 1);
        return new(2L * m * k * n, IsProducts: true, Run: () =>
        {
            Gemm.Multiply<T>(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, n, accumulate: false);
            return double.CreateChecked(c[^1]);
        });
    }
}

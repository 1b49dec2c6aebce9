using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>Products of matrices against the definition, on every path, in every layout.</summary>
internal sealed class GemmTests
{
    private static readonly int[] sizes = [0, 1, 2, 7, 13, 31, 33, 64, 100, 257];

    [Test]
    public void Layouts_in_double([Values] GemmPath path) => Layouts<double>(path, Math.ScaleB(1, -53));

    [Test]
    public void Layouts_in_float([Values] GemmPath path) => Layouts<float>(path, Math.ScaleB(1, -24));

    [Test]
    public void Sizes_in_double([Values] GemmPath path) => Sizes<double>(path, Math.ScaleB(1, -53));

    [Test]
    public void Sizes_in_float([Values] GemmPath path) => Sizes<float>(path, Math.ScaleB(1, -24));

    [Test]
    public void Several_blocks_of_rows_columns_and_depth([Values] GemmPath path, [Values] bool accumulate)
    {
        var product = new GemmCase<float>(265, 2100, 300, "columns", "rows", accumulate, seed: 5);
        product.Check(product.Result(path), Math.ScaleB(1, -24));
    }

    [Test]
    public void Both_transposed_in_several_blocks_of_columns_and_depth([Values] GemmPath path, [Values] bool accumulate)
    {
        var product = new GemmCase<double>(37, 301, 530, "columns", "columns", accumulate, seed: 6);
        product.Check(product.Result(path), Math.ScaleB(1, -53));
    }

    [Test]
    public void Long_vectors([Values] GemmPath path, [ValueSource(typeof(GemmCase<double>), nameof(GemmCase<>.Layouts))] string layout, [Values] bool accumulate)
    {
        foreach (var (m, n, k) in new[] { (1, 1500, 300), (1500, 1, 300), (1, 1, 100_000), (2, 3, 20_000) })
        {
            var product = new GemmCase<double>(m, n, k, layout, layout, accumulate, seed: m + n);
            product.Check(product.Result(path), Math.ScaleB(1, -53));
        }
    }

    [Test]
    public void Half_goes_through_its_operators()
    {
        foreach (string layout in GemmCase<Half>.Layouts)
        {
            var product = new GemmCase<Half>(7, 5, 6, layout, "columns", accumulate: true, seed: 1);
            product.Check(product.Result(GemmPath.Vector512), Math.ScaleB(1, -10)); // products and sums are rounded apart
        }
    }

    /// <summary>The tangent of A B is Ȧ B + A Ḃ.</summary>
    [Test]
    public void Dual_numbers_carry_their_tangents()
    {
        Dual<double>[] a = [new(1, 0.5), new(2, -1), new(3, 0), new(4, 2)];
        Dual<double>[] b = [new(5, 1), new(6, 0), new(7, -2), new(8, 3)];
        var c = new Dual<double>[4];
        Gemm.Multiply<Dual<double>>(2, 2, 2, a, 2, 1, b, 2, 1, c, 2, accumulate: false);
        Assert.That(c.Select(x => x.Value), Is.EqualTo([19.0, 22, 43, 50]));
        Assert.That(c.Select(x => x.Tangent), Is.EqualTo([
            (0.5 * 5) + (-1 * 7) + (1 * 1) + (2 * -2),
            (0.5 * 6) + (-1 * 8) + (1 * 0) + (2 * 3),
            (0 * 5) + (2 * 7) + (3 * 1) + (4 * -2),
            (0 * 6) + (2 * 8) + (3 * 0) + (4 * 3)]));
    }

    [Test]
    public void Zero_times_infinity_is_not_skipped([Values] GemmPath path, [Values(1, 5, 40)] int m, [Values(1, 5, 40)] int n)
    {
        float[] a = new float[m * 30];
        float[] b = new float[30 * n];
        float[] c = new float[m * n];
        Array.Fill(b, 1f);
        b[(29 * n) + n - 1] = float.PositiveInfinity; // the last column becomes 0·∞
        a[(m - 1) * 30] = float.NegativeInfinity; // the last row, all but its last element, -∞
        Gemm.Multiply(path, new GemmProduct<float>(m, n, 30, a, 30, 1, b, n, 1, c, n, 1, Accumulate: false));
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float expected = j == n - 1 ? float.NaN : i == m - 1 ? float.NegativeInfinity : 0;
                Assert.That(c[(i * n) + j], Is.EqualTo(expected), $"({i}, {j})");
            }
        }
    }

    [Test]
    public void The_fastest_path_is_the_machines()
    {
        int bits = 128 << ((int)Gemm.FastestPath - 1);
        Assert.That(bits, Is.GreaterThanOrEqualTo(Vector.IsHardwareAccelerated ? Vector<byte>.Count * 8 : 0));
    }

    private static void Layouts<T>(GemmPath path, double epsilon) where T : IFloatingPointIeee754<T>
    {
        foreach (string layoutA in GemmCase<T>.Layouts)
        {
            foreach (string layoutB in GemmCase<T>.Layouts)
            {
                foreach (var (m, n, k) in new[] { (5, 6, 7), (1, 37, 9), (37, 1, 9), (3, 20, 31), (40, 35, 17) })
                {
                    foreach (bool accumulate in new[] { false, true })
                    {
                        var product = new GemmCase<T>(m, n, k, layoutA, layoutB, accumulate, seed: m * n);
                        product.Check(product.Result(path), epsilon);
                    }
                }
            }
        }
    }

    private static void Sizes<T>(GemmPath path, double epsilon) where T : IFloatingPointIeee754<T>
    {
        string[] layouts = ["rows", "columns"];
        int number = 0;
        foreach (int m in sizes)
        {
            foreach (int n in sizes)
            {
                foreach (int k in sizes)
                {
                    if ((long)m * n * k > 1_000_000 && m != n)
                    {
                        continue;
                    }

                    var product = new GemmCase<T>(m, n, k, layouts[number & 1], layouts[(number >> 1) & 1], (number & 4) != 0, seed: number);
                    product.Check(product.Result(path), epsilon);
                    number += 3; // odd, so that every combination of the three choices occurs
                }
            }
        }
    }
}

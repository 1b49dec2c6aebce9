using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>Products whose sizes are no multiples of anything: every height and width of tile, and the ends of all loops.</summary>
internal sealed class GemmEdgeTests
{
    private const int Samples = 400;

    [Test]
    public void Every_size_to_70_is_met_in_double([Values] GemmPath path) => Sample<double>(path, Math.ScaleB(1, -53));

    [Test]
    public void Every_size_to_70_is_met_in_float([Values] GemmPath path) => Sample<float>(path, Math.ScaleB(1, -24));

    [Test]
    public void Arranged_operands_have_edges_too([Values] GemmPath path, [Values("rows", "columns", "scattered")] string layout, [Values] bool accumulate)
    {
        foreach (var (m, n, k) in new[] { (270, 45, 37), (265, 530, 60), (260, 40, 2100), (250, 10, 17), (4, 1050, 16), (4, 33, 2100) })
        {
            var product = new GemmCase<float>(m, n, k, layout, layout, accumulate, seed: m + k);
            product.Check(product.Result(path), Math.ScaleB(1, -24));
        }
    }

    // Of one number by one, B has any stride between its rows; A and the line in which C is gathered must not share memory.
    [Test]
    public void A_column_times_a_number_may_be_written_to_a_column([Values] GemmPath path)
    {
        double[] a = [.. Enumerable.Range(1, 40)];
        var c = new double[80];
        Gemm.Multiply(path, new GemmProduct<double>(40, 1, 1, a, 1, 1, (double[])[3], 2, 1, c, 2, 1, false));
        Assert.That(c.Where((_, i) => i % 2 == 0), Is.EqualTo(a.Select(x => 3 * x)));
    }

    /// <summary>37 and 59 have no common divisor with 70, so that m, n and k each take all values while their combination keeps changing.</summary>
    private static void Sample<T>(GemmPath path, double epsilon) where T : IFloatingPointIeee754<T>
    {
        string[] layouts = GemmCase<T>.Layouts;
        for (int i = 0; i < Samples; i++)
        {
            int m = 1 + (i % 70);
            int n = 1 + (((37 * i) + (i / 70)) % 70);
            int k = 1 + (((59 * i) + (3 * (i / 70))) % 70);
            var product = new GemmCase<T>(m, n, k, layouts[i % layouts.Length], layouts[i / 3 % layouts.Length], accumulate: (i & 1) != 0, seed: i);
            product.Check(product.Result(path), epsilon);
        }
    }
}

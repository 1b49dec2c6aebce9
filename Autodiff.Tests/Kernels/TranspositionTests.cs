using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>Copies of layouts whose neighbours stand along the axis before the last, against the definition of a layout.</summary>
[TestFixture(typeof(float)), TestFixture(typeof(double)), TestFixture(typeof(Half)), TestFixture(typeof(Dual<double>))]
public class TranspositionTests<T> where T : struct, IFloatingPointIeee754<T>
{
    private static readonly (int Rows, int Columns)[] sizes = [(15, 20), (16, 16), (16, 17), (17, 16), (24, 40), (31, 19), (33, 64), (70, 131), (300, 257)];

    private static IEnumerable<TestCaseData> Layouts
    {
        get
        {
            foreach (var (rows, columns) in sizes)
            {
                int longer = rows + 3;
                bool fits = rows >= 16;
                yield return Case("transposed", [rows, columns], [1, rows], 0, fits);
                yield return Case("sliced", [rows, columns], [1, longer], 2, fits);
                yield return Case("every other column", [rows, columns], [1, 2 * longer], 1, fits);
                yield return Case("columns flipped", [rows, columns], [1, -longer], (columns - 1) * longer, fits);
                yield return Case("rows flipped", [rows, columns], [-1, longer], rows - 1, fits: false);
                yield return Case("columns broadcast", [rows, columns], [1, 0], 3, fits: false);
                yield return Case("of a batch", [3, rows, columns], [rows * columns, 1, rows], 0, fits);
                yield return Case("of a batch that is broadcast", [3, rows, columns], [0, 1, rows], 4, fits);
                yield return Case("of a batch that is flipped", [3, rows, columns], [-longer * columns, 1, longer], 2 * longer * columns, fits);
                yield return Case("of two axes that change places with the last", [2, 3, rows, columns], [rows, 2 * rows * columns, 1, 2 * rows], 0, fits);
            }

            yield return Case("without rows", [0, 20], [1, 20], 0, fits: false);
            yield return Case("without columns", [20, 0], [1, 20], 0, fits: false);
            yield return Case("without matrices", [0, 20, 30], [600, 1, 20], 0, fits: true);
        }
    }

    [TestCaseSource(nameof(Layouts))]
    public void Elements_are_copied_in_the_order_of_the_rows(int[] lengths, int[] strides, int offset, bool fits)
    {
        var layout = new Layout([.. lengths], Integers.Of(strides), offset);
        var walk = new StridedWalk(layout.Shape, [layout]);
        Assert.That(Transposition<T>.Fits(in walk), Is.EqualTo(fits));
        int[] places = [.. Tensors.NaiveArray.IndicesOf(layout.Shape).Select(index => offset + index.Zip(strides, (i, stride) => i * stride).Sum())];
        // Half holds whole numbers up to 2048.
        T[] items = [.. Enumerable.Range(0, places.Append(0).Max() + 1).Select(i => T.CreateChecked(i % 2039))];
        var copy = ConvolutionCases.Garbage<T>(places.Length);
        Strided.Copy(layout, items, copy.AsMemory());
        Assert.That(copy, Is.EqualTo(places.Select(place => items[place])));
    }

    private static TestCaseData Case(string name, int[] lengths, int[] strides, int offset, bool fits) =>
        new TestCaseData(lengths, strides, offset, fits).SetArgDisplayNames($"{name} {string.Join('x', lengths)}");
}

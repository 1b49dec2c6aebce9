using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>The bits of a reduction do not depend on where in memory the numbers stand.</summary>
[TestFixture(typeof(float)), TestFixture(typeof(double))]
public class ReductionPlaceTests<T> where T : IFloatingPointIeee754<T>
{
    private const int Places = 20; // more than a line of the cache holds

    [Test]
    public void Rows_give_the_same_bits_at_every_offset([Values(1, 15, 16, 17, 63, 64, 100, 1000, 1030, 5003)] int length)
    {
        T[] row = Random(length);
        T expected = ReductionRows<T, SumReducer<T>>.Reduce(row);
        Assert.That(double.CreateChecked(expected), Is.EqualTo(row.Sum(double.CreateChecked)).Within(1e-4), "a sum of numbers below 1");
        for (int place = 0; place < Places; place++)
        {
            T[] moved = [.. new T[place], .. row];
            Assert.That(ReductionRows<T, SumReducer<T>>.Reduce(moved.AsSpan(place)), Is.EqualTo(expected), $"at {place}");
        }
    }

    [Test]
    public void Columns_are_joined_row_after_row_at_every_offset([Values(1, 7, 16, 20, 64, 127, 128, 300)] int columns, [Values(1, 2, 9)] int rows)
    {
        int stride = columns + 3;
        T[] matrix = Random(rows * stride);
        for (int place = 0; place < Places; place++)
        {
            T[] moved = [.. new T[place], .. matrix];
            T[] sums = new T[columns];
            RowJoins<T, SumReducer<T>>.Reduce(moved.AsSpan(place), stride, rows, sums);
            for (int column = 0; column < columns; column++)
            {
                T expected = matrix[column];
                for (int row = 1; row < rows; row++)
                {
                    expected += matrix[(row * stride) + column];
                }

                Assert.That(sums[column], Is.EqualTo(expected), $"column {column} at {place}");
            }
        }
    }

    private static T[] Random(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble() - 0.5))];
    }
}

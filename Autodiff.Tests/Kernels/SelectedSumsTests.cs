using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>Sums over equal indices against a naive loop in the same order, to the last bit.</summary>
[TestFixture(typeof(float)), TestFixture(typeof(double)), TestFixture(typeof(Half))]
public class SelectedSumsTests<T> where T : IFloatingPointIeee754<T>
{
    private static readonly T[] special = [T.NegativeZero, T.PositiveInfinity, T.NaN];

    private static IEnumerable<TestCaseData> Selections =>
    [
        Case("each once", [0, 1, 2, 3, 4], 5),
        Case("backwards", [4, 3, 2, 1, 0], 5),
        Case("some twice, some never", [3, 0, 3, 5, 0, 3], 7),
        Case("one for all", [2, 2, 2, 2, 2, 2, 2], 3),
        Case("a single one", [0], 1),
        Case("none", [], 4),
        Case("none into none", [], 0),
        Case("many", [.. Enumerable.Range(0, 700).Select(i => i * 37 % 211)], 250),
    ];

    [TestCaseSource(nameof(Selections))]
    public void Rows_of_equal_indices_are_added_in_their_order(int[] indices, int length)
    {
        foreach (int outer in (int[])[0, 1, 3])
        {
            foreach (int inner in (int[])[1, 5, 16, 67])
            {
                T[] x = Numbers(outer * indices.Length * inner);
                T[] y = ConvolutionCases.Garbage<T>(outer * length * inner);
                SelectedSums<T>.Run(x, [.. indices.Select(T.CreateChecked)], length, inner, y);
                Assert.That(y.Select(Bits), Is.EqualTo(Expected(x, indices, outer, length, inner).Select(Bits)), $"{outer} times rows of {inner}");
            }
        }
    }

    private static T[] Expected(T[] x, int[] indices, int outer, int length, int inner)
    {
        T[] y = new T[outer * length * inner];
        for (int o = 0; o < outer; o++)
        {
            var seen = new HashSet<int>();
            for (int j = 0; j < indices.Length; j++)
            {
                bool isFirst = seen.Add(indices[j]); // 0 + x would lose the sign of -0
                for (int i = 0; i < inner; i++)
                {
                    ref T sum = ref y[(((o * length) + indices[j]) * inner) + i];
                    T term = x[(((o * indices.Length) + j) * inner) + i];
                    sum = isFirst ? term : sum + term;
                }
            }
        }

        return y;
    }

    private static T[] Numbers(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(i => i % 23 == 7 ? special[i % special.Length] : T.CreateChecked(random.NextDouble() - 0.5))];
    }

    private static TestCaseData Case(string name, int[] indices, int length) => new TestCaseData(indices, length).SetArgDisplayNames(name);

    /// <summary>Of all NaN the same, since which of two a sum takes depends on the order of its operands.</summary>
    private static long Bits(T x) => BitConverter.DoubleToInt64Bits(T.IsNaN(x) ? double.NaN : double.CreateChecked(x));
}

using System.Numerics;

namespace Autodiff.Tests.Kernels;

/// <summary>A product of matrices with random operands, computed by the library and, from the definition, in double.</summary>
internal sealed class GemmCase<T> where T : IFloatingPointIeee754<T>
{
    private const int Gap = 3; // so that strides differ from sizes

    public GemmCase(int m, int n, int k, string layoutA, string layoutB, bool accumulate, int seed)
    {
        var random = new Random(seed);
        (M, N, K, Accumulate, CRow) = (m, n, k, accumulate, n + Gap);
        (ARow, AColumn) = Strides(layoutA, m, k);
        (BRow, BColumn) = Strides(layoutB, k, n);
        A = Numbers(random, Length(m, ARow, k, AColumn));
        B = Numbers(random, Length(k, BRow, n, BColumn));
        C = Numbers(random, Length(m, CRow, n, 1) + Gap);
    }

    public int M { get; }
    public int N { get; }
    public int K { get; }
    public bool Accumulate { get; }
    public T[] A { get; }
    public int ARow { get; }
    public int AColumn { get; }
    public T[] B { get; }
    public int BRow { get; }
    public int BColumn { get; }
    public T[] C { get; }
    public int CRow { get; }

    /// <summary>All layouts: by rows, by columns, part of a larger matrix, neither rows nor columns contiguous, one row or column or number repeated.</summary>
    public static string[] Layouts => ["rows", "columns", "part", "part by columns", "scattered", "row repeated", "column repeated", "number repeated"];

    /// <summary>The result on a path, in a copy of C.</summary>
    public T[] Result(GemmPath path)
    {
        T[] c = [.. C];
        Gemm.Multiply(path, new GemmProduct<T>(M, N, K, A, ARow, AColumn, B, BRow, BColumn, c, CRow, 1, Accumulate));
        return c;
    }

    /// <summary>The result on a path with an epilogue, in a copy of C.</summary>
    public T[] Result(GemmPath path, GemmEpilogue<T> epilogue)
    {
        T[] c = [.. C];
        Gemm.Multiply(path, new GemmProduct<T>(M, N, K, A, ARow, AColumn, B, BRow, BColumn, c, CRow, 1, Accumulate) { Epilogue = epilogue });
        return c;
    }

    /// <summary>Compares with the definition: |error| ≤ (k + 2) ε (|c| + Σ |a| |b|), in any order of summation; elements between the rows of C are as they were.</summary>
    public void Check(T[] result, double epsilon)
    {
        var seen = new bool[C.Length];
        for (int i = 0; i < M; i++)
        {
            for (int j = 0; j < N; j++)
            {
                int at = (i * CRow) + j;
                double sum = Accumulate ? double.CreateChecked(C[at]) : 0;
                double size = Math.Abs(sum);
                for (int p = 0; p < K; p++)
                {
                    double term = double.CreateChecked(A[(i * ARow) + (p * AColumn)]) * double.CreateChecked(B[(p * BRow) + (j * BColumn)]);
                    (sum, size) = (sum + term, size + Math.Abs(term));
                }

                seen[at] = true;
                if (!(Math.Abs(double.CreateChecked(result[at]) - sum) <= (K + 2) * epsilon * size))
                {
                    Assert.Fail($"{this}: element ({i}, {j}) is {result[at]}, not {sum}");
                }
            }
        }

        for (int at = 0; at < seen.Length; at++)
        {
            if (!seen[at] && result[at] != C[at])
            {
                Assert.Fail($"{this}: element {at}, outside of C, was overwritten");
            }
        }
    }

    public override string ToString() => $"{M}x{K}({ARow},{AColumn}) · {K}x{N}({BRow},{BColumn}){(Accumulate ? " + C" : "")}";

    private static (int Row, int Column) Strides(string layout, int rows, int columns) => layout switch
    {
        "rows" => (columns, 1),
        "columns" => (1, rows),
        "part" => (columns + Gap, 1),
        "part by columns" => (1, rows + Gap),
        "scattered" => ((2 * columns) + Gap, 2),
        "row repeated" => (0, 1),
        "column repeated" => (1, 0),
        "number repeated" => (0, 0),
        _ => throw new ArgumentException(layout),
    };

    private static int Length(int rows, int row, int columns, int column) => rows == 0 || columns == 0 ? 0 : ((rows - 1) * row) + ((columns - 1) * column) + 1;

    private static T[] Numbers(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked((random.NextDouble() * 2) - 1))];
}

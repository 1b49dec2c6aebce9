using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

/// <summary>f(C + bias), a bias for each column or none, done to a finished block of C before it leaves the cache.</summary>
/// <remarks>A function more is a case more in <see cref="Apply(Span{T}, int)"/>.</remarks>
internal readonly record struct GemmEpilogue<T>(ReadOnlyMemory<T> Bias, GemmActivation Activation)
    where T : IFloatingPointIeee754<T>
{
    public bool IsNothing => Bias.IsEmpty && Activation == GemmActivation.None;

    /// <summary>The same for the columns from <paramref name="column"/> on.</summary>
    public GemmEpilogue<T> From(int column) => Bias.IsEmpty ? this : this with { Bias = Bias[column..] };

    /// <summary>Finishes a block of the product's C, which it holds as its own.</summary>
    public void Apply(in GemmProduct<T> product, int row, int endRow, int column, int endColumn)
    {
        if (IsNothing)
        {
            return;
        }

        for (; row < endRow; row++)
        {
            int start = row * product.CRow;
            if (product.CColumn == 1)
            {
                Apply(product.C.Span[(start + column)..(start + endColumn)], column);
                continue;
            }

            for (int j = column; j < endColumn; j++)
            {
                Apply(product.C.Span.Slice(start + (j * product.CColumn), 1), j);
            }
        }
    }

    private void Apply(Span<T> row, int column)
    {
        if (!Bias.IsEmpty)
        {
            Add(row, Bias.Span.Slice(column, row.Length));
        }

        switch (Activation)
        {
            case GemmActivation.None:
                break;
            case GemmActivation.Relu:
                Relu(row);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add(Span<T> row, ReadOnlySpan<T> bias)
    {
        int j = 0;
        for (; Vector<T>.IsSupported && j <= row.Length - Vector<T>.Count; j += Vector<T>.Count)
        {
            (new Vector<T>(row[j..]) + new Vector<T>(bias[j..])).CopyTo(row[j..]);
        }

        for (; j < row.Length; j++)
        {
            row[j] += bias[j];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Relu(Span<T> row)
    {
        int j = 0;
        for (; Vector<T>.IsSupported && j <= row.Length - Vector<T>.Count; j += Vector<T>.Count)
        {
            Vector.Max(new Vector<T>(row[j..]), Vector<T>.Zero).CopyTo(row[j..]);
        }

        for (; j < row.Length; j++)
        {
            T sum = row[j];
            row[j] = sum > T.Zero || T.IsNaN(sum) ? sum : T.Zero; // not T.Max, of which numbers with tangents take the mean at 0
        }
    }
}

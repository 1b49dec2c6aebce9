using System.Numerics;

namespace Autodiff;

/// <summary>cᵢⱼ = (accumulate ? cᵢⱼ : 0) + Σₚ aᵢₚ bₚⱼ: a product of matrices, with the place of each operand.</summary>
/// <remarks>Element (i, j) of a matrix lies i·row + j·column numbers after its first; a transpose is an exchange of the two strides.</remarks>
internal readonly record struct GemmProduct<T>(
    int Rows,
    int Columns,
    int Depth,
    ReadOnlyMemory<T> A,
    int ARow,
    int AColumn,
    ReadOnlyMemory<T> B,
    int BRow,
    int BColumn,
    Memory<T> C,
    int CRow,
    int CColumn,
    bool Accumulate)
    where T : IFloatingPointIeee754<T>
{
    /// <summary>What is done to C in the end.</summary>
    public GemmEpilogue<T> Epilogue { get; init; }

    /// <summary>The number of multiplications.</summary>
    public long Work => (long)Rows * Columns * Depth;

    /// <summary>Cᵀ = Bᵀ Aᵀ, without the epilogue.</summary>
    public GemmProduct<T> Transposed() => new(Columns, Rows, Depth, B, BColumn, BRow, A, AColumn, ARow, C, CColumn, CRow, Accumulate);

    /// <summary>The same product further on in the memories.</summary>
    public GemmProduct<T> At(int a, int b, int c) => this with { A = A[a..], B = B[b..], C = C[c..] };

    /// <summary>The part of C from a row and a column on, up to others.</summary>
    public GemmProduct<T> Part(int row, int endRow, int column, int endColumn) => At(row * ARow, column * BColumn, (row * CRow) + (column * CColumn)) with
    {
        Rows = endRow - row,
        Columns = endColumn - column,
        Epilogue = Epilogue.From(column),
    };

    /// <summary>Throws when an element lies outside of its memory: the kernels do not look again.</summary>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(Columns);
        ArgumentOutOfRangeException.ThrowIfNegative(Depth);
        Check("A", A.Length, Rows, ARow, Depth, AColumn);
        Check("B", B.Length, Depth, BRow, Columns, BColumn);
        Check("C", C.Length, Rows, CRow, Columns, CColumn);
        CheckBias();
        if (Rows > 1 && CColumn == 1 && CRow < Columns)
        {
            throw new ArgumentException($"The rows of C are {CRow} elements apart and {Columns} long: they would overlap. Give a stride of at least {Columns}.");
        }
    }

    private void CheckBias()
    {
        if (!Epilogue.Bias.IsEmpty && Epilogue.Bias.Length < Columns)
        {
            throw new ArgumentException($"The bias has {Epilogue.Bias.Length} elements for the {Columns} columns of C: give one for each column, or none.");
        }
    }

    private static void Check(string name, int length, int rows, int row, int columns, int column)
    {
        if (row < 0 || column < 0)
        {
            throw new ArgumentException($"Matrix {name} has the strides {row} and {column}: no stride may be negative.");
        }

        long needed = rows == 0 || columns == 0 ? 0 : ((rows - 1L) * row) + ((columns - 1L) * column) + 1;
        if (needed > length)
        {
            throw new ArgumentException(
                $"Matrix {name} of {rows} rows, {row} elements apart, and {columns} columns, {column} apart, takes {needed} elements; the memory holds {length}. Give a longer one or smaller strides.");
        }
    }
}

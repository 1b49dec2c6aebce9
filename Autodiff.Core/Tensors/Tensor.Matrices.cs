namespace Autodiff;

// Parts of matrices, which stand in the last two axes.
public readonly partial struct Tensor<T>
{
    /// <summary>y(…, i) = x(…, i, i + k): a diagonal of each matrix, as a view.</summary>
    /// <param name="offset">k: how far above the main diagonal; negative below.</param>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Tensor<T> Diagonal(int offset = 0) => Apply(new Diagonal<T>(offset), this);

    /// <summary>Y(…, i, i + k) = x(…, i), and 0 elsewhere: square matrices from a diagonal, the transpose of <see cref="Diagonal"/>.</summary>
    /// <param name="offset">k: how far above the main diagonal; negative below.</param>
    /// <exception cref="ArgumentException">There are no axes, or the matrices are beyond the longest array.</exception>
    public Tensor<T> DiagonalMatrix(int offset = 0)
    {
        if (Rank == 0)
        {
            throw new ArgumentException("diagonalMatrix: the shape [] has no axis for a diagonal. Unsqueeze(0) makes a vector of one element.");
        }

        int side = Shape.Length(Shape[-1] + Math.Abs((long)offset), "diagonalMatrix", Shape);
        Span<int> lengths = stackalloc int[Rank + 1];
        Shape.Lengths.CopyTo(lengths);
        (lengths[^2], lengths[^1]) = (side, side);
        var matrices = Shape.Of(lengths, "diagonalMatrix", Shape);
        return Apply(new Place<T, Diagonal<T>>(matrices, new(offset), T.Zero), this);
    }

    /// <summary>Σ x(…, i, i): the trace of each matrix.</summary>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Tensor<T> Trace()
    {
        if (Rank < 2)
        {
            throw new ArgumentException($"trace: the shape {Shape} has no last two axes. The sum of a vector is Sum().");
        }

        using var attempt = Attempt<T>.On(this);
        return attempt.Done(Diagonal().Sum(-1));
    }

    /// <summary>x(…, i, j) where j - i ≤ k, and 0 elsewhere: the lower triangle of each matrix.</summary>
    /// <param name="offset">k: the last diagonal that is kept.</param>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Tensor<T> Lower(int offset = 0) => Apply(new Triangle<T>(Lower: true, offset), this);

    /// <summary>x(…, i, j) where j - i ≥ k, and 0 elsewhere: the upper triangle of each matrix.</summary>
    /// <param name="offset">k: the first diagonal that is kept.</param>
    /// <exception cref="ArgumentException">There are fewer than two axes.</exception>
    public Tensor<T> Upper(int offset = 0) => Apply(new Triangle<T>(Lower: false, offset), this);
}

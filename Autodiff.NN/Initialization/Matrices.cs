namespace Autodiff.NN;

// Weights that start as a matrix with a property.
internal sealed record OrthogonalInitializer(double Gain) : Initializer
{
    public double Gain { get; } = Checked(Gain);

    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public static double Checked(double gain) => double.IsFinite(gain)
        ? gain
        : throw new ArgumentOutOfRangeException(nameof(gain), gain, "A gain is a finite number.");

    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random)
    {
        if (shape.Rank < 2)
        {
            throw new ArgumentException($"The shape {shape} has fewer than two axes, and orthonormal columns make a matrix. Initialize a vector otherwise.", nameof(shape));
        }

        int rows = shape[0], columns = shape.ElementCount / Math.Max(1, rows);
        var normal = Tensor.Normal<double>([Math.Max(rows, columns), Math.Min(rows, columns)], random);

        // Q R is unique as no number on the diagonal of R is negative, which makes Q uniform (Mezzadri 2007).
        var (q, _) = normal.Qr();
        return (Gain * (rows < columns ? q.Transpose() : q)).Reshape(shape.Lengths).Cast<T>();
    }
}

internal sealed record IdentityInitializer(double Gain) : Initializer
{
    public double Gain { get; } = OrthogonalInitializer.Checked(Gain);

    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random)
    {
        if (shape.Rank != 2)
        {
            throw new ArgumentException($"The shape {shape} is not that of a matrix, so it has no diagonal. Give one of two axes.", nameof(shape));
        }

        var (rows, columns) = shape;
        return Tensor.Identity<T>(rows, columns) * T.CreateChecked(Gain);
    }
}

namespace Autodiff.NN;

// The distributions with given parameters, whatever the connections.
internal sealed record ConstantInitializer(double Value) : Initializer
{
    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random) => Tensor.Full(shape, T.CreateChecked(Value));
}

internal sealed record UniformInitializer(double Least, double Greatest) : Initializer
{
    public double Greatest { get; } = double.IsFinite(Least) && double.IsFinite(Greatest) && Least <= Greatest
        ? Greatest
        : throw new ArgumentOutOfRangeException(nameof(Greatest), Greatest, $"U({Least}, {Greatest}) does not exist. Give finite bounds, the lesser first.");

    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random) => Tensor.Uniform(shape, random, T.CreateChecked(Least), T.CreateChecked(Greatest));
}

internal sealed record NormalInitializer(double Mean, double Deviation) : Initializer
{
    public double Deviation { get; } = Checked(Mean, Deviation);

    /// <exception cref="ArgumentOutOfRangeException">There is no such distribution.</exception>
    public static double Checked(double mean, double deviation) => double.IsFinite(mean) && double.IsFinite(deviation) && deviation >= 0
        ? deviation
        : throw new ArgumentOutOfRangeException(nameof(deviation), deviation, $"N({mean}, {deviation}²) does not exist. Give finite numbers, and a deviation of 0 or more.");

    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random) => Tensor.Normal(shape, random, T.CreateChecked(Mean), T.CreateChecked(Deviation));
}

internal sealed record TruncatedNormalInitializer(double Mean, double Deviation) : Initializer
{
    /// <summary>The variance of a standard normal number between -2 and 2: 1 - 4 φ(2) / (2 Φ(2) - 1).</summary>
    public const double Variance = 0.77374130357607353;

    private const double Limit = 2;

    public double Deviation { get; } = NormalInitializer.Checked(Mean, Deviation);

    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random)
    {
        // In double precision, so that the numbers drawn anew are the same ones for all types.
        double[] numbers = Tensor.Normal<double>(shape, random).ToArray();
        foreach (ref double number in numbers.AsSpan())
        {
            while (Math.Abs(number) > Limit)
            {
                number = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()); // Box and Muller 1958
            }

            number = Mean + (Deviation * number);
        }

        return Tensor.Of<double>(shape, numbers).Cast<T>();
    }
}

using System.Numerics;

namespace Autodiff.NN;

// Figures of predictions that are numbers.
public static partial class Metrics
{
    /// <summary>The mean of |y - t|.</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double MeanAbsoluteError<T>(Tensor<T> output, Tensor<T> target) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        var y = output.Numbers();
        var t = target.Numbers();
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            sum += Math.Abs(double.CreateChecked(y[i]) - double.CreateChecked(t[i]));
        }

        return sum / y.Length;
    }

    /// <summary>The mean of (y - t)².</summary>
    /// <inheritdoc cref="MeanAbsoluteError"/>
    public static double MeanSquaredError<T>(Tensor<T> output, Tensor<T> target) where T : IFloatingPointIeee754<T> => SquaredError(output, target) / output.Count;

    /// <summary>√ of the mean of (y - t)², in the unit of t.</summary>
    /// <inheritdoc cref="MeanAbsoluteError"/>
    public static double RootMeanSquaredError<T>(Tensor<T> output, Tensor<T> target) where T : IFloatingPointIeee754<T> => Math.Sqrt(MeanSquaredError(output, target));

    /// <summary>R² = 1 - Σ (y - t)² / Σ (t - mean t)²: 1 when all is right, 0 of a prediction as good as the mean, negative of a worse one.</summary>
    /// <remarks>Of equal targets it is 1 when all is right and 0 else, and of fewer than two targets NaN, as in scikit-learn.</remarks>
    /// <inheritdoc cref="MeanAbsoluteError"/>
    public static double RSquared<T>(Tensor<T> output, Tensor<T> target) where T : IFloatingPointIeee754<T>
    {
        double error = SquaredError(output, target);
        var t = target.Numbers();
        if (t.Length < 2)
        {
            return double.NaN;
        }

        if (!t.ContainsAnyExcept(t[0]))
        {
            return error > 0 ? 0 : 1;
        }

        var (mean, spread) = (0.0, 0.0);
        foreach (T number in t)
        {
            mean += double.CreateChecked(number) / t.Length;
        }

        foreach (T number in t)
        {
            spread += Math.Pow(double.CreateChecked(number) - mean, 2);
        }

        return 1 - (error / spread);
    }

    private static double SquaredError<T>(Tensor<T> output, Tensor<T> target) where T : IFloatingPointIeee754<T>
    {
        RequireSameShape(output, target);
        var y = output.Numbers();
        var t = target.Numbers();
        double sum = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double error = double.CreateChecked(y[i]) - double.CreateChecked(t[i]);
            sum += error * error;
        }

        return sum;
    }
}

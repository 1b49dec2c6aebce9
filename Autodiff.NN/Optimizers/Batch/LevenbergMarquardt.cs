using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>min ½ ‖r(x)‖²: steps d with (JᵀJ + λ D) d = -Jᵀr, D the diagonal of JᵀJ, and a damping λ that falls where the linear model of r is good.</summary>
/// <remarks>
/// Levenberg 1944, Marquardt 1963; the damping as Nielsen 1999, Damping parameter in Marquardt's method. Solved as the least squares of [J D^-½; √λ] D^½ d = [-r; 0],
/// so that the condition is not squared, and is bounded by λ. The function returns the residuals themselves, of any shape.
/// </remarks>
/// <param name="Damping">λ at first.</param>
public sealed record LevenbergMarquardt(double Damping = 1e-3) : BatchMethod
{
    private const double Least = 1e-14; // √λ stays well above rounding

    /// <summary>λ at first.</summary>
    public double Damping { get; init => field = Positive(value, nameof(Damping)); } = Positive(Damping, nameof(Damping));

    private protected override Minimum Run(Objective objective, double[] x)
    {
        double value = objective.HalfSquares(x), before = double.PositiveInfinity, lambda = Damping, growth = 2;
        if (!double.IsFinite(value))
        {
            return new(x, value, double.NaN, 0, objective.Evaluations, StopReason.NotFinite);
        }

        double[] trial = new double[x.Length];
        var (residuals, jacobian) = objective.Linearize(x);
        var gradient = jacobian.Transpose().MatMul(residuals).ToArray();
        int iteration = 0;
        var reason = Arrived(0, before, value, x, gradient);
        while (reason is null)
        {
            double[] scale = ColumnNorms(jacobian);
            double[] step = Solve(residuals, jacobian, scale, lambda);
            TensorPrimitives.Add<double>(x, step, trial);
            double there = objective.HalfSquares(trial);
            // What the linear model promises: ½ dᵀ(λ D d - g).
            double promised = 0;
            for (int i = 0; i < step.Length; i++)
            {
                promised += 0.5 * step[i] * ((lambda * scale[i] * scale[i] * step[i]) - gradient[i]);
            }

            double gain = (value - there) / promised;
            iteration++;
            if (gain > 0)
            {
                trial.CopyTo(x, 0);
                (before, value) = (value, there);
                (residuals, jacobian) = objective.Linearize(x);
                gradient = jacobian.Transpose().MatMul(residuals).ToArray();
                lambda = Math.Max(Least, lambda * Math.Max(1.0 / 3, 1 - Math.Pow((2 * gain) - 1, 3)));
                growth = 2;
                reason = Arrived(iteration, before, value, x, gradient);
            }
            else
            {
                lambda *= growth;
                growth *= 2;
                reason = iteration >= MaxIterations ? StopReason.IterationLimit : lambda > 1e20 ? StopReason.NoDescent : null;
            }
        }

        return new(x, value, Greatest(gradient), iteration, objective.Evaluations, reason.Value);
    }

    /// <summary>The diagonal of D^½; 1 for a column of zeros, whose part of the step is then 0.</summary>
    private static double[] ColumnNorms(Tensor<double> jacobian) =>
        [.. jacobian.Norm(axis: 0).ToArray().Select(norm => norm > 0 ? norm : 1)];

    private static double[] Solve(Tensor<double> residuals, Tensor<double> jacobian, double[] scale, double lambda)
    {
        var rows = Tensor.Concat(0, jacobian / Tensor.Of(scale), Math.Sqrt(lambda) * Tensor.Identity<double>(scale.Length));
        var right = Tensor.Concat(0, -residuals, Tensor.Zeros<double>(scale.Length));
        return (rows.LeastSquares(right) / Tensor.Of(scale)).ToArray();
    }
}

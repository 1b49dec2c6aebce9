using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>p ← -g + max(β, 0) p with β = gᵀ(g - g₋₁) / g₋₁ᵀg₋₁: nonlinear conjugate gradients, with a line search by the strong Wolfe conditions.</summary>
/// <remarks>
/// Polak and Ribière 1969; the max(β, 0) of Powell 1986, Convergence properties of algorithms for nonlinear optimization. Nocedal and Wright 2006,
/// section 5.2.
/// </remarks>
public sealed record ConjugateGradients : BatchMethod
{
    private protected override Minimum Run(Objective objective, double[] x)
    {
        double[] gradient = new double[x.Length], direction = new double[x.Length], last = new double[x.Length];
        double value = objective.ValueAndGradient(x, gradient), before = double.PositiveInfinity;
        var search = new LineSearch(objective, x, gradient, curvature: 0.1);
        double guess = First(gradient);
        int iteration = 0;
        bool isSteepest = true;
        TensorPrimitives.Negate<double>(gradient, direction);
        var reason = Arrived(0, before, value, x, gradient);
        while (reason is null)
        {
            gradient.CopyTo(last, 0);
            before = value;
            if (!search.TryMove(direction, guess, ref value))
            {
                if (isSteepest)
                {
                    reason = StopReason.NoDescent;
                    break;
                }

                TensorPrimitives.Negate<double>(gradient, direction);
                (isSteepest, guess) = (true, First(gradient));
                continue;
            }

            double change = TensorPrimitives.SumOfSquares<double>(gradient) - TensorPrimitives.Dot<double>(gradient, last);
            double beta = Math.Max(0, change / TensorPrimitives.SumOfSquares<double>(last));
            TensorPrimitives.Multiply<double>(direction, beta, direction);
            TensorPrimitives.Subtract<double>(direction, gradient, direction);
            isSteepest = beta == 0;
            double slope = TensorPrimitives.Dot<double>(gradient, direction);
            if (slope < 0)
            {
                // As much is expected of the next step as of the last, and a little more: Nocedal and Wright, equation 3.60.
                guess = Math.Clamp(1.01 * 2 * (value - before) / slope, 1e-12, 1);
            }
            else
            {
                TensorPrimitives.Negate<double>(gradient, direction);
                (isSteepest, guess) = (true, First(gradient));
            }

            reason = Arrived(++iteration, before, value, x, gradient);
        }

        return new(x, value, Greatest(gradient), iteration, objective.Evaluations, reason.Value);
    }

    /// <summary>The first step along the steepest descent, which knows no scale.</summary>
    private static double First(double[] gradient) => Math.Min(1, 1 / TensorPrimitives.Norm<double>(gradient));
}

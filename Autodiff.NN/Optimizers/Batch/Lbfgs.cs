using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>Quasi-Newton steps from the last pairs of steps and changes of the gradient, with a line search by the strong Wolfe conditions.</summary>
/// <remarks>Liu and Nocedal 1989; Nocedal and Wright 2006, algorithms 7.4 and 7.5.</remarks>
/// <param name="History">The pairs that are remembered.</param>
public sealed record Lbfgs(int History = 10) : BatchMethod
{
    /// <summary>The pairs that are remembered.</summary>
    public int History { get; init => field = Positive(value, nameof(History)); } = Positive(History, nameof(History));

    private protected override Minimum Run(Objective objective, double[] x)
    {
        var pairs = new List<(double[] S, double[] Y, double Rho)>();
        double[] gradient = new double[x.Length], direction = new double[x.Length];
        double value = objective.ValueAndGradient(x, gradient), before = double.PositiveInfinity;
        var search = new LineSearch(objective, x, gradient, curvature: 0.9);
        int iteration = 0;
        var reason = Arrived(0, before, value, x, gradient);
        while (reason is null)
        {
            double[] s = [.. x], y = [.. gradient];
            Direction(pairs, gradient, direction);
            before = value;
            // The first direction knows no scale.
            if (!search.TryMove(direction, pairs.Count == 0 ? Math.Min(1, 1 / TensorPrimitives.Norm<double>(gradient)) : 1, ref value))
            {
                if (pairs.Count == 0)
                {
                    reason = StopReason.NoDescent;
                    break;
                }

                pairs.Clear(); // the steepest descent may still go on
                continue;
            }

            TensorPrimitives.Subtract<double>(x, s, s);
            TensorPrimitives.Subtract<double>(gradient, y, y);
            Remember(pairs, s, y);
            reason = Arrived(++iteration, before, value, x, gradient);
        }

        return new(x, value, Greatest(gradient), iteration, objective.Evaluations, reason.Value);
    }

    private void Remember(List<(double[] S, double[] Y, double Rho)> pairs, double[] s, double[] y)
    {
        double curvature = TensorPrimitives.Dot<double>(s, y);
        if (curvature > 1e-12 * TensorPrimitives.Norm<double>(s) * TensorPrimitives.Norm<double>(y))
        {
            pairs.Add((s, y, 1 / curvature));
            if (pairs.Count > History)
            {
                pairs.RemoveAt(0);
            }
        }
    }

    private static void Direction(List<(double[] S, double[] Y, double Rho)> pairs, double[] gradient, double[] direction)
    {
        TensorPrimitives.Negate<double>(gradient, direction);
        double[] alpha = new double[pairs.Count];
        for (int i = pairs.Count - 1; i >= 0; i--)
        {
            alpha[i] = pairs[i].Rho * TensorPrimitives.Dot<double>(pairs[i].S, direction);
            TensorPrimitives.MultiplyAdd<double>(pairs[i].Y, -alpha[i], direction, direction);
        }

        if (pairs.Count > 0)
        {
            var (_, y, rho) = pairs[^1];
            TensorPrimitives.Multiply<double>(direction, 1 / (rho * TensorPrimitives.SumOfSquares<double>(y)), direction);
        }

        for (int i = 0; i < pairs.Count; i++)
        {
            double beta = pairs[i].Rho * TensorPrimitives.Dot<double>(pairs[i].Y, direction);
            TensorPrimitives.MultiplyAdd<double>(pairs[i].S, alpha[i] - beta, direction, direction);
        }
    }
}

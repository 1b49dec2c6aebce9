namespace Autodiff.NN;

/// <summary>min ½ ‖r(x)‖²: steps d that minimize ‖r + J d‖, halved until the sum of squares falls.</summary>
/// <remarks>
/// The shortest d where J has not full rank (by the pseudo-inverse). Nocedal and Wright 2006, section 10.3; any decrease is taken here, by halving,
/// where theirs is a line search. Far from the minimum, or with large residuals, <see cref="LevenbergMarquardt"/> is safer. The function returns the residuals themselves, of any shape.
/// </remarks>
public sealed record GaussNewton : BatchMethod
{
    private protected override Minimum Run(Objective objective, double[] x)
    {
        double value = objective.HalfSquares(x), before = double.PositiveInfinity;
        if (!double.IsFinite(value))
        {
            return new(x, value, double.NaN, 0, objective.Evaluations, StopReason.NotFinite);
        }

        double[] trial = new double[x.Length];
        for (int iteration = 0; ; iteration++)
        {
            var (residuals, jacobian) = objective.Linearize(x);
            double[] gradient = jacobian.Transpose().MatMul(residuals).ToArray();
            var reason = Arrived(iteration, before, value, x, gradient);
            double[] step = reason is null ? (-jacobian.PseudoInverse().MatMul(residuals)).ToArray() : [];
            before = value;
            if (reason is null && !TryMove(objective, x, step, trial, ref value))
            {
                reason = StopReason.NoDescent;
            }

            if (reason is not null)
            {
                return new(x, value, Greatest(gradient), iteration, objective.Evaluations, reason.Value);
            }
        }
    }

    private static bool TryMove(Objective objective, double[] x, double[] step, double[] trial, ref double value)
    {
        for (double part = 1; part > 1e-12; part /= 2)
        {
            for (int i = 0; i < x.Length; i++)
            {
                trial[i] = x[i] + (part * step[i]);
            }

            double there = objective.HalfSquares(trial);
            if (there < value)
            {
                value = there;
                trial.CopyTo(x, 0);
                return true;
            }
        }

        return false;
    }
}

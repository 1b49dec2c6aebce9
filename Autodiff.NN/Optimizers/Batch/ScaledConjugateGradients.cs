using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>Conjugate gradients whose step comes from the curvature pᵀHp along the direction p, with a scale λ that grows where the quadratic model is bad: no line search.</summary>
/// <remarks>
/// Møller 1993, A scaled conjugate gradient algorithm for fast supervised learning. The paper takes Hp from a difference of gradients; here
/// it is exact, λ grows at most tenfold at once, and a change that is too small leads to a restart before it ends the search.
/// </remarks>
public sealed record ScaledConjugateGradients : BatchMethod
{
    private const double First = 1e-6; // λ

    private protected override Minimum Run(Objective objective, double[] x)
    {
        int count = x.Length, iteration = 0, taken = 0;
        double[] r = new double[count], direction = new double[count], product = new double[count];
        double[] trial = new double[count], rest = new double[count];
        double value = objective.ValueAndGradient(x, r), before = double.PositiveInfinity;
        TensorPrimitives.Negate<double>(r, r);
        r.CopyTo(direction, 0);
        double lambda = First, raised = 0, curvature = 0;
        bool isSuccess = true, isFresh = false;
        var reason = Arrived(0, before, value, x, r);
        while (reason is null)
        {
            double length = TensorPrimitives.SumOfSquares<double>(direction);
            if (isSuccess)
            {
                objective.HessianVector(x, direction, product);
                curvature = TensorPrimitives.Dot<double>(direction, product);
            }

            curvature += (lambda - raised) * length;
            if (curvature <= 0)
            {
                raised = 2 * (lambda - (curvature / length));
                curvature = (lambda * length) - curvature;
                lambda = raised;
            }

            double mu = TensorPrimitives.Dot<double>(direction, r);
            TensorPrimitives.MultiplyAdd<double>(direction, mu / curvature, x, trial);
            double there = objective.Value(trial);
            double comparison = (value - there) / mu * (2 * curvature / mu);
            iteration++;
            isSuccess = comparison >= 0 && double.IsFinite(there);
            raised = isSuccess ? 0 : lambda;
            if (comparison >= 0.75)
            {
                lambda /= 4;
            }
            else if (!(comparison >= 0.25))
            {
                // Steps shrink at most tenfold at once: a value far out, as of an exponential, tells nothing of the scale here.
                lambda += curvature * (comparison > -8 ? 1 - comparison : 9) / length;
            }

            if (isSuccess)
            {
                before = value;
                trial.CopyTo(x, 0);
                value = objective.ValueAndGradient(x, rest);
                TensorPrimitives.Negate<double>(rest, rest);
                double beta = ++taken % count == 0 ? 0 : (TensorPrimitives.SumOfSquares<double>(rest) - TensorPrimitives.Dot<double>(rest, r)) / mu;
                rest.CopyTo(r, 0);
                TensorPrimitives.MultiplyAdd<double>(direction, beta, r, direction);
                if (TensorPrimitives.Dot<double>(direction, r) <= 0)
                {
                    r.CopyTo(direction, 0);
                }

                reason = Arrived(iteration, before, value, x, r);
                isFresh = !isFresh && reason is StopReason.SmallChange;
                if (isFresh)
                {
                    // A great λ makes the steps short, and with them the changes: one that is small counts only from a fresh start.
                    r.CopyTo(direction, 0);
                    (lambda, reason) = (First, null);
                }
            }

            reason ??= iteration >= MaxIterations ? StopReason.IterationLimit : lambda > 1e100 ? StopReason.NoDescent : null;
        }

        return new(x, value, Greatest(r), iteration, objective.Evaluations, reason.Value);
    }
}

using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>Conjugate gradients whose step comes from the curvature pᵀHp along the direction p, with a scale λ that grows where the quadratic model is bad: no line search.</summary>
/// <remarks>
/// Møller 1993, A scaled conjugate gradient algorithm for fast supervised learning. The paper takes Hp from a difference of gradients; here
/// it is exact.
/// </remarks>
public sealed record ScaledConjugateGradients : BatchMethod
{
    private protected override Minimum Run(Objective objective, double[] x)
    {
        int count = x.Length, iteration = 0, taken = 0;
        double[] r = new double[count], direction = new double[count], product = new double[count];
        double[] trial = new double[count], rest = new double[count];
        double value = objective.ValueAndGradient(x, r), before = double.PositiveInfinity;
        TensorPrimitives.Negate<double>(r, r);
        r.CopyTo(direction, 0);
        double lambda = 1e-6, raised = 0, curvature = 0;
        bool isSuccess = true;
        StopReason? reason = double.IsFinite(value) ? Arrived(0, before, value, r) : StopReason.NotFinite;
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
            double comparison = 2 * curvature * (value - there) / (mu * mu);
            iteration++;
            isSuccess = comparison >= 0 && double.IsFinite(there);
            if (isSuccess)
            {
                (before, raised) = (value, 0);
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

                lambda *= comparison >= 0.75 ? 0.25 : 1;
                reason = Arrived(iteration, before, value, r);
            }
            else
            {
                raised = lambda;
                reason = iteration >= MaxIterations ? StopReason.IterationLimit : lambda > 1e100 ? StopReason.NoDescent : null;
            }

            if (!(comparison >= 0.25))
            {
                lambda += double.IsFinite(comparison) ? curvature * (1 - comparison) / length : 9 * lambda;
            }
        }

        return new(x, value, Greatest(r), iteration, objective.Evaluations, reason.Value);
    }
}

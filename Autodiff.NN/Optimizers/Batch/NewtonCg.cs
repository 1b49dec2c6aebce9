using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>Newton's direction, H p = -g, by conjugate gradients on products of H with vectors, and a line search along it: the matrix is never made.</summary>
/// <remarks>Nocedal and Wright 2006, algorithm 7.1: the inner iterations stop early, or where the curvature is negative.</remarks>
public sealed record NewtonCg : BatchMethod
{
    private protected override Minimum Run(Objective objective, double[] x)
    {
        double[] gradient = new double[x.Length], direction = new double[x.Length];
        double value = objective.ValueAndGradient(x, gradient), before = double.PositiveInfinity;
        var search = new LineSearch(objective, x, gradient, curvature: 0.9);
        int iteration = 0;
        StopReason? reason = double.IsFinite(value) ? Arrived(0, before, value, gradient) : StopReason.NotFinite;
        while (reason is null)
        {
            Direction(objective, x, gradient, direction);
            before = value;
            reason = search.TryMove(direction, 1, ref value) ? Arrived(++iteration, before, value, gradient) : StopReason.NoDescent;
        }

        return new(x, value, Greatest(gradient), iteration, objective.Evaluations, reason.Value);
    }

    private static void Direction(Objective objective, double[] x, double[] gradient, double[] direction)
    {
        double norm = TensorPrimitives.Norm<double>(gradient);
        double enough = Math.Min(0.5, Math.Sqrt(norm)) * norm;
        double[] residual = [.. gradient], conjugate = new double[x.Length], product = new double[x.Length];
        TensorPrimitives.Negate<double>(residual, conjugate);
        Array.Clear(direction);
        double squares = norm * norm;
        for (int inner = 0; inner < 2 * x.Length; inner++)
        {
            objective.HessianVector(x, conjugate, product);
            double curvature = TensorPrimitives.Dot<double>(conjugate, product);
            if (!(curvature > 0))
            {
                if (inner == 0)
                {
                    conjugate.CopyTo(direction, 0);
                }

                return;
            }

            double step = squares / curvature;
            TensorPrimitives.MultiplyAdd<double>(conjugate, step, direction, direction);
            TensorPrimitives.MultiplyAdd<double>(product, step, residual, residual);
            double rest = TensorPrimitives.SumOfSquares<double>(residual);
            if (Math.Sqrt(rest) < enough)
            {
                return;
            }

            TensorPrimitives.Multiply<double>(conjugate, rest / squares, conjugate);
            TensorPrimitives.Subtract<double>(conjugate, residual, conjugate);
            squares = rest;
        }
    }
}

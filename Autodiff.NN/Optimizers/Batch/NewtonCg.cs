using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>
/// Steps p that minimize the quadratic model gᵀp + ½ pᵀHp within a radius, by conjugate gradients on products of H with vectors: the matrix is
/// never made. The radius grows where the model is good, and shrinks where it is bad.
/// </summary>
/// <remarks>
/// Steihaug 1983, Toint 1981; Nocedal and Wright 2006, algorithms 4.1 and 7.2. The inner iterations stop early, and go to the radius where the
/// curvature is negative.
/// </remarks>
public sealed record NewtonCg : BatchMethod
{
    private protected override Minimum Run(Objective objective, double[] x)
    {
        double[] gradient = new double[x.Length], step = new double[x.Length], trial = new double[x.Length], slopes = new double[x.Length];
        double value = objective.ValueAndGradient(x, gradient), radius = Math.Max(1, TensorPrimitives.Norm<double>(x));
        int iteration = 0;
        var reason = Arrived(0, double.PositiveInfinity, value, x, gradient);
        while (reason is null)
        {
            double promised = Model(objective, x, gradient, radius, step);
            TensorPrimitives.Add<double>(x, step, trial);
            double there = objective.ValueAndGradient(trial, slopes), before = value;
            double gain = (value - there) / promised, length = TensorPrimitives.Norm<double>(step);
            iteration++;
            if (gain > 1e-4 && double.IsFinite(there))
            {
                value = there;
                trial.CopyTo(x, 0);
                slopes.CopyTo(gradient, 0);
                reason = Arrived(iteration, before, value, x, gradient);
            }
            else
            {
                // Where even the model promises no change, rounding alone decides.
                reason = Arrived(iteration, value, value - promised, x, gradient)
                    ?? (length <= 1e-16 * TensorPrimitives.Norm<double>(x) ? StopReason.NoDescent : null);
            }

            radius = !(gain >= 0.25) ? length / 4
                : gain > 0.75 && length > 0.99 * radius ? 2 * radius
                : radius;
        }

        return new(x, value, Greatest(gradient), iteration, objective.Evaluations, reason.Value);
    }

    /// <summary>The step, and by how much the model falls along it.</summary>
    private static double Model(Objective objective, double[] x, double[] gradient, double radius, double[] step)
    {
        double norm = TensorPrimitives.Norm<double>(gradient);
        double enough = Math.Min(0.5, Math.Sqrt(norm)) * norm;
        double[] residual = [.. gradient], conjugate = new double[x.Length], product = new double[x.Length];
        TensorPrimitives.Negate<double>(residual, conjugate);
        Array.Clear(step);
        double squares = norm * norm, promised = 0;
        for (int inner = 0; inner < 2 * x.Length; inner++)
        {
            objective.HessianVector(x, conjugate, product);
            double curvature = TensorPrimitives.Dot<double>(conjugate, product);
            double room = ToTheRadius(step, conjugate, radius);
            bool isInside = curvature > 0 && squares / curvature < room;
            double part = isInside ? squares / curvature : room;
            // The slope of the model along d is rᵀd = -rᵀr.
            promised += part * (squares - (0.5 * part * curvature));
            TensorPrimitives.MultiplyAdd<double>(conjugate, part, step, step);
            TensorPrimitives.MultiplyAdd<double>(product, part, residual, residual);
            double rest = TensorPrimitives.SumOfSquares<double>(residual);
            if (!isInside || Math.Sqrt(rest) < enough)
            {
                break;
            }

            TensorPrimitives.Multiply<double>(conjugate, rest / squares, conjugate);
            TensorPrimitives.Subtract<double>(conjugate, residual, conjugate);
            squares = rest;
        }

        return promised;
    }

    /// <summary>The τ >= 0 with ‖p + τ d‖ = radius.</summary>
    private static double ToTheRadius(double[] p, double[] d, double radius)
    {
        double a = TensorPrimitives.SumOfSquares<double>(d), b = TensorPrimitives.Dot<double>(p, d);
        double c = Math.Max(0, (radius * radius) - TensorPrimitives.SumOfSquares<double>(p));
        return c / (b + Math.Sqrt((b * b) + (a * c))); // b >= 0: the steps get longer
    }
}

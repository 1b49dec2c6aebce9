using System.Numerics.Tensors;

namespace Autodiff.NN;

/// <summary>
/// A step along a direction that satisfies the strong Wolfe conditions: f falls by at least c₁ α of what the slope promises, and the slope
/// there is at most c₂ of what it was. Nocedal and Wright 2006, algorithms 3.5 and 3.6.
/// </summary>
internal sealed class LineSearch(Objective objective, double[] x, double[] gradient, double curvature)
{
    private const double Decrease = 1e-4; // c₁
    private const int MostTrials = 40;

    private readonly double[] from = new double[x.Length];
    private readonly double[] fromGradient = new double[x.Length];
    private readonly double[] direction = new double[x.Length];
    private double start;
    private double slope;
    private int trials;
    private Trial last;

    private readonly record struct Trial(double At, double Value, double Slope);

    /// <summary>Moves x along a direction of descent; x and the gradient are then those of the point found. False, and nothing has moved, if none is lower.</summary>
    public bool TryMove(ReadOnlySpan<double> along, double guess, ref double value)
    {
        x.CopyTo(from, 0);
        gradient.CopyTo(fromGradient, 0);
        along.CopyTo(direction);
        (start, slope, trials) = (value, TensorPrimitives.Dot<double>(gradient, along), 0);
        var best = slope < 0 ? Bracket(guess) : new(0, start, slope);
        if (best.At == 0 || !(best.Value < start))
        {
            from.CopyTo(x, 0);
            fromGradient.CopyTo(gradient, 0);
            return false;
        }

        // The step found is nearly always the last one tried: x and the gradient are there already.
        value = (last.At == best.At ? last : Evaluate(best.At)).Value;
        return true;
    }

    private Trial Bracket(double guess)
    {
        var before = new Trial(0, start, slope);
        double at = guess;
        while (true)
        {
            var trial = Evaluate(at);
            if (!double.IsFinite(trial.Value) || trial.Value > start + (Decrease * at * slope) || (before.At > 0 && trial.Value >= before.Value))
            {
                return Zoom(before, trial);
            }

            if (Math.Abs(trial.Slope) <= -curvature * slope || trials >= MostTrials)
            {
                return trial;
            }

            if (trial.Slope >= 0)
            {
                return Zoom(trial, before);
            }

            before = trial;
            at *= 2;
        }
    }

    /// <summary>Closes in on a step between two, of which the first is the lower.</summary>
    private Trial Zoom(Trial low, Trial high)
    {
        while (trials < MostTrials)
        {
            var trial = Evaluate(Between(low, high));
            if (!double.IsFinite(trial.Value) || trial.Value > start + (Decrease * trial.At * slope) || trial.Value >= low.Value)
            {
                high = trial;
                continue;
            }

            if (Math.Abs(trial.Slope) <= -curvature * slope)
            {
                return trial;
            }

            if (trial.Slope * (high.At - low.At) >= 0)
            {
                high = low;
            }

            low = trial;
        }

        return low;
    }

    /// <summary>The minimum of the cubic through both values and slopes, kept off the ends; the middle where there is none.</summary>
    private static double Between(Trial low, Trial high)
    {
        double width = high.At - low.At;
        double a = low.Slope + high.Slope - (3 * (low.Value - high.Value) / (low.At - high.At));
        double root = Math.CopySign(Math.Sqrt((a * a) - (low.Slope * high.Slope)), width);
        double part = 1 - ((high.Slope + root - a) / (high.Slope - low.Slope + (2 * root)));
        return low.At + (width * (part is >= 0.1 and <= 0.9 ? part : 0.5));
    }

    private Trial Evaluate(double at)
    {
        trials++;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = from[i] + (at * direction[i]);
        }

        double value = objective.ValueAndGradient(x, gradient);
        return last = new(at, value, TensorPrimitives.Dot<double>(gradient, direction));
    }
}

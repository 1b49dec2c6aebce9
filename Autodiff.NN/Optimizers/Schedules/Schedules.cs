namespace Autodiff.NN;

/// <summary>1 always.</summary>
public sealed record ConstantSchedule : ISchedule
{
    /// <inheritdoc/>
    public double Factor(long updates) => 1;
}

/// <summary>factor^⌊t / every⌋: the rate falls in steps.</summary>
/// <param name="Every">The updates between two steps.</param>
/// <param name="Decay">By what each step multiplies the rate.</param>
public sealed record StepDecay(long Every, double Decay = 0.1) : ISchedule
{
    /// <summary>The updates between two falls.</summary>
    public long Every { get; } = ScheduleErrors.Positive(Every, nameof(Every));

    /// <summary>By what each step multiplies the rate.</summary>
    public double Decay { get; } = ScheduleErrors.Factor(Decay, nameof(Decay));

    /// <inheritdoc/>
    public double Factor(long updates) => Math.Pow(Decay, updates / Every);
}

/// <summary>decay^(t / over).</summary>
/// <param name="Over">The updates after which the rate has been multiplied by the decay once.</param>
/// <param name="Decay">That factor.</param>
public sealed record ExponentialDecay(long Over, double Decay = 0.96) : ISchedule
{
    /// <summary>The updates that it goes by.</summary>
    public long Over { get; } = ScheduleErrors.Positive(Over, nameof(Over));

    /// <summary>By what the rate is multiplied after so many updates.</summary>
    public double Decay { get; } = ScheduleErrors.Factor(Decay, nameof(Decay));

    /// <inheritdoc/>
    public double Factor(long updates) => Math.Pow(Decay, (double)updates / Over);
}

/// <summary>1 / (1 + decay t / over).</summary>
/// <param name="Decay">The decay.</param>
/// <param name="Over">The updates for one decay.</param>
public sealed record InverseTimeDecay(double Decay, long Over = 1) : ISchedule
{
    /// <summary>The updates that it goes by.</summary>
    public long Over { get; } = ScheduleErrors.Positive(Over, nameof(Over));

    /// <summary>The decay.</summary>
    public double Decay { get; } = ScheduleErrors.Factor(Decay, nameof(Decay));

    /// <inheritdoc/>
    public double Factor(long updates) => 1 / (1 + (Decay * updates / Over));
}

/// <summary>end + (1 - end) (1 - t / over)^power, and the end from then on.</summary>
/// <param name="Over">The updates until the end.</param>
/// <param name="End">The factor at the end.</param>
/// <param name="Power">1 for a straight line.</param>
public sealed record PolynomialDecay(long Over, double End = 0, double Power = 1) : ISchedule
{
    /// <summary>The updates that it goes by.</summary>
    public long Over { get; } = ScheduleErrors.Positive(Over, nameof(Over));

    /// <summary>The factor at the end.</summary>
    public double End { get; } = ScheduleErrors.Factor(End, nameof(End));

    /// <summary>The power of the part that remains.</summary>
    public double Power { get; } = ScheduleErrors.Divisor(Power, nameof(Power));

    /// <inheritdoc/>
    public double Factor(long updates) => End + ((1 - End) * Math.Pow(1 - ((double)Math.Min(updates, Over) / Over), Power));
}

/// <summary>end + (1 - end) ½ (1 + cos(π t / over)), and the end from then on; with restarts it begins anew there.</summary>
/// <remarks>Loshchilov and Hutter 2017, SGDR, equation 5.</remarks>
/// <param name="Over">The updates until the end.</param>
/// <param name="End">The factor at the end.</param>
/// <param name="Restarts">True to begin anew after the end.</param>
public sealed record CosineDecay(long Over, double End = 0, bool Restarts = false) : ISchedule
{
    /// <summary>The updates that it goes by.</summary>
    public long Over { get; } = ScheduleErrors.Positive(Over, nameof(Over));

    /// <summary>The factor at the end.</summary>
    public double End { get; } = ScheduleErrors.Factor(End, nameof(End));

    /// <inheritdoc/>
    public double Factor(long updates)
    {
        long within = Restarts ? updates % Over : Math.Min(updates, Over);
        return End + ((1 - End) * 0.5 * (1 + Math.Cos(Math.PI * within / Over)));
    }
}

/// <summary>(t + 1) / over until it reaches 1, times what another schedule says from then on.</summary>
/// <param name="Over">The updates of the rise.</param>
/// <param name="After">What follows, whose first update comes after the rise; 1 when left out.</param>
public sealed record WarmUp(long Over, ISchedule? After = null) : ISchedule
{
    /// <summary>The updates that it goes by.</summary>
    public long Over { get; } = ScheduleErrors.Positive(Over, nameof(Over));

    /// <inheritdoc/>
    public double Factor(long updates) => updates < Over
        ? (updates + 1.0) / Over * (After?.Factor(0) ?? 1)
        : After?.Factor(updates - Over) ?? 1;
}

/// <summary>Up from 1 / divisor to 1 in the first part of the updates, then down to 1 / (divisor · finalDivisor), both as half a cosine.</summary>
/// <remarks>Smith and Topin 2018. The learning rate of the optimizer is the greatest. The momentum stays as it is.</remarks>
/// <param name="Over">All updates.</param>
/// <param name="Rise">The part of them in which the rate rises.</param>
/// <param name="Divisor">By what the first rate is less than the greatest.</param>
/// <param name="FinalDivisor">By what the last rate is less than the first.</param>
public sealed record OneCycle(long Over, double Rise = 0.3, double Divisor = 25, double FinalDivisor = 1e4) : ISchedule
{
    /// <summary>The updates that it goes by.</summary>
    public long Over { get; } = ScheduleErrors.Positive(Over, nameof(Over));

    /// <summary>The part of the updates in which the rate rises.</summary>
    public double Rise { get; } = Rise is > 0 and < 1 ? Rise : throw new ArgumentOutOfRangeException(nameof(Rise), Rise, "The part of the updates lies between 0 and 1.");

    /// <summary>By what the first rate is less than the greatest.</summary>
    public double Divisor { get; } = ScheduleErrors.Divisor(Divisor, nameof(Divisor));

    /// <summary>By what the last rate is less than the first.</summary>
    public double FinalDivisor { get; } = ScheduleErrors.Divisor(FinalDivisor, nameof(FinalDivisor));

    /// <inheritdoc/>
    public double Factor(long updates)
    {
        double top = (Rise * Over) - 1, last = Over - 1, now = Math.Min(updates, last);
        return now <= top
            ? Between(1 / Divisor, 1, top > 0 ? now / top : 1)
            : Between(1, 1 / (Divisor * FinalDivisor), (now - top) / (last - top));
    }

    private static double Between(double from, double to, double part) => to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * part)));
}

internal static class ScheduleErrors
{
    public static long Positive(long updates, string name) =>
        updates > 0 ? updates : throw new ArgumentOutOfRangeException(name, updates, "The number of updates is positive.");

    public static double Factor(double value, string name)
    {
        Hyperparameter.RequireNotNegative(value, name);
        return value;
    }

    public static double Divisor(double value, string name)
    {
        Hyperparameter.RequirePositive(value, name);
        return value;
    }
}

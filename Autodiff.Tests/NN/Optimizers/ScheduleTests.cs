using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

public sealed class ScheduleTests
{
    private static readonly (ISchedule Schedule, long Updates, double Factor)[] Figures =
    [
        (new ConstantSchedule(), 1000, 1),
        (new StepDecay(10, 0.5), 9, 1),
        (new StepDecay(10, 0.5), 25, 0.25),
        (new ExponentialDecay(100, 0.96), 0, 1),
        (new ExponentialDecay(100, 0.96), 50, 0.9797958971132712), // √0.96
        (new InverseTimeDecay(0.5, 2), 6, 0.4),
        (new PolynomialDecay(10, 0.1), 5, 0.55),
        (new PolynomialDecay(10, 0.1), 50, 0.1),
        (new PolynomialDecay(10, 0, 2), 5, 0.25),
        (new CosineDecay(100), 0, 1),
        (new CosineDecay(100), 50, 0.5),
        (new CosineDecay(100, 0.2), 100, 0.2),
        (new CosineDecay(100), 1000, 0),
        (new CosineDecay(100, Restarts: true), 150, 0.5),
        (new WarmUp(4), 0, 0.25),
        (new WarmUp(4), 3, 1),
        (new WarmUp(4), 100, 1),
        (new WarmUp(4, new PolynomialDecay(10)), 4, 1),
        (new WarmUp(4, new PolynomialDecay(10)), 9, 0.5),
        (new OneCycle(100), 0, 1.0 / 25),
        (new OneCycle(100), 29, 1),
        (new OneCycle(100), 99, 1.0 / 25 / 1e4),
        (new OneCycle(100), 500, 1.0 / 25 / 1e4),
    ];

    [TestCaseSource(nameof(Figures))]
    public void Factors_are_those_of_the_formula((ISchedule Schedule, long Updates, double Factor) figure) =>
        Assert.That(figure.Schedule.Factor(figure.Updates), Is.EqualTo(figure.Factor).Within(1e-12));

    [Test]
    public void Every_schedule_has_figures() => Assert.That(
        typeof(ISchedule).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(ISchedule)) && !type.IsInterface),
        Is.EquivalentTo(Figures.Select(figure => figure.Schedule.GetType()).Append(typeof(ReduceOnPlateau)).Distinct()));

    [Test]
    public void A_plateau_reduces_the_rate_after_the_patience()
    {
        var schedule = new ReduceOnPlateau(patience: 2, decay: 0.5, least: 0.2);
        double[] losses = [5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3];
        bool[] falls = [.. losses.Select(schedule.Observe)];
        Assert.That(falls.Select((fell, i) => (fell, i)).Where(its => its.fell).Select(its => its.i), Is.EqualTo(new[] { 4, 8, 11 }));
        Assert.That(schedule.Factor(0), Is.EqualTo(0.2));
    }

    [Test]
    public void A_loss_that_is_not_a_number_is_no_improvement()
    {
        var schedule = new ReduceOnPlateau(patience: 0, decay: 0.5);
        Assert.That((schedule.Observe(1), schedule.Observe(double.NaN), schedule.Observe(0.5)), Is.EqualTo((false, true, false)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void Numbers_of_updates_are_positive(long updates)
    {
        Assert.That(() => new StepDecay(updates), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new CosineDecay(updates), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new WarmUp(updates), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new OneCycle(updates), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}

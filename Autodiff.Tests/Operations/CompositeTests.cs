using System.Numerics;

namespace Autodiff.Tests.Operations;

/// <summary>Entries over many operands equal their scalar expansions: value, gradient, and second derivatives.</summary>
public class CompositeTests
{
    private static readonly double[] Data = [.. Enumerable.Range(0, 103).Select(i => Math.Sin(i * 0.7) * 3)];

    private static T Expanded<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        foreach (double y in Data)
        {
            T z = (T.CreateChecked(y) - x[0]) / x[1];
            sum += (T.CreateChecked(-0.5) * (z * z)) - T.Log(x[1]) - T.CreateChecked(0.5 * Math.Log(Math.Tau));
        }

        return sum;
    }

    [Test]
    public void Normal_log_density_equals_its_expansion()
    {
        double[] at = [0.4, 1.7];
        var expanded = Differentiate.ValueAndGradient(Expanded, at);
        var composite = Differentiate.ValueAndGradient<double>(x => Functions.NormalLogDensity(Data, x[0], x[1]), at);
        var hessian = Differentiate.Hessian(Expanded, at);
        var duals = Array.ConvertAll(Data, y => new Dual<double>(y));
        var compositeHessian = Differentiate.Hessian<double>(x => Functions.NormalLogDensity(duals, x[0], x[1]), at);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(composite.Value, Is.EqualTo(expanded.Value).Within(1e-12).Percent);
            Assert.That(composite.Gradient, Is.EqualTo(expanded.Gradient).Within(1e-11));
            Assert.That(compositeHessian, Is.EqualTo(hessian).Within(1e-10));
            Assert.That(Functions.NormalLogDensity<double>(Data, 0.4, 1.7), Is.EqualTo(composite.Value));
        }
    }

    [Test]
    public void Normal_log_density_with_one_or_both_parameters_constant()
    {
        var tape = new Tape<double>();
        var mu = tape.Input(0.4);
        var both = Differentiate.Gradient<double>(x => Functions.NormalLogDensity(Data, x[0], x[1]), [0.4, 1.7]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tape.Gradient(Functions.NormalLogDensity<double>(Data, mu, 1.7))[mu], Is.EqualTo(both[0]));
            Assert.That(Functions.NormalLogDensity(Data, new Scalar<double>(0.4), new Scalar<double>(1.7)).IsConstant);
        }
    }

    [Test]
    public void Dot_with_data_equals_dot_with_constants()
    {
        var tape = new Tape<double>();
        var x = tape.Inputs([1, 2, 3]);
        double[] weights = [0.5, -1, 4];
        var constants = Array.ConvertAll(weights, w => new Scalar<double>(w));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Functions.Dot<double>(x, weights).Value, Is.EqualTo(10.5));
            Assert.That(tape.Gradient(Functions.Dot<double>(x, weights)).Of(x), Is.EqualTo(weights));
            Assert.That(tape.Gradient(Functions.Dot<Scalar<double>>(x, constants)).Of(x), Is.EqualTo(weights));
            Assert.That(tape.Gradient(Functions.Dot<Scalar<double>>(x, x)).Of(x), Is.EqualTo([2.0, 4, 6]));
        }
    }
}

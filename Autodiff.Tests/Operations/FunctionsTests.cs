using System.Numerics;
using System.Reflection;

namespace Autodiff.Tests.Operations;

/// <summary>Every named function is the row of its name, for every number type.</summary>
public class FunctionsTests
{
    /// <summary>Those over numbers, or over spans, of one type; the composites and overloads for plain data have tests of their own.</summary>
    private static IEnumerable<TestCaseData> Methods =>
        from method in typeof(Functions).GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.Name != "Apply" && method.GetParameters().Select(parameter => parameter.ParameterType).Distinct().Count() == 1
        select new TestCaseData(method).SetArgDisplayNames(method.Name);

    [TestCaseSource(nameof(Methods))]
    public void Row_of_the_same_name(MethodInfo function)
    {
        var row = Catalog.Find(function.Name == "UnitStep" ? "step" : char.ToLowerInvariant(function.Name[0]) + function.Name[1..]);
        var tape = new Tape<double>();
        Assert.Multiple(() =>
        {
            foreach (double[] sample in row.Samples)
            {
                double value = row.Apply<double>(sample);
                Assert.That(Call(function, sample), Is.EqualTo(value));

                var scalars = tape.Inputs(sample);
                var gradient = tape.Gradient(Call(function, scalars)).Of(scalars);
                var partials = new double[sample.Length];
                row.Partials<double>(sample, value, partials);
                Assert.That(gradient, Is.EqualTo(partials), "by the tape");

                var dual = Call(function, Array.ConvertAll(sample, x => new Dual<double>(x, x == sample[^1] ? 1 : 0)));
                Assert.That(dual.Value, Is.EqualTo(value));
                Assert.That(dual.Tangent, Is.EqualTo(sample.Zip(partials, (x, partial) => x == sample[^1] ? partial : 0).Sum()), "by the dual number");
            }
        });
    }

    [Test]
    public void Dot_needs_equal_lengths() => Assert.That(
        () => Functions.Dot<double>([1, 2, 3], [4, 5]), Throws.ArgumentException.With.Message.Contains("the first has 3 numbers, the second 2"));

    [Test]
    public void Dot_with_data_is_one_entry()
    {
        var tape = new Tape<double>();
        var x = tape.Inputs([1, 2, 3]);
        var result = Functions.Dot<double>(x, [4, 5, 6]);
        Assert.Multiple(() =>
        {
            Assert.That(result.Value, Is.EqualTo(32));
            Assert.That(tape.Count, Is.EqualTo(4));
            Assert.That(tape.Gradient(result).Of(x), Is.EqualTo([4, 5, 6]));
            Assert.That(Functions.Dot<double>([new Scalar<double>(2)], [3]).Tape, Is.Null, "of constants");
            Assert.That(() => Functions.Dot<double>(x, [4, 5]), Throws.ArgumentException.With.Message.Contains("the first has 3 numbers, the second 2"));
        });
    }

    /// <summary>Against the density written out, whose derivatives follow from rows tested elsewhere.</summary>
    [Test]
    public void NormalLogDensity_is_the_sum_of_densities()
    {
        double[] data = [1.3, -0.2, 2.4, 0.9];
        var tape = new Tape<double>();
        var (mu, sigma) = (tape.Input(0.4), tape.Input(1.7));
        Scalar<double> expected = 0;
        foreach (double y in data)
        {
            var z = (y - mu) / sigma;
            expected -= (0.5 * z * z) + Scalar<double>.Log(sigma) + (0.5 * Math.Log(Math.Tau));
        }

        int count = tape.Count;
        var actual = Functions.NormalLogDensity<double>(data, mu, sigma);
        Assert.Multiple(() =>
        {
            Assert.That(tape.Count, Is.EqualTo(count + 1));
            Assert.That(actual.Value, Is.EqualTo(expected.Value).Within(8).Ulps);
            Assert.That(tape.Gradient(actual).Of([mu, sigma]), Is.EqualTo(tape.Gradient(expected).Of([mu, sigma])).Within(16).Ulps);
            Assert.That(Functions.NormalLogDensity<double>(data, 0.4, 1.7), Is.EqualTo(actual.Value), "of plain numbers");
            Assert.That(tape.Gradient(Functions.NormalLogDensity(data, mu, 1.7))[mu], Is.EqualTo(tape.Gradient(actual)[mu]), "of a constant sigma");
        });
    }

    private delegate T OfSpan<T>(ReadOnlySpan<T> x);

    private delegate T OfSpans<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y);

    private static T Call<T>(MethodInfo function, T[] x) where T : IFloatingPointIeee754<T>
    {
        var method = function.MakeGenericMethod(typeof(T));
        int count = method.GetParameters().Length;
        if (!method.GetParameters()[0].ParameterType.IsByRefLike)
        {
            return (T)method.Invoke(null, [.. x.Cast<object>()])!;
        }

        return count == 1
            ? method.CreateDelegate<OfSpan<T>>()(x)
            : method.CreateDelegate<OfSpans<T>>()(x.AsSpan(0, x.Length / 2), x.AsSpan(x.Length / 2));
    }
}

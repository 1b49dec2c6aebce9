using System.Numerics;
using System.Reflection;

namespace Autodiff.Tests.Operations;

/// <summary>Every named function is the row of its name, for every number type.</summary>
public class FunctionsTests
{
    private static IEnumerable<string> Names =>
        typeof(Functions).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).Where(name => name != "Apply").Distinct();

    [TestCaseSource(nameof(Names))]
    public void Row_of_the_same_name(string function)
    {
        var row = Catalog.Find(function == "UnitStep" ? "step" : char.ToLowerInvariant(function[0]) + function[1..]);
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
        () => Functions.Dot<double>([1, 2, 3], [4, 5]), Throws.ArgumentException.With.Message.Contains("x has 3, y has 2"));

    private delegate T OfSpan<T>(ReadOnlySpan<T> x);

    private delegate T OfSpans<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y);

    private static T Call<T>(string function, T[] x) where T : IFloatingPointIeee754<T>
    {
        var method = typeof(Functions).GetMethod(function)!.MakeGenericMethod(typeof(T));
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

using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Dual = Autodiff.Dual<double>;
using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Numbers;

/// <summary>
/// Every static member of the number types that takes and gives numbers against the member of double of the same name, found
/// by reflection: no member is forwarded wrongly, and none is forgotten when the interfaces grow.
/// </summary>
public class MemberTests
{
    private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Includes a tie of magnitudes, both zeros and every kind of number that IEEE 754 has.
    private static readonly double[] Arguments = [0.3, -0.7, 1, 2.5, -2.5, 3, 0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-310];
    private static readonly double[] Smooth = [0.3, -0.7, 2.25, -3.125];

    private static IEnumerable<TestCaseData> Members =>
        from number in new[] { typeof(Real), typeof(Dual) }
        from method in number.GetMethods(Statics)
        where !method.IsGenericMethod && (method.IsPublic || method.Name.Contains('.')) && method.Name != "op_Implicit"
        let plain = Array.ConvertAll(method.GetParameters(), parameter => Plain(parameter.ParameterType))
        where plain.All(type => type == typeof(double) || type == typeof(int) || type == typeof(MidpointRounding))
        select new TestCaseData(method, Find(method, plain)).SetArgDisplayNames(number.Name[..^2], ShortName(method) + "(" + string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name)) + ")");

    [TestCaseSource(nameof(Members))]
    public void Value(MethodInfo method, MethodInfo plain) => Assert.Multiple(() =>
    {
        foreach (object[] arguments in Grid(plain, _ => Arguments))
        {
            object?[] expected = Call(plain, arguments);
            object?[] actual = Call(method, Lift(method, arguments, _ => 0));
            Assert.That(actual, Has.Length.EqualTo(expected.Length));
            foreach (var (left, right) in expected.Zip(actual))
            {
                object? value = ValueOf(right);
                Assert.That(value, left is double number && double.IsFinite(number) ? Is.EqualTo(left).Within(Tolerance(plain, number)) : Is.EqualTo(left), Text(plain, arguments));
            }
        }
    });

    /// <summary>By differences of double's own member, so that members which are no rows are covered as well.</summary>
    [TestCaseSource(nameof(Members))]
    public void Derivative(MethodInfo method, MethodInfo plain) => Assert.Multiple(() =>
    {
        foreach (object[] arguments in Grid(plain, operand => Array.ConvertAll(Smooth, x => x + (operand / 8.0)))) // no ties
        {
            for (int i = 0; i < arguments.Length; i++)
            {
                if (method.GetParameters()[i].ParameterType == method.DeclaringType)
                {
                    AssertDerivative(method, plain, arguments, i);
                }
            }
        }
    });

    private static double Tolerance(MethodInfo plain, double value)
    {
        // Exp2M1 and the like are composed of rows, so that they differentiate, and cancel less near 0 than double's do.
        double relative = IsCoarse(plain) ? 1e-3 : 1e-14;
        return (relative * Math.Abs(value)) + 1e-15;
    }

    /// <summary>On some processors double estimates a reciprocal to 14 bits, a staircase; we divide.</summary>
    private static bool IsCoarse(MethodInfo plain) => ShortName(plain).StartsWith("Reciprocal", StringComparison.Ordinal);

    private static void AssertDerivative(MethodInfo method, MethodInfo plain, object[] arguments, int operand)
    {
        var results = Call(method, Lift(method, arguments, i => i == operand ? 1 : 0));
        for (int k = 0; k < results.Length; k++)
        {
            double At(double x)
            {
                var moved = (object[])arguments.Clone();
                moved[operand] = x;
                return Call(plain, moved)[k] is double y ? y : double.NaN;
            }

            var (expected, error) = FiniteDifference.Derivative(At, (double)arguments[operand], largest: 1.0 / 4096); // Round to 3 digits jumps each 0.001
            double? actual = results[k] switch
            {
                Dual dual => dual.Tangent,
                Real { Tape: { } tape } real => tape.Gradient(real).Values[operand], // the inputs are the first entries
                Real => 0, // a choice among operands that chose a constant
                _ => null, // a predicate or an integer
            };

            // Outside the domain, and by a base or a place where the function jumps, there is nothing to compare.
            if (actual is not null && error < 1e-6 && !IsCoarse(plain))
            {
                Assert.That(actual, Is.EqualTo(expected).Within((10 * error) + (1e-9 * Math.Abs(expected))), $"{Text(plain, arguments)} by operand {operand}");
            }
        }
    }

    private static Type Plain(Type type) => type == typeof(Real) || type == typeof(Dual) ? typeof(double) : type;

    /// <summary>Explicit implementations are named by their interface as well.</summary>
    private static string ShortName(MethodInfo method) => method.Name[(method.Name.LastIndexOf('.') + 1)..];

    private static MethodInfo Find(MethodInfo method, Type[] parameters) =>
        typeof(double).GetMethods(Statics).FirstOrDefault(candidate => ShortName(candidate) == ShortName(method)
            && candidate.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(parameters))
        ?? throw new MissingMemberException($"double has no {ShortName(method)}({string.Join(", ", parameters.Select(type => type.Name))}).");

    /// <summary>All combinations of the numbers, with a few whole numbers and every way to round.</summary>
    private static IEnumerable<object[]> Grid(MethodInfo plain, Func<int, double[]> numbers)
    {
        IEnumerable<object[]> grid = [[]];
        foreach (var parameter in plain.GetParameters())
        {
            object[] choices = parameter.ParameterType == typeof(double) ? [.. numbers(parameter.Position).Cast<object>()]
                : parameter.ParameterType == typeof(int) ? [1, 2, 3]
                : [.. Enum.GetValues<MidpointRounding>().Cast<object>()];
            grid = grid.SelectMany(prefix => choices.Select(choice => (object[])[.. prefix, choice])).ToArray();
        }

        return grid;
    }

    private static object[] Lift(MethodInfo method, object[] arguments, Func<int, double> tangent)
    {
        var tape = new Tape<double>();
        var inputs = Array.ConvertAll(arguments, argument => tape.Input(argument as double? ?? 0));
        return [.. method.GetParameters().Select((parameter, i) =>
            parameter.ParameterType == typeof(Real) ? inputs[i]
            : parameter.ParameterType == typeof(Dual) ? new Dual((double)arguments[i], tangent(i))
            : arguments[i])];
    }

    /// <summary>The result, the items of a tuple, or the type of the exception.</summary>
    private static object?[] Call(MethodInfo method, object[] arguments)
    {
        try
        {
            object? result = method.Invoke(null, arguments);
            return result is ITuple tuple ? [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])] : [result];
        }
        catch (TargetInvocationException exception)
        {
            return [exception.InnerException!.GetType()];
        }
    }

    private static object? ValueOf(object? result) => result switch { Real real => real.Value, Dual dual => dual.Value, _ => result };

    private static string Text(MethodInfo plain, object[] arguments) => $"{ShortName(plain)}({string.Join(", ", arguments)})";
}

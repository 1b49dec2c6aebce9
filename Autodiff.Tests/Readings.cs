using System.Numerics;

namespace Autodiff.Tests;

/// <summary>A formula of several variables that every number type can read.</summary>
internal interface IFormula
{
    T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>;
}

/// <summary>A row of the catalog as a formula.</summary>
internal sealed class OperationFormula(Operation row) : IFormula
{
    public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => row.Apply(x);
}

/// <summary>Values and derivatives of one formula, read by each number type in turn.</summary>
internal static class Readings
{
    /// <summary>Value and gradient by a tape; the operands that <paramref name="taped"/> refuses are constants, with derivative 0.</summary>
    public static (T Value, T[] Gradient) Reverse<T>(IFormula formula, ReadOnlySpan<T> x, Func<int, bool>? taped = null)
        where T : IFloatingPointIeee754<T>
    {
        var tape = new Tape<T>();
        var operands = new Scalar<T>[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            operands[i] = taped?.Invoke(i) ?? true ? tape.Input(x[i]) : new(x[i]);
        }

        var result = formula.Evaluate<Scalar<T>>(operands);
        var gradient = new T[x.Length];
        if (result.Tape is not null)
        {
            var gradients = tape.Gradient(result);
            for (int i = 0; i < x.Length; i++)
            {
                gradient[i] = operands[i].Tape is null ? T.Zero : gradients[operands[i]];
            }
        }

        return (result.Value, gradient);
    }

    /// <summary>Value and derivative by one operand, by the dual number.</summary>
    public static Dual<T> Forward<T>(IFormula formula, ReadOnlySpan<T> x, int operand) where T : IFloatingPointIeee754<T> =>
        formula.Evaluate<Dual<T>>(Seed(x, operand));

    /// <summary>Second derivatives by <c>Tape&lt;Dual&lt;double&gt;&gt;</c>: row j differentiates the gradient by operand j.</summary>
    public static double[][] ForwardOverReverse(IFormula formula, double[] x) =>
        Rows(x.Length, j => Array.ConvertAll(Reverse<Dual<double>>(formula, Seed<double>(x, j)).Gradient, g => g.Tangent));

    /// <summary>Second derivatives by <c>Dual&lt;Dual&lt;double&gt;&gt;</c>.</summary>
    public static double[][] ForwardOverForward(IFormula formula, double[] x) =>
        Rows(x.Length, j => Rows(x.Length, i => Forward<Dual<double>>(formula, Seed<double>(x, j), i).Tangent.Tangent));

    /// <summary>Gradient and second derivatives by a sweep that is recorded and swept again.</summary>
    public static (double[] Gradient, double[][] Second) ReverseOverReverse(IFormula formula, double[] x)
    {
        var tape = new Tape<double>();
        var inputs = tape.Inputs(x);
        var result = formula.Evaluate<Scalar<double>>(inputs);
        if (result.Tape is null)
        {
            return (new double[x.Length], Rows(x.Length, _ => new double[x.Length]));
        }

        var gradient = tape.RecordGradient(result, inputs);
        return (
            Array.ConvertAll(gradient, g => g.Value),
            Array.ConvertAll(gradient, g => g.Tape is null ? new double[x.Length] : tape.Gradient(g).Of(inputs)));
    }

    private static Dual<T>[] Seed<T>(ReadOnlySpan<T> x, int operand) where T : IFloatingPointIeee754<T>
    {
        var duals = new Dual<T>[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            duals[i] = new(x[i], i == operand ? T.One : T.Zero);
        }

        return duals;
    }

    private static TItem[] Rows<TItem>(int count, Func<int, TItem> row) => [.. Enumerable.Range(0, count).Select(row)];
}

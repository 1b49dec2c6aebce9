using System.Numerics;

namespace Autodiff;

// Second derivatives, forward over reverse: the tape records dual numbers, so that its gradient carries a tangent.
// Higher ones, of one variable: each reverse sweep is recorded, and swept again.
public static partial class Differentiate
{
    /// <summary>The Hessian, Hᵢⱼ = ∂²f/∂xᵢ∂xⱼ: a recording and a reverse sweep for each variable.</summary>
    public static T[,] Hessian<T>(Func<ReadOnlySpan<Scalar<Dual<T>>>, Scalar<Dual<T>>> function, ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T> => ValueGradientAndHessian(function, x).Hessian;

    /// <summary>f(x), ∇f(x) and the Hessian, at the price of the Hessian.</summary>
    public static (T Value, T[] Gradient, T[,] Hessian) ValueGradientAndHessian<T>(
        Func<ReadOnlySpan<Scalar<Dual<T>>>, Scalar<Dual<T>>> function,
        ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        var hessian = new T[x.Length, x.Length];
        var direction = new T[x.Length];
        var tape = new Tape<Dual<T>>();
        var (value, gradient) = (T.Zero, Array.Empty<T>());
        for (int i = 0; i < x.Length; i++)
        {
            direction[i] = T.One;
            (value, gradient, var column) = GradientAlong(tape, function, x, direction);
            direction[i] = T.Zero;
            for (int j = 0; j <= i; j++)
            {
                hessian[i, j] = hessian[j, i] = column[j];
            }
        }

        return x.IsEmpty ? (GradientAlong(tape, function, x, direction).Value, gradient, hessian) : (value, gradient, hessian);
    }

    /// <summary>H(x) v, the Hessian of f at x times a vector, by one recording and one reverse sweep.</summary>
    /// <exception cref="ArgumentException">x and v differ in length.</exception>
    public static T[] HessianVector<T>(
        Func<ReadOnlySpan<Scalar<Dual<T>>>, Scalar<Dual<T>>> function,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> vector)
        where T : IFloatingPointIeee754<T> => GradientAlong(new(), function, x, vector).Tangent;

    /// <summary>f(x), ∇f(x) and the derivative of ∇f in a direction.</summary>
    private static (T Value, T[] Gradient, T[] Tangent) GradientAlong<T>(
        Tape<Dual<T>> tape,
        Func<ReadOnlySpan<Scalar<Dual<T>>>, Scalar<Dual<T>>> function,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> direction)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        RequireDirection(x, direction);
        tape.Reset();
        var seeded = new Dual<T>[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            seeded[i] = new(x[i], direction[i]);
        }

        var inputs = tape.Inputs(seeded);
        var output = function(inputs);
        var gradient = GradientOf(tape, output, inputs);
        return (output.Value.Value, Array.ConvertAll(gradient, g => g.Value), Array.ConvertAll(gradient, g => g.Tangent));
    }

    /// <summary>f(x), f′(x), f″(x), … up to the derivative of a given order, of a function of one variable.</summary>
    /// <remarks>Each order differentiates the recording of the one before, which grows severalfold; meant for small orders.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The order is negative.</exception>
    public static T[] Derivatives<T>(Func<Scalar<T>, Scalar<T>> function, T x, int order) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        var tape = new Tape<T>();
        var input = tape.Input(x);
        var derivative = function(input);
        var derivatives = new T[order + 1];
        derivatives[0] = derivative.Value;
        for (int i = 1; i <= order && !derivative.IsConstant; i++)
        {
            derivative = tape.RecordGradient(derivative, input)[0];
            derivatives[i] = derivative.Value;
        }

        return derivatives;
    }
}

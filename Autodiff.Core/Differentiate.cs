using System.Numerics;

namespace Autodiff;

/// <summary>
/// Exact derivatives of functions, with no tape in sight. A function written once over
/// <see cref="IFloatingPointIeee754{TSelf}"/> fits every method: pass it by name.
/// </summary>
/// <remarks>
/// Derivatives nest: inside a function, differentiate at a scalar of that function (or <c>new Scalar&lt;T&gt;(1)</c>), and the
/// inner derivative is a number of the outer kind. Using scalars of the outer function in an inner one of the same kind throws.
/// A lambda cannot keep its span for an inner lambda or an iterator; copy the elements to locals first.
/// A result that does not depend on the variables has derivative 0. Each call makes a tape; a loop that needs a million small
/// derivatives keeps one <see cref="Tape{T}"/>, or reads its function with <see cref="Dual{T}"/>.
/// </remarks>
public static partial class Differentiate
{
    /// <summary>f′(x) of a function of one variable.</summary>
    public static T Derivative<T>(Func<Scalar<T>, Scalar<T>> function, T x) where T : IFloatingPointIeee754<T> =>
        ValueAndDerivative(function, x).Derivative;

    /// <summary>f(x) and f′(x) of a function of one variable.</summary>
    public static (T Value, T Derivative) ValueAndDerivative<T>(Func<Scalar<T>, Scalar<T>> function, T x) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        var (value, gradient) = ValueAndGradient(variables => function(variables[0]), [x]);
        return (value, gradient[0]);
    }

    /// <summary>∇f(x)·d, the derivative of f at x in the direction d, by one forward sweep.</summary>
    /// <exception cref="ArgumentException">x and d differ in length.</exception>
    public static T Directional<T>(Func<ReadOnlySpan<Scalar<T>>, Scalar<T>> function, ReadOnlySpan<T> x, ReadOnlySpan<T> direction)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        RequireDirection(x, direction);
        var tape = new Tape<T>();
        var inputs = tape.Inputs(x);
        var output = function(inputs);
        return output.IsConstant ? T.Zero : tape.Tangents(inputs, direction)[output];
    }

    /// <summary>∇f(x), by one reverse sweep.</summary>
    public static T[] Gradient<T>(Func<ReadOnlySpan<Scalar<T>>, Scalar<T>> function, ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> =>
        ValueAndGradient(function, x).Gradient;

    /// <summary>f(x) and ∇f(x), by one reverse sweep.</summary>
    public static (T Value, T[] Gradient) ValueAndGradient<T>(Func<ReadOnlySpan<Scalar<T>>, Scalar<T>> function, ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        var tape = new Tape<T>();
        var inputs = tape.Inputs(x);
        var output = function(inputs);
        return (output.Value, GradientOf(tape, output, inputs));
    }

    /// <summary>
    /// The Jacobian, Jᵢⱼ = ∂fᵢ/∂xⱼ: one recording, then a forward sweep for each input or a reverse sweep for each output,
    /// whichever are fewer.
    /// </summary>
    public static T[,] Jacobian<T>(Func<ReadOnlySpan<Scalar<T>>, Scalar<T>[]> function, ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(function);
        var tape = new Tape<T>();
        var inputs = tape.Inputs(x);
        var outputs = function(inputs) ?? throw new InvalidOperationException("The function returned null. Return an array of its results.");
        var jacobian = new T[outputs.Length, inputs.Length];
        if (outputs.Length <= inputs.Length)
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                var row = GradientOf(tape, outputs[i], inputs);
                for (int j = 0; j < inputs.Length; j++)
                {
                    jacobian[i, j] = row[j];
                }
            }
        }
        else
        {
            for (int j = 0; j < inputs.Length; j++)
            {
                using var tangents = tape.Tangents([inputs[j]], [T.One]);
                for (int i = 0; i < outputs.Length; i++)
                {
                    jacobian[i, j] = outputs[i].IsConstant ? T.Zero : tangents[outputs[i]];
                }
            }
        }

        return jacobian;
    }

    private static T[] GradientOf<T>(Tape<T> tape, Scalar<T> output, ReadOnlySpan<Scalar<T>> inputs) where T : IFloatingPointIeee754<T>
    {
        if (output.IsConstant)
        {
            return new T[inputs.Length];
        }

        using var gradients = tape.Gradient(output);
        return gradients.Of(inputs);
    }

    private static void RequireDirection<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> direction)
    {
        if (direction.Length != x.Length)
        {
            throw new ArgumentException($"The direction needs a component for each variable: there are {x.Length} variables and {direction.Length} components.", nameof(direction));
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using Autodiff.Operations;

namespace Autodiff;

/// <summary>
/// Partials of rows in the vectors of the machine. Each step is exact or rounds as the step of the row does, so that the bits are those
/// of the row; rows whose partial needs a function such as exp are not here.
/// </summary>
internal static class VectorPartials
{
    /// <summary>∂f/∂x, ∂f/∂y or ∂f/∂z; false for rows that have none in vectors, which the compiler knows and takes no code for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryGet<T, TRow>(int operand, Vector<T> x, Vector<T> y, Vector<T> result, out Vector<T> partial)
    {
        var one = Vector<T>.One;
        if (typeof(TRow) == typeof(Unary<Sqrt>))
        {
            partial = one / (result + result);
        }
        else if (typeof(TRow) == typeof(Unary<Square>))
        {
            partial = x + x;
        }
        else if (typeof(TRow) == typeof(Unary<Reciprocal>))
        {
            partial = -result * result;
        }
        else if (typeof(TRow) == typeof(Unary<Exp>))
        {
            partial = result;
        }
        else if (typeof(TRow) == typeof(Unary<Log>))
        {
            partial = one / x;
        }
        else if (typeof(TRow) == typeof(Unary<Tanh>))
        {
            partial = (one - result) * (one + result);
        }
        else if (typeof(TRow) == typeof(Unary<Relu>))
        {
            partial = Vector.GreaterThan(x, Vector<T>.Zero) & one;
        }
        else if (typeof(TRow) == typeof(Unary<Abs>))
        {
            var hasSign = Vector.GreaterThan(Vector.Abs(x), Vector<T>.Zero); // neither 0 nor NaN, which are their own signs
            partial = Vector.ConditionalSelect(hasSign, Vector.CopySign(one, x), x);
        }
        else if (typeof(TRow) == typeof(Binary<Divide>))
        {
            partial = operand == 0 ? one / y : -result / y;
        }
        else if (typeof(TRow) == typeof(Binary<Max>))
        {
            partial = operand == 0 ? Share(x, y) : Share(y, x);
        }
        else if (typeof(TRow) == typeof(Binary<Min>))
        {
            partial = operand == 0 ? Share(y, x) : Share(x, y);
        }
        else if (typeof(TRow) == typeof(Binary<LeakyRelu>))
        {
            var above = Vector.GreaterThan(x, Vector<T>.Zero);
            partial = operand == 0 ? Vector.ConditionalSelect(above, one, y) : Vector.AndNot(x, above);
        }
        else if (typeof(TRow) == typeof(Ternary<MultiplyAdd>))
        {
            partial = operand == 0 ? y : operand == 1 ? x : one;
        }
        else
        {
            partial = default;
            return false;
        }

        return true;
    }

    /// <summary>x y as the chain rule multiplies: 0 where the weight is 0, and where the partial is and the product would be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ChainProduct<T>(Vector<T> partial, Vector<T> weight)
    {
        var product = Vector.AndNot(partial * weight, Vector.Equals(weight, Vector<T>.Zero));
        return Vector.AndNot(product, Vector.AndNot(Vector.Equals(partial, Vector<T>.Zero), Vector.Equals(product, product)));
    }

    /// <summary>1 where x is greater, ½ in a tie, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Share<T>(Vector<T> x, Vector<T> other)
    {
        var half = Vector<T>.One / (Vector<T>.One + Vector<T>.One);
        return (Vector.GreaterThan(x, other) & Vector<T>.One) | (Vector.Equals(x, other) & half);
    }
}

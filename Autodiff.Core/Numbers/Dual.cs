using System.Diagnostics;
using System.Numerics;

namespace Autodiff;

/// <summary>
/// A number with a tangent, v + ṽ ε with ε² = 0: reads any formula written for <see cref="IFloatingPointIeee754{TSelf}"/> and
/// carries the derivative along (forward mode), without a tape.
/// </summary>
/// <remarks>
/// Comparisons, predicates and equality look at the value alone, so that a program takes the branches that the plain one takes.
/// <c>Dual&lt;Dual&lt;T&gt;&gt;</c> carries second derivatives, <c>Tape&lt;Dual&lt;T&gt;&gt;</c> differentiates a gradient.
/// A dual number does not know which variable its tangent belongs to: seed one direction at a time, and give a derivative
/// inside a derivative a kind of its own. <see cref="Differentiate"/> sees to both.
/// </remarks>
[DebuggerDisplay("{Value} + {Tangent} ε")]
public readonly partial struct Dual<T> : IFloatingPointIeee754<Dual<T>>, ILifted<Dual<T>>
    where T : IFloatingPointIeee754<T>
{
    /// <summary>A constant: a number whose tangent is 0.</summary>
    public Dual(T value) : this(value, T.Zero) { }

    /// <summary>A number with its tangent.</summary>
    public Dual(T value, T tangent) => (Value, Tangent) = (value, tangent);

    /// <summary>The number itself.</summary>
    public T Value { get; }

    /// <summary>The derivative of the value in the direction that was seeded.</summary>
    public T Tangent { get; }

    /// <summary>The value as a constant.</summary>
    public Dual<T> Detach() => new(Value);

    /// <summary>The operation of a row, with the tangent by the chain rule.</summary>
    public static Dual<T> Apply<TRow>(Dual<T> x) where TRow : struct, IUnaryOperation =>
        Chain<TRow>(x, Functions.Apply<TRow, T>(x.Value));

    /// <summary>The operation of a row, with the tangent by the chain rule.</summary>
    public static Dual<T> Apply<TRow>(Dual<T> x, Dual<T> y) where TRow : struct, IBinaryOperation =>
        Chain<TRow>(x, y, Functions.Apply<TRow, T>(x.Value, y.Value));

    /// <summary>The operation of a row, with the tangent by the chain rule.</summary>
    public static Dual<T> Apply<TRow>(Dual<T> x, Dual<T> y, Dual<T> z) where TRow : struct, ITernaryOperation =>
        Chain<TRow>(x, y, z, Functions.Apply<TRow, T>(x.Value, y.Value, z.Value));

    /// <summary>The operation of a row over any number of operands, with the tangent by the chain rule.</summary>
    public static Dual<T> Apply<TRow>(ReadOnlySpan<Dual<T>> x) where TRow : struct, INaryOperation
    {
        var values = new T[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            values[i] = x[i].Value;
        }

        T value = Functions.Apply<TRow, T>(values);
        var partials = new T[x.Length];
        TRow.Partials(values, value, partials);
        T tangent = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            tangent += Term(partials[i], x[i].Tangent);
        }

        return new(value, tangent);
    }

    Lifting<Dual<T>> ILifted<Dual<T>>.Lifting => new DualLifting();

    private sealed class DualLifting : Lifting<Dual<T>>
    {
        public override Dual<T> Apply<TRow>(Dual<T> x) => Dual<T>.Apply<TRow>(x);

        public override Dual<T> Apply<TRow>(Dual<T> x, Dual<T> y) => Dual<T>.Apply<TRow>(x, y);

        public override Dual<T> Apply<TRow>(Dual<T> x, Dual<T> y, Dual<T> z) => Dual<T>.Apply<TRow>(x, y, z);

        public override Dual<T> Apply<TRow>(ReadOnlySpan<Dual<T>> x) => Dual<T>.Apply<TRow>(x);

        public override Dual<T> Dot(ReadOnlySpan<Dual<T>> x, ReadOnlySpan<Dual<T>> y)
        {
            Dual<T> sum = Zero;
            for (int i = 0; i < x.Length; i++)
            {
                sum += x[i] * y[i];
            }

            return sum;
        }

        public override bool IsAllFinite(Dual<T> x) => Lifting<T>.IsFinite(x.Value) && Lifting<T>.IsFinite(x.Tangent);

        public override bool IsNothing(Dual<T> x) => Lifting<T>.Vanishes(x.Value) && Lifting<T>.Vanishes(x.Tangent);
    }
}

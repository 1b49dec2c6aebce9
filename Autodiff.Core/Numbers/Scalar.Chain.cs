using System.Runtime.CompilerServices;
using Autodiff.Operations;

namespace Autodiff;

// The chain rule of the recording number: a result whose value is known becomes an entry with the partials of its row.
// Inlined into every operator, so each has one recording site and fields instead of properties: the JIT's inlining budget
// for the user's method is counted in IL. What is rare is a call.
public readonly partial struct Scalar<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Chain<TRow>(Scalar<T> x, T y) where TRow : struct, IUnaryOperation
    {
        var tape = x.tape;
        if (tape is null)
        {
            return new(y);
        }

        if (x.epoch != tape.Epoch)
        {
            tape.RequireLive(x);
        }

        return tape.Record(UnaryOperation<TRow>.Code, x.place - 1, Entry<T>.None, TRow.Derivative(x.value, y), T.Zero, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Chain<TRow>(Scalar<T> x, Scalar<T> y, T z) where TRow : struct, IBinaryOperation
    {
        var tape = x.tape ?? y.tape;
        if (tape is null)
        {
            return new(z);
        }

        if ((x.tape is not null && x.epoch != tape.Epoch) || (y.tape is not null && (y.tape != tape || y.epoch != tape.Epoch)))
        {
            RequireCommon(tape, x, y);
        }

        if (typeof(TRow) == typeof(Multiply) && x.place == y.place)
        {
            // x · x is x²: one operand to sweep, and the entry that a textbook prints.
            return tape.Record(UnaryOperation<Square>.Code, x.place - 1, Entry<T>.None, Square.Derivative(x.value, z), T.Zero, z);
        }

        return tape.Record(
            BinaryOperation<TRow>.Code,
            x.place - 1,
            y.place - 1,
            x.tape is null ? x.value : TRow.DerivativeX(x.value, y.value, z),
            y.tape is null ? y.value : TRow.DerivativeY(x.value, y.value, z),
            z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Chain<TRow>(Scalar<T> x, T y, T z) where TRow : struct, IBinaryOperation
    {
        var tape = x.tape;
        if (tape is null)
        {
            return new(z);
        }

        if (x.epoch != tape.Epoch)
        {
            tape.RequireLive(x);
        }

        return tape.Record(BinaryOperation<TRow>.Code, x.place - 1, Entry<T>.None, TRow.DerivativeX(x.value, y, z), y, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Chain<TRow>(T x, Scalar<T> y, T z) where TRow : struct, IBinaryOperation
    {
        var tape = y.tape;
        if (tape is null)
        {
            return new(z);
        }

        if (y.epoch != tape.Epoch)
        {
            tape.RequireLive(y);
        }

        return tape.Record(BinaryOperation<TRow>.Code, Entry<T>.None, y.place - 1, x, TRow.DerivativeY(x, y.value, z), z);
    }

    private static Scalar<T> Chain<TRow>(Scalar<T> x, Scalar<T> y, Scalar<T> z, T w) where TRow : struct, ITernaryOperation
    {
        var tape = x.tape ?? y.tape ?? z.tape;
        return tape is null ? new(w) : tape.Record(
            TernaryOperation<TRow>.Code,
            w,
            [x, y, z],
            [
                x.tape is null ? T.Zero : TRow.DerivativeX(x.value, y.value, z.value, w),
                y.tape is null ? T.Zero : TRow.DerivativeY(x.value, y.value, z.value, w),
                z.tape is null ? T.Zero : TRow.DerivativeZ(x.value, y.value, z.value, w),
            ]);
    }

    /// <summary>An operation that is no row: linear in x around its value.</summary>
    private static Scalar<T> Linear(Scalar<T> x, T value, T partial, string label) =>
        x.tape is null ? new(value) : x.tape.Record(value, [x], [partial], label);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RequireCommon(Tape<T> tape, Scalar<T> x, Scalar<T> y)
    {
        if (x.tape is not null && y.tape is not null && x.tape != y.tape)
        {
            TapeErrors.Mixed();
        }

        if (x.tape is not null)
        {
            tape.RequireLive(x);
        }

        if (y.tape is not null)
        {
            tape.RequireLive(y);
        }
    }
}

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
            tape.RequireLive(x.place - 1, x.epoch);
        }

        int index = tape.Push(UnaryOperation<TRow>.Code, x.place - 1, Entry<T>.None, TRow.Derivative(x.value, y), T.Zero);
        return new(tape, index, tape.Epoch, y);
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
            tape.RequireCommon(x.tape, x.place - 1, x.epoch, y.tape, y.place - 1, y.epoch);
        }

        if (typeof(TRow) == typeof(Multiply) && x.place == y.place)
        {
            // x · x is x²: one operand to sweep, and the entry that a textbook prints.
            int square = tape.Push(UnaryOperation<Square>.Code, x.place - 1, Entry<T>.None, Square.Derivative(x.value, z), T.Zero);
            return new(tape, square, tape.Epoch, z);
        }

        int index = tape.Push(
            BinaryOperation<TRow>.Code,
            x.place - 1,
            y.place - 1,
            x.tape is null ? x.value : TRow.DerivativeX(x.value, y.value, z),
            y.tape is null ? y.value : TRow.DerivativeY(x.value, y.value, z));
        return new(tape, index, tape.Epoch, z);
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
            tape.RequireLive(x.place - 1, x.epoch);
        }

        int index = tape.Push(BinaryOperation<TRow>.Code, x.place - 1, Entry<T>.None, TRow.DerivativeX(x.value, y, z), y);
        return new(tape, index, tape.Epoch, z);
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
            tape.RequireLive(y.place - 1, y.epoch);
        }

        int index = tape.Push(BinaryOperation<TRow>.Code, Entry<T>.None, y.place - 1, x, TRow.DerivativeY(x, y.value, z));
        return new(tape, index, tape.Epoch, z);
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
}

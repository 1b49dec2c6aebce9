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

        if ((int)(x.id >> 32) != tape.Epoch)
        {
            tape.RequireLive((int)x.id - 1, (int)(x.id >> 32));
        }

        int index = tape.Push(UnaryOperation<TRow>.Code, (int)x.id - 1, Entry<T>.None, TRow.Derivative(x.value, y), T.Zero);
        return new(tape, index, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Chain<TRow>(Scalar<T> x, Scalar<T> y, T z) where TRow : struct, IBinaryOperation
    {
        var tape = x.tape ?? y.tape;
        if (tape is null)
        {
            return new(z);
        }

        if ((x.tape is not null && (int)(x.id >> 32) != tape.Epoch) || (y.tape is not null && (y.tape != tape || (int)(y.id >> 32) != tape.Epoch)))
        {
            tape.RequireCommon(x.tape, (int)x.id - 1, (int)(x.id >> 32), y.tape, (int)y.id - 1, (int)(y.id >> 32));
        }

        if (typeof(TRow) == typeof(Multiply) && x.id == y.id)
        {
            // x · x is x²: one operand to sweep, and the entry that a textbook prints.
            int square = tape.Push(UnaryOperation<Square>.Code, (int)x.id - 1, Entry<T>.None, Square.Derivative(x.value, z), T.Zero);
            return new(tape, square, z);
        }

        int index = tape.Push(
            BinaryOperation<TRow>.Code,
            (int)x.id - 1,
            (int)y.id - 1,
            x.tape is null ? x.value : TRow.DerivativeX(x.value, y.value, z),
            y.tape is null ? y.value : TRow.DerivativeY(x.value, y.value, z));
        return new(tape, index, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Chain<TRow>(Scalar<T> x, T y, T z) where TRow : struct, IBinaryOperation
    {
        var tape = x.tape;
        if (tape is null)
        {
            return new(z);
        }

        if ((int)(x.id >> 32) != tape.Epoch)
        {
            tape.RequireLive((int)x.id - 1, (int)(x.id >> 32));
        }

        int index = tape.Push(BinaryOperation<TRow>.Code, (int)x.id - 1, Entry<T>.None, TRow.DerivativeX(x.value, y, z), y);
        return new(tape, index, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Chain<TRow>(T x, Scalar<T> y, T z) where TRow : struct, IBinaryOperation
    {
        var tape = y.tape;
        if (tape is null)
        {
            return new(z);
        }

        if ((int)(y.id >> 32) != tape.Epoch)
        {
            tape.RequireLive((int)y.id - 1, (int)(y.id >> 32));
        }

        int index = tape.Push(BinaryOperation<TRow>.Code, Entry<T>.None, (int)y.id - 1, x, TRow.DerivativeY(x, y.value, z));
        return new(tape, index, z);
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
        x.tape is null ? new(value) : x.tape.Record(OperationTable.Linear, value, [x], [partial], label);
}

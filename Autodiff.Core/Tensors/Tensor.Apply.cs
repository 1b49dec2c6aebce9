using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff;

public readonly partial struct Tensor<T>
{
    /// <summary>The result of an operation; recorded when an operand is.</summary>
    /// <param name="operation">What to do: a built-in operation or a user's own.</param>
    /// <param name="x">The operands.</param>
    /// <exception cref="ArgumentException">The shapes do not fit the operation. Nothing is recorded.</exception>
    /// <exception cref="InvalidOperationException">Operands are on two tapes, or stale. Nothing is recorded.</exception>
    public static Tensor<T> Apply<TOperation>(TOperation operation, params ReadOnlySpan<Tensor<T>> x)
        where TOperation : ITensorOperation<T>
    {
        if (operation is null)
        {
            throw new ArgumentNullException(nameof(operation));
        }

        var tape = TapeOf(x, out bool recorded, out var origin);
        if (tape is not null && origin is not null)
        {
            return ApplyJoined(operation, tape, x);
        }

        var shared = SharedOperation<T, TOperation>.Of(operation);
        var shape = shared.ShapeOf(x);
        if (tape is not null)
        {
            return tape.Compute(shared, shape, x, recorded);
        }

        // Of the elements of a parameter, which change, there are no views.
        if (x[0].Node.Origin?.Node != x[0].Node && shared is IViewOperation<T> view && view.View(x[0].Layout) is { } layout)
        {
            return Plain(layout, x[0].Node.Buffer!, origin);
        }

        var items = GC.AllocateUninitializedArray<T>(shape.ElementCount);
        Evaluate(shared, x, items);
        return Plain(Layout.RowMajor(shape), new(items), origin);
    }

    private static Tensor<T> Plain(Layout layout, Buffer<T> buffer, ParameterArray<T>? origin) =>
        new(new TensorNode<T> { Layout = layout, Buffer = buffer, Origin = origin, Stamp = origin is null ? 0 : 1 });

    /// <summary>A tensor whose elements are yet to be written: in the memory of a tape, if there is one.</summary>
    internal static Tensor<T> Room(Tape<T>? tape, Shape shape) => tape?.Room(shape) ?? new(shape, GC.AllocateUninitializedArray<T>(shape.ElementCount));

    /// <summary>A plain tensor that remembers a parameter it comes from, if there is one.</summary>
    internal Tensor<T> From(ParameterArray<T>? origin) => origin is null ? this : Plain(Layout, Node.Buffer!, origin);

    /// <summary>The result of an operation on a tape that parameters among the operands join.</summary>
    private static Tensor<T> ApplyJoined<TOperation>(TOperation operation, Tape<T> tape, ReadOnlySpan<Tensor<T>> x)
        where TOperation : ITensorOperation<T>
    {
        using var attempt = Attempt<T>.On(tape);
        var few = default(Few);
        Span<Tensor<T>> joined = x.Length <= Few.Length ? few : new Tensor<T>[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            joined[i] = attempt.Operand(x[i]);
        }

        return attempt.Done(Apply(operation, joined[..x.Length]));
    }

    /// <summary>
    /// The tape that the operands are on. A method of several operations asks this before the first of them, for what throws
    /// after an operation was recorded would leave it on the tape.
    /// </summary>
    /// <exception cref="InvalidOperationException">They are on two, or stale.</exception>
    internal static Tape<T>? TapeOf(params ReadOnlySpan<Tensor<T>> x) => TapeOf(x, out _, out _);

    private static Tape<T>? TapeOf(ReadOnlySpan<Tensor<T>> x, out bool recorded, out ParameterArray<T>? origin)
    {
        Tape<T>? tape = null;
        recorded = false;
        origin = null;
        foreach (ref readonly var operand in x)
        {
            if (operand.Tape is { } its)
            {
                if (tape is not null && tape != its)
                {
                    TapeErrors.Mixed();
                }

                tape = its;
                recorded |= operand.IsRecorded;
            }
            else if (operand.IsOffTape)
            {
                origin = operand.Node.Origin;
            }
        }

        return tape;
    }

    /// <summary>
    /// The elements of the result, of operands in any layout. A user's operation may compute them with tensors: its operands are detached,
    /// so that this records nothing, and what it makes in between goes back.
    /// </summary>
    internal static void Evaluate(ITensorOperation<T> operation, ReadOnlySpan<Tensor<T>> x, Memory<T> y)
    {
        if (operation.AcceptsStrides)
        {
            operation.Value(x, y);
            return;
        }

        Tape<T>? tape = null;
        foreach (ref readonly var operand in x)
        {
            tape ??= operand.Tape;
        }

        int temporaries = tape?.Temporaries ?? 0;
        try
        {
            var few = default(Few);
            Span<Tensor<T>> rowMajor = x.Length <= Few.Length ? few : new Tensor<T>[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                rowMajor[i] = x[i].Detach().Contiguous();
            }

            operation.Value(rowMajor[..x.Length], y);
        }
        finally
        {
            tape?.ReleaseTemporaries(temporaries);
        }
    }

    /// <summary>The same elements side by side in row-major order: this tensor if they are so, else a copy.</summary>
    public Tensor<T> Contiguous() => IsRowMajor ? this : Apply(new Contiguous<T>(), this);

    [InlineArray(Length)]
    private struct Few
    {
        public const int Length = 4;
        private Tensor<T> first;
    }
}

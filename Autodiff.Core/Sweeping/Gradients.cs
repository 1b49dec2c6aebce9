using System.Numerics;

namespace Autodiff;

/// <summary>
/// The result of a reverse sweep: the adjoint of every entry of the tape, that is the derivative of the swept output
/// (or of the seeded sum of outputs) with respect to it.
/// </summary>
/// <remarks>
/// Several gradients of one tape are independent values. They stand in memory of the tape, which takes it back at
/// <see cref="Tape{T}.Reset"/>, at a rewind to before they were taken, or at <see cref="Dispose"/>; reading them after
/// that throws.
/// </remarks>
public readonly struct Gradients<T> : IDisposable where T : IFloatingPointIeee754<T>
{
    private readonly Tape<T> tape;
    private readonly Adjoints<T> adjoints;
    private readonly long lease;

    internal Gradients(Tape<T> tape, Adjoints<T> adjoints) => (this.tape, this.adjoints, lease) = (tape, adjoints, adjoints.Lease);

    /// <summary>The derivative of the output with respect to <paramref name="x"/>: 0 where the output does not depend on it.</summary>
    /// <exception cref="InvalidOperationException">
    /// The scalar is a constant, on another tape, stale, or recorded after the sweep; or the gradients were released.
    /// </exception>
    public T this[Scalar<T> x]
    {
        get
        {
            var values = Values;
            return values[PlaceOf(in x, values.Length)];
        }
    }

    /// <summary>
    /// The derivative of the output with respect to each element of <paramref name="x"/>, in its shape: 0 where the output does not
    /// depend on it. In memory of the tape; <see cref="Tensor{T}.ToPlain"/> makes a copy that outlives these gradients. What is the same
    /// along an axis, as below a sum, is written out only when <see cref="Tensor{T}.Span"/> asks for it.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The tensor is a constant, on another tape, stale, or recorded after the sweep; its adjoint was not kept, as of a result
    /// without name; or the gradients were released.
    /// </exception>
    public Tensor<T> this[Tensor<T> x]
    {
        get
        {
            int count = Values.Length;
            var node = x.Node;
            tape.RequireRecorded(x, "tensor");
            if (node.Index >= count)
            {
                TapeErrors.Later();
            }

            if (adjoints.Has(node))
            {
                return adjoints.Tensor(node);
            }

            if (!Lifting<T>.Vanishes(adjoints.Values[node.Index]))
            {
                TapeErrors.AdjointGone();
            }

            return adjoints.Zeros(node);
        }
    }

    /// <summary>
    /// The derivative of the output with respect to a parameter: 0 where it has no part in it. Of one that changed while the tape was
    /// recorded, and so joined it more than once, the sum over all its numbers.
    /// </summary>
    /// <exception cref="InvalidOperationException">The gradients were released.</exception>
    public Tensor<T> this[Parameter<T> parameter]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(parameter);
            int count = Values.Length;
            var sum = default(Tensor<T>);
            for (var inputs = tape.InputsOf(parameter.Array); inputs.MoveNext();)
            {
                if (inputs.Current.Node.Index < count)
                {
                    var adjoint = Kept(inputs.Current.Node) ?? this[inputs.Current];
                    sum = sum.IsSet ? sum + adjoint : adjoint;
                }
            }

            return sum.IsSet ? sum : tape.Zeros(parameter.Shape);
        }
    }

    /// <summary>True when the parameter is on the tape, as an input.</summary>
    /// <exception cref="InvalidOperationException">The gradients were released.</exception>
    public bool Has(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        _ = Values;
        return tape.InputsOf(parameter.Array).MoveNext();
    }

    /// <summary>The derivatives with respect to each of <paramref name="inputs"/>.</summary>
    /// <exception cref="InvalidOperationException">As for one scalar.</exception>
    public T[] Of(ReadOnlySpan<Scalar<T>> inputs)
    {
        var result = new T[inputs.Length];
        CopyTo(inputs, result);
        return result;
    }

    /// <summary>Writes the derivatives with respect to each of <paramref name="inputs"/> into a span of the same length.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="InvalidOperationException">As for one scalar.</exception>
    public void CopyTo(ReadOnlySpan<Scalar<T>> inputs, Span<T> destination)
    {
        if (destination.Length != inputs.Length)
        {
            throw new ArgumentException($"CopyTo needs a place for each input: there are {inputs.Length} inputs and {destination.Length} places.", nameof(destination));
        }

        var values = Values;
        for (int i = 0; i < inputs.Length; i++)
        {
            destination[i] = values[PlaceOf(in inputs[i], values.Length)];
        }
    }

    /// <summary>Gives the memory back to the tape before its next reset. Not needed in a loop that resets or rewinds.</summary>
    public void Dispose()
    {
        if (adjoints is not null && adjoints.Lease == lease)
        {
            tape.Release(adjoints);
        }
    }

    private int PlaceOf(in Scalar<T> x, int count)
    {
        // One comparison tells an entry of the present epoch that was swept; the rest is rare.
        ulong offset = (ulong)(x.Id - tape.FirstId);
        return x.Tape == tape && offset < (ulong)count ? (int)offset : RarePlaceOf(x, count);
    }

    private int RarePlaceOf(Scalar<T> x, int count)
    {
        tape.RequireLive(x, "scalar");
        if (x.Index >= count)
        {
            TapeErrors.Later();
        }

        return x.Index;
    }

    internal Tape<T> Tape => tape;

    /// <summary>The adjoint of a tensor of this tape; null when it is 0 everywhere, was given back, or the tensor was recorded later.</summary>
    internal Tensor<T>? Kept(TensorNode<T> node) => node.Index < Values.Length && adjoints.Has(node) ? adjoints.RowMajor(node) : null;

    /// <summary>The adjoints by index.</summary>
    internal ReadOnlySpan<T> Values
    {
        get
        {
            if (adjoints is null || adjoints.Lease != lease)
            {
                TapeErrors.Released();
            }

            return adjoints.Values.AsSpan(0, adjoints.Count);
        }
    }
}

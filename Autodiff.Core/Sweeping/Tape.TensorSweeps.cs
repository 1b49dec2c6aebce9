namespace Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>The derivatives of a tensor of one element with respect to every entry of the tape, by one reverse sweep.</summary>
    /// <param name="output">A recorded tensor of one element, such as a loss.</param>
    /// <exception cref="ArgumentException">The output has not one element.</exception>
    /// <exception cref="InvalidOperationException">The output is a constant, on another tape, or stale.</exception>
    public Gradients<T> Gradient(Tensor<T> output)
    {
        RequireOne(output);
        RequireRecorded(output, "output");
        int temporaries = Temporaries;
        return Gradient(output, Full(output.Shape, T.One), temporaries);
    }

    /// <summary>The derivatives of Σ seedᵢ · outputᵢ: a vector-Jacobian product, by one reverse sweep.</summary>
    /// <param name="output">A recorded tensor.</param>
    /// <param name="seed">The adjoint of each of its elements, in the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="InvalidOperationException">The output is a constant, on another tape, or stale.</exception>
    public Gradients<T> Gradient(Tensor<T> output, Tensor<T> seed)
    {
        RequireRecorded(output, "output");
        RequireSeed(output, seed);
        return Gradient(output, seed.Detach(), Temporaries);
    }

    /// <summary>
    /// The derivatives of <paramref name="output"/> with respect to <paramref name="inputs"/>, recorded on this tape: what is computed
    /// from them can be differentiated again.
    /// </summary>
    /// <param name="output">A recorded tensor of one element.</param>
    /// <param name="inputs">Recorded tensors, inputs or results.</param>
    /// <returns>A tensor for each input; constant zeros where the output does not depend on it.</returns>
    /// <exception cref="ArgumentException">The output has not one element.</exception>
    /// <exception cref="InvalidOperationException">
    /// A tensor is a constant, on another tape, or stale; or an entry on the way has partials given as numbers, without a row.
    /// </exception>
    public Tensor<T>[] RecordGradient(Tensor<T> output, params ReadOnlySpan<Tensor<T>> inputs)
    {
        RequireOne(output);
        RequireRecorded(output, "output");
        int[] indices = IndicesOf(inputs);
        return Of(RecordedSweep<T>.From(this, output, Full(output.Shape, T.One), indices), inputs);
    }

    /// <summary>The derivatives of Σ seedᵢ · outputᵢ with respect to <paramref name="inputs"/>, recorded on this tape.</summary>
    /// <param name="output">A recorded tensor.</param>
    /// <param name="seed">The adjoint of each of its elements, in the same shape; it may be recorded itself.</param>
    /// <param name="inputs">Recorded tensors, inputs or results.</param>
    /// <returns>A tensor for each input; constant zeros where the output does not depend on it.</returns>
    /// <exception cref="ArgumentException">The shapes of output and seed differ.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="RecordGradient(Tensor{T}, ReadOnlySpan{Tensor{T}})"/>.</exception>
    public Tensor<T>[] RecordGradient(Tensor<T> output, Tensor<T> seed, ReadOnlySpan<Tensor<T>> inputs)
    {
        RequireRecorded(output, "output");
        RequireSeed(output, seed);
        return Of(RecordedSweep<T>.From(this, output, seed, IndicesOf(inputs)), inputs);
    }

    /// <summary>The derivatives of a scalar with respect to tensors, recorded on this tape.</summary>
    /// <param name="output">A scalar of this tape.</param>
    /// <param name="inputs">Recorded tensors, inputs or results.</param>
    /// <returns>A tensor for each input; constant zeros where the output does not depend on it.</returns>
    /// <exception cref="InvalidOperationException">As for <see cref="RecordGradient(Tensor{T}, ReadOnlySpan{Tensor{T}})"/>.</exception>
    public Tensor<T>[] RecordGradient(Scalar<T> output, params ReadOnlySpan<Tensor<T>> inputs)
    {
        RequireLive(output, "output");
        return Of(RecordedSweep<T>.From(this, output, IndicesOf(inputs)), inputs);
    }

    private Tensor<T>[] Of(RecordedSweep<T> sweep, ReadOnlySpan<Tensor<T>> inputs)
    {
        var derivatives = new Tensor<T>[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            derivatives[i] = sweep[Independent(inputs[i])];
        }

        return derivatives;
    }

    /// <summary>The tangents of every entry for given tangents of tensors: a Jacobian-vector product by one forward sweep.</summary>
    internal Gradients<T> Tangents(ReadOnlySpan<Tensor<T>> inputs, ReadOnlySpan<Tensor<T>> seeds)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            RequireSeed(inputs[i], seeds[i]);
        }

        var tangents = leases.Lend(Count);
        int temporaries = Temporaries;
        for (int i = 0; i < inputs.Length; i++)
        {
            tangents.Add(inputs[i].Node, seeds[i].Detach());
        }

        ReleaseTemporaries(temporaries);
        SweepForward(tangents);
        return new(this, tangents);
    }

    private Gradients<T> Gradient(Tensor<T> output, Tensor<T> seed, int temporaries)
    {
        var adjoints = leases.Lend(Count);
        adjoints.Add(output.Node, seed);
        ReleaseTemporaries(temporaries);
        Sweep(output.Node.Index, adjoints);
        return new(this, adjoints);
    }

    /// <summary>A user's operation may throw on the way; then everything lent for the sweep is given back.</summary>
    private void Sweep(int last, Adjoints<T> adjoints)
    {
        int temporaries = Temporaries;
        bool finished = false;
        try
        {
            ReverseSweep.Run(this, last, adjoints);
            finished = true;
        }
        finally
        {
            EndSweep(adjoints, temporaries, finished);
        }
    }

    private void SweepForward(Adjoints<T> tangents)
    {
        int temporaries = Temporaries;
        bool finished = false;
        try
        {
            ForwardSweep.Run(this, tangents);
            finished = true;
        }
        finally
        {
            EndSweep(tangents, temporaries, finished);
        }
    }

    private void EndSweep(Adjoints<T> adjoints, int temporaries, bool finished)
    {
        LeaveRegions();
        if (!finished)
        {
            ReleaseTemporaries(temporaries);
            leases.Release(adjoints);
        }
    }

    private int[] IndicesOf(ReadOnlySpan<Tensor<T>> inputs)
    {
        var indices = new int[inputs.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            var input = Independent(inputs[i]);
            RequireRecorded(input, "input");
            indices[i] = input.Node.Index;
        }

        return indices;
    }

    internal static void RequireOne(Tensor<T> output)
    {
        if (output.Count != 1)
        {
            throw new ArgumentException($"Gradient needs an output of one element, and the shape {output.Shape} has {output.Count}. Reduce it with Sum or Mean, or give a seed of its shape.", nameof(output));
        }
    }

    internal void RequireSeed(Tensor<T> output, Tensor<T> seed)
    {
        if (seed.Shape != output.Shape)
        {
            throw new ArgumentException($"A seed has an element for each of what it seeds: that has the shape {output.Shape}, the seed {seed.Shape}. Give a seed of the same shape.", nameof(seed));
        }

        if (seed.Tape is { } its && its != this)
        {
            TapeErrors.OtherTape("seed");
        }
    }

    /// <summary>Throws unless the tensor is a live entry of this tape.</summary>
    internal void RequireRecorded(Tensor<T> tensor, string role)
    {
        if (tensor.Tape is { } its && its != this)
        {
            TapeErrors.OtherTape(role);
        }

        if (!tensor.IsRecorded)
        {
            TapeErrors.Constant(role);
        }
    }
}

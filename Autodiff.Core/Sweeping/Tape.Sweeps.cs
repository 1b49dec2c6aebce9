using System.Numerics;

namespace Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>The derivatives of <paramref name="output"/> with respect to every entry of the tape, by one reverse sweep.</summary>
    /// <remarks>
    /// The adjoints stand in memory of the tape until it is reset or rewound. Where many gradients are taken of a tape that is
    /// kept, dispose of each.
    /// </remarks>
    /// <param name="output">A scalar of this tape.</param>
    /// <exception cref="InvalidOperationException">The output is a constant, on another tape, or stale.</exception>
    public Gradients<T> Gradient(Scalar<T> output) => Gradient(output, T.One);

    /// <summary>As <see cref="Gradient(Scalar{T})"/>, times <paramref name="seed"/>.</summary>
    /// <param name="output">A scalar of this tape.</param>
    /// <param name="seed">The adjoint of the output.</param>
    /// <exception cref="InvalidOperationException">The output is a constant, on another tape, or stale.</exception>
    public Gradients<T> Gradient(Scalar<T> output, T seed)
    {
        RequireLive(output, "output");
        var adjoints = leases.Lend(Count);
        adjoints.Values[output.Index] = seed;
        Sweep(output.Index, adjoints);
        return new(this, adjoints);
    }

    /// <summary>The derivatives of Σ seedᵢ · outputᵢ, by one reverse sweep: a vector-Jacobian product.</summary>
    /// <param name="outputs">Scalars of this tape; one may occur several times.</param>
    /// <param name="seeds">The adjoint of each output.</param>
    /// <exception cref="ArgumentException">There are not as many seeds as outputs, or no output.</exception>
    /// <exception cref="InvalidOperationException">An output is a constant, on another tape, or stale.</exception>
    public Gradients<T> Gradient(ReadOnlySpan<Scalar<T>> outputs, ReadOnlySpan<T> seeds)
    {
        if (outputs.IsEmpty)
        {
            throw new ArgumentException("Gradient needs at least one output.", nameof(outputs));
        }

        if (seeds.Length != outputs.Length)
        {
            throw new ArgumentException($"Gradient needs a seed for each output: there are {outputs.Length} outputs and {seeds.Length} seeds.", nameof(seeds));
        }

        int last = 0;
        foreach (var output in outputs)
        {
            RequireLive(output, "output");
            last = Math.Max(last, output.Index);
        }

        var adjoints = leases.Lend(Count);
        for (int i = 0; i < outputs.Length; i++)
        {
            adjoints.Values[outputs[i].Index] += seeds[i];
        }

        Sweep(last, adjoints);
        return new(this, adjoints);
    }

    /// <summary>
    /// The derivatives of <paramref name="output"/> with respect to <paramref name="inputs"/>, as scalars recorded on this tape:
    /// what is computed from them can be differentiated again.
    /// </summary>
    /// <param name="output">A scalar of this tape.</param>
    /// <param name="inputs">Scalars of this tape, inputs or results.</param>
    /// <returns>A scalar for each input; the constant 0 where the output does not depend on it.</returns>
    /// <exception cref="InvalidOperationException">
    /// A scalar is a constant, on another tape, or stale; or an entry on the way has partials given as numbers, without a row.
    /// </exception>
    public Scalar<T>[] RecordGradient(Scalar<T> output, params ReadOnlySpan<Scalar<T>> inputs)
    {
        RequireLive(output, "output");
        var indices = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            RequireLive(inputs[i], "input");
            indices[i] = inputs[i].Index;
        }

        var sweep = RecordedSweep<T>.From(this, output, indices);
        var derivatives = new Scalar<T>[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            derivatives[i] = sweep[inputs[i]];
        }

        return derivatives;
    }

    /// <summary>The tangents of every entry for given tangents of the inputs: a Jacobian-vector product by one forward sweep.</summary>
    internal Gradients<T> Tangents(ReadOnlySpan<Scalar<T>> inputs, ReadOnlySpan<T> seeds)
    {
        var tangents = leases.Lend(Count);
        for (int i = 0; i < inputs.Length; i++)
        {
            tangents.Values[inputs[i].Index] += seeds[i];
        }

        SweepForward(tangents);
        return new(this, tangents);
    }

    internal void Release(Adjoints<T> adjoints) => leases.Release(adjoints);
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>Several optimizers as one, each with parameters and settings of its own: a smaller rate for the lower layers, no decay for biases.</summary>
public sealed class OptimizerGroup<T> : IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private readonly IOptimizer<T>[] optimizers;

    /// <summary>A group.</summary>
    /// <param name="optimizers">The optimizers; no parameter belongs to two of them.</param>
    /// <exception cref="ArgumentException">A parameter does, or there is no optimizer.</exception>
    public OptimizerGroup(params ReadOnlySpan<IOptimizer<T>> optimizers)
    {
        this.optimizers = optimizers.Length > 0 ? optimizers.ToArray() : throw new ArgumentException("A group has at least one optimizer.", nameof(optimizers));
        Parameters = [.. this.optimizers.SelectMany(optimizer => optimizer.Parameters)];
        if (Parameters.GroupBy(parameter => parameter).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The parameter {twice.Key.Path} belongs to two optimizers, which would both update it. Give it to one.", nameof(optimizers));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> State => [.. optimizers.SelectMany(optimizer => optimizer.State)];

    /// <summary>The counts of each optimizer, under its number: "0.steps".</summary>
    public IReadOnlyDictionary<string, long> Counters
    {
        get => optimizers.SelectMany((optimizer, number) => optimizer.Counters.Select(count => KeyValuePair.Create($"{number}.{count.Key}", count.Value))).ToDictionary();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            for (int i = 0; i < optimizers.Length; i++)
            {
                optimizers[i].Counters = optimizers[i].Counters.Keys.ToDictionary(name => name, name => value[$"{i}.{name}"]);
            }
        }
    }

    /// <summary>The updates of the optimizer that made most. Setting it sets that of all.</summary>
    public long Steps
    {
        get
        {
            long most = 0;
            foreach (var optimizer in optimizers)
            {
                most = Math.Max(most, optimizer.Steps);
            }

            return most;
        }

        set
        {
            foreach (var optimizer in optimizers)
            {
                optimizer.Steps = value;
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>An optimizer is left out when the loss depends on none of its parameters, or all are frozen.</remarks>
    public void Update(Gradients<T> gradients)
    {
        gradients.RequireAny(Parameters);
        foreach (var optimizer in optimizers)
        {
            if (gradients.HasAny(optimizer.Parameters))
            {
                optimizer.Update(gradients);
            }
        }
    }
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>Several optimizers as one, each with parameters and settings of its own: a smaller rate for the lower layers, no decay for biases.</summary>
public sealed class OptimizerGroup<T> : IOptimizer<T> where T : IFloatingPointIeee754<T>
{
    private readonly IOptimizer<T>[] optimizers;

    /// <summary>A group.</summary>
    /// <param name="optimizers">The optimizers; no parameter belongs to two of them.</param>
    /// <exception cref="ArgumentException">A parameter does.</exception>
    public OptimizerGroup(params ReadOnlySpan<IOptimizer<T>> optimizers)
    {
        this.optimizers = optimizers.ToArray();
        Parameters = [.. this.optimizers.SelectMany(optimizer => optimizer.Parameters)];
        State = [.. this.optimizers.SelectMany(optimizer => optimizer.State)];
        if (Parameters.GroupBy(parameter => parameter).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The parameter {twice.Key.Path} belongs to two optimizers, which would both update it. Give it to one.", nameof(optimizers));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> State { get; }

    /// <inheritdoc/>
    public long Steps
    {
        get => optimizers.Length == 0 ? 0 : optimizers[0].Steps;
        set
        {
            foreach (var optimizer in optimizers)
            {
                optimizer.Steps = value;
            }
        }
    }

    /// <inheritdoc/>
    public void Update(Gradients<T> gradients)
    {
        foreach (var optimizer in optimizers)
        {
            optimizer.Update(gradients);
        }
    }
}

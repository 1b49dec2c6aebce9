using System.Numerics;

namespace Autodiff.NN;

/// <summary>A layer that keeps the lists for its subclass: the constructor adds parameters, state and inner layers, and the formula is <see cref="Forward"/>.</summary>
/// <remarks>
/// What the constructor does not add is neither listed nor trained nor saved; <see cref="Layers.Summary{T}"/> shows the lists. A formula of which a later
/// operation may throw when others have recorded already begins with an <see cref="Attempt{T}"/>.
/// </remarks>
public abstract class Layer<T> : ILayer<T> where T : IFloatingPointIeee754<T>
{
    private readonly List<Parameter<T>> parameters = [];
    private readonly List<Parameter<T>> state = [];
    private readonly List<Layer<T>> layers = [];
    private readonly HashSet<string> names = [];
    private bool isInside;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> Parameters => parameters;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter<T>> State => state;

    /// <summary>The place in the outermost model that holds this layer, the first if there are several; empty for that model itself.</summary>
    public string Path { get; private set; } = "";

    /// <inheritdoc/>
    public abstract Tensor<T> Forward(Tensor<T> x, ForwardContext context);

    /// <summary>The name of the class, with the sizes where a subclass gives them.</summary>
    public override string ToString() => GetType().Name.Split('`')[0];

    /// <summary>Adds an array that is trained.</summary>
    /// <param name="name">What it is called in this layer, such as "weight".</param>
    /// <param name="start">Its first numbers.</param>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    protected Parameter<T> AddParameter(string name, Tensor<T> start)
    {
        RequireNew(name);
        var parameter = new Parameter<T>(name, start);
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Adds an array that is kept but not trained.</summary>
    /// <param name="name">What it is called in this layer, such as "running_mean".</param>
    /// <param name="start">Its first numbers.</param>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    protected Parameter<T> AddState(string name, Tensor<T> start)
    {
        RequireNew(name);
        var kept = new Parameter<T>(name, start) { IsFrozen = true };
        state.Add(kept);
        return kept;
    }

    /// <summary>Adds an inner layer, whose arrays are listed under a name. One that is used twice is listed once.</summary>
    /// <param name="name">What it is called in this layer.</param>
    /// <param name="layer">The layer.</param>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    protected TLayer AddLayer<TLayer>(string name, TLayer layer) where TLayer : ILayer<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        RequireNew(name);
        parameters.AddRange(layer.Parameters.Where(its => !parameters.Contains(its)).Select(its => its.Under(name)));
        state.AddRange(layer.State.Where(its => !state.Contains(its)).Select(its => its.Under(name)));
        if (layer is Layer<T> inner && !inner.isInside)
        {
            inner.isInside = true;
            layers.Add(inner);
            inner.MoveUnder(name);
        }

        return layer;
    }

    /// <summary>What to throw for an input that does not fit, before anything is recorded; the message names this layer.</summary>
    /// <param name="x">The input.</param>
    /// <param name="asked">The shape that is asked for and the remedy, such as "[batch, 784]: flatten images first".</param>
    protected ArgumentException Misfit(Tensor<T> x, string asked)
    {
        string place = Path.Length == 0 ? $"{this}" : $"{this} at {Path}";
        return new($"{place} does not take the shape {x.Shape}, but {asked}.", nameof(x));
    }

    private void RequireNew(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!names.Add(name))
        {
            throw new ArgumentException($"{this} has a part called {name} already. Give each parameter, state and layer a name of its own.", nameof(name));
        }
    }

    private void MoveUnder(string name)
    {
        Path = Path.Length == 0 ? name : $"{name}.{Path}";
        foreach (var inner in layers)
        {
            inner.MoveUnder(name);
        }
    }
}

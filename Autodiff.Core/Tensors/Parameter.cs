using System.Numerics;

namespace Autodiff;

/// <summary>
/// A trainable array with a name. Stands wherever a tensor does: beside an operand on a tape it joins that tape as an input, once; beside
/// plain operands it is its numbers, and nothing is recorded.
/// </summary>
/// <remarks>
/// A tape keeps the numbers that the parameter had when it joined. A parameter that changed since joins anew. What is computed from
/// parameters off the tape has no derivative, so joining it to a tape throws: <see cref="Beside"/> puts a parameter on the tape of another
/// operand first, and <see cref="Tensor{T}.Detach"/> says that a constant is meant.
/// <para>Several threads may join a parameter to their tapes, also while one assigns to it or changes it by a formula: the joining waits for the
/// change, so that a tape has the numbers from before or from after it, never some of both, and keeps them. What reads the numbers off
/// tapes, such as <see cref="Span"/> and operations on plain operands, or writes to <see cref="Edit"/>, must not run beside a change.</para>
/// </remarks>
public sealed class Parameter<T> : IEquatable<Parameter<T>> where T : IFloatingPointIeee754<T>
{
    private readonly ParameterArray<T> array;

    /// <summary>A parameter that starts with the numbers of a tensor.</summary>
    /// <param name="path">Its name: parts separated by dots, such as "hidden.weight".</param>
    /// <param name="start">The numbers, which are copied.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public Parameter(string path, Tensor<T> start)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (Path, array) = (path, new(start, path));
    }

    private Parameter(string path, ParameterArray<T> array) => (Path, this.array) = (path, array);

    /// <summary>The name within the model that this was listed by.</summary>
    public string Path { get; }

    /// <summary>The lengths of the axes, which never change.</summary>
    public Shape Shape => array.Node.Shape;

    /// <summary>The number of elements.</summary>
    public int Count => Shape.ElementCount;

    /// <summary>A copy of the numbers, through which no derivative comes back; setting it copies numbers of the same shape.</summary>
    /// <remarks>Beside operands on a tape it throws unless it is detached: there the parameter itself is meant, or <see cref="Beside"/>.</remarks>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Tensor<T> Value
    {
        get => new Tensor<T>(Shape, array.Elements.ToArray()).From(array);
        set => Assign(value);
    }

    /// <summary>The numbers in row-major order, as they are now. Ask for them anew after a change, which may write to other memory.</summary>
    public ReadOnlySpan<T> Span => array.Elements;

    /// <summary>True of a parameter that is not trained: it joins tapes as a constant, and optimizers leave it alone.</summary>
    public bool IsFrozen
    {
        get => array.IsFrozen;
        set
        {
            if (array.IsFrozen != value)
            {
                array.IsFrozen = value;
                array.Node.Stamp++; // so that it joins anew, as what it is now
            }
        }
    }

    /// <summary>A penalty on the numbers, such as λ Σ w², to be added to the loss; null for none.</summary>
    public Func<Tensor<T>, Tensor<T>>? Regularizer
    {
        get => array.Regularizer;
        set => array.Regularizer = value;
    }

    /// <summary>What brings the numbers back to where they may be, applied by optimizers after each update; null when all numbers may be.</summary>
    public Func<Tensor<T>, Tensor<T>>? Constraint
    {
        get => array.Constraint;
        set => array.Constraint = value;
    }

    /// <summary>The parameter as an operand.</summary>
    public static implicit operator Tensor<T>(Parameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(parameter.array.Node);
    }

    /// <summary>The parameter as a tensor on the tape of <paramref name="operand"/>, if that is on one: for what is computed from parameters alone.</summary>
    public Tensor<T> Beside(Tensor<T> operand) => operand.Tape is { } tape ? tape.Input(this) : this;

    /// <summary>Gives the parameter the numbers of a tensor, plain or on any tape, without allocating.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void Assign(Tensor<T> value)
    {
        if (value.Shape != Shape)
        {
            throw new ArgumentException($"The parameter {Path} has the shape {Shape}, and the tensor {value.Shape}. Give one of the same shape.", nameof(value));
        }

        var (layout, items) = (value.Layout, value.Items); // before the change, for the value may be this parameter
        lock (array.Gate)
        {
            Strided.Copy(layout, items, array.Change().To.AsSpan());
        }
    }

    /// <summary>The numbers in row-major order, to be changed in place. Tensors that were made of the parameter before are stale. Ask for it anew at each change: what is written after the parameter was used again goes unnoticed.</summary>
    /// <remarks>
    /// Tapes copy the numbers of a parameter that was once edited. Where a parameter is changed at each turn of a loop, <see cref="Assign"/>,
    /// <see cref="Pointwise.Change{T, TFormula}(TFormula, Tensor{T}, Parameter{T}, Parameter{T}?, Parameter{T}?, Parameter{T}?)"/> and optimizers spare the copy.
    /// </remarks>
    public Span<T> Edit() => array.Expose();

    /// <summary>The same parameter, listed in a model under a prefix: "weight" under "hidden" is "hidden.weight".</summary>
    /// <exception cref="ArgumentException">The prefix is empty.</exception>
    public Parameter<T> Under(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        var listed = new Parameter<T>($"{prefix}.{Path}", array);
        array.Label = listed.Path;
        return listed;
    }

    /// <summary>True of the same array, whatever it is called.</summary>
    public bool Equals(Parameter<T>? other) => other is not null && other.array == array;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Parameter<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => array.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Shape}";

    internal ParameterArray<T> Array => array;
}

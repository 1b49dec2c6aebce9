using System.Numerics;

namespace Autodiff;

/// <summary>
/// The variables of one derivative of a function over tensors, and its derivatives: plain on a tape of its own, or recorded on the tape
/// that the point is on.
/// </summary>
internal readonly struct TensorRecording<T> where T : IFloatingPointIeee754<T>
{
    private readonly Tape<T> tape;
    private readonly bool isNested;

    public TensorRecording(params ReadOnlySpan<Tensor<T>> x) : this(x, vector: default) { }

    /// <summary>The vector of a product does not vary, but puts the derivative on its tape.</summary>
    public TensorRecording(Tensor<T> x, Tensor<T> vector) : this([x], vector) { }

    private TensorRecording(ReadOnlySpan<Tensor<T>> x, Tensor<T> vector)
    {
        var around = vector.IsSet ? vector.Tape : null;
        foreach (ref readonly var variable in x)
        {
            if (around is not null && variable.Tape is { } its && its != around)
            {
                TapeErrors.Mixed();
            }

            around ??= variable.Tape;
        }

        isNested = around is not null;
        tape = around ?? new();
        Variables = new Tensor<T>[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            Variables[i] = isNested ? tape.RecordVariable(tape.Join(x[i])) : tape.Input(x[i].Detach()); // detached: not the parameter that it may be, but a variable of its own
        }
    }

    public Tensor<T>[] Variables { get; }

    /// <summary>A result as the caller gets it.</summary>
    public Tensor<T> Kept(Tensor<T> result) => isNested ? result : Plain(result);

    public Tensor<T>[] Gradient(Tensor<T> output)
    {
        Tape<T>.RequireOne(output);
        return VectorJacobian(output, isNested ? tape.Full(output.Shape, T.One) : One(output.Shape));
    }

    public Tensor<T>[] VectorJacobian(Tensor<T> output, Tensor<T> vector)
    {
        tape.RequireSeed(output, vector);
        if (output.IsConstant)
        {
            return Array.ConvertAll(Variables, Zeros);
        }

        if (isNested)
        {
            return tape.RecordGradient(output, vector, Variables);
        }

        using var gradients = tape.Gradient(output, vector);
        var derivatives = new Tensor<T>[Variables.Length];
        for (int i = 0; i < derivatives.Length; i++)
        {
            derivatives[i] = Plain(gradients[Variables[i]]);
        }

        return derivatives;
    }

    public Tensor<T> JacobianVector(Tensor<T> output, Tensor<T> vector)
    {
        if (output.IsConstant)
        {
            return Zeros(output);
        }

        if (isNested)
        {
            var seed = tape.RecordVariable(tape.Full(output.Shape, T.Zero)); // vᵀ J is linear in v, so any v serves
            var product = tape.RecordGradient(output, seed, Variables)[0];
            return product.IsConstant ? Zeros(output) : tape.RecordGradient(product, vector, [seed])[0];
        }

        tape.RequireRecorded(output, "output");
        using var tangents = tape.Tangents(Variables, [vector]);
        return Plain(tangents[output]);
    }

    public Tensor<T> Jacobian(Tensor<T> output)
    {
        var x = Variables[0];
        Shape shape = [.. output.Shape.Lengths, .. x.Shape.Lengths];
        if (output.IsConstant)
        {
            return new(shape, new T[shape.ElementCount]);
        }

        tape.RequireRecorded(output, "output");
        if (isNested)
        {
            return RecordedJacobian(output, shape);
        }

        var jacobian = new T[shape.ElementCount];
        if (output.Count <= x.Count || !TryFillColumns(output, jacobian))
        {
            FillRows(output, jacobian);
        }

        return Plain(new(shape, jacobian));
    }

    private void FillRows(Tensor<T> output, T[] jacobian)
    {
        int columns = Variables[0].Count;
        for (int i = 0; i < output.Count; i++)
        {
            using var gradients = tape.Gradient(output, Unit(output.Shape, i));
            gradients[Variables[0]].CopyTo(jacobian.AsSpan(i * columns, columns));
        }
    }

    /// <summary>False when an operation states no tangent.</summary>
    private bool TryFillColumns(Tensor<T> output, T[] jacobian)
    {
        int columns = Variables[0].Count;
        var column = new T[output.Count];
        try
        {
            for (int j = 0; j < columns; j++)
            {
                using var tangents = tape.Tangents(Variables, [Unit(Variables[0].Shape, j)]);
                tangents[output].CopyTo(column);
                for (int i = 0; i < column.Length; i++)
                {
                    jacobian[(i * columns) + j] = column[i];
                }
            }
        }
        catch (NotSupportedException)
        {
            return false;
        }

        return true;
    }

    /// <summary>Σ eᵢ (eᵢᵀ J), each row spread over the whole: for small Jacobians inside of other derivatives.</summary>
    private Tensor<T> RecordedJacobian(Tensor<T> output, Shape shape)
    {
        Shape row = [1, Variables[0].Count];
        Shape column = [output.Count, 1];
        var jacobian = tape.Full([output.Count, Variables[0].Count], T.Zero);
        for (int i = 0; i < output.Count; i++)
        {
            var product = tape.RecordGradient(output, Unit(output.Shape, i), Variables)[0];
            jacobian += Unit(column, i) * product.Reshape(row);
        }

        return jacobian.Reshape(shape);
    }

    /// <summary>A result of the tape that nobody sees; what parameters had a part in, has no derivative with respect to them any more.</summary>
    private Tensor<T> Plain(Tensor<T> result) => result.ToPlain().From(tape.AnyJoined);

    private static Tensor<T> One(Shape shape)
    {
        var items = new T[shape.ElementCount];
        items.AsSpan().Fill(T.One);
        return new(shape, items);
    }

    private static Tensor<T> Unit(Shape shape, int place)
    {
        var items = new T[shape.ElementCount];
        items[place] = T.One;
        return new(shape, items);
    }

    private static Tensor<T> Zeros(Tensor<T> like) => new(like.Shape, new T[like.Count]);
}

using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>A row recorded on a tape of its own, with an input for each operand that has a derivative.</summary>
internal sealed class TensorRecording<T> where T : IFloatingPointIeee754<T>
{
    public TensorRecording(TensorCase row, NaiveArray[] x, Func<Shape, Layout>? layout = null)
    {
        X = [.. x.Select((operand, k) => row.IsDifferentiable(k)
            ? TensorViews.Input(Tape, operand, layout)
            : Tape.Constant(TensorViews.Plain<T>(operand, layout)))];
        Inputs = Array.FindAll(X, x => !x.IsConstant);
        Y = row.Apply<T>(X);
    }

    public Tape<T> Tape { get; } = new();

    public Tensor<T>[] X { get; }

    public Tensor<T> Y { get; }

    /// <summary>The operands that have a derivative.</summary>
    public Tensor<T>[] Inputs { get; }

    /// <summary>Jᵀ v for each input.</summary>
    public NaiveArray[] Gradient(NaiveArray seed, Func<Shape, Layout>? layout = null)
    {
        using var gradient = Tape.Gradient(Y, TensorViews.Plain<T>(seed, layout));
        return Array.ConvertAll(Inputs, x => gradient[x].ToNaive());
    }

    /// <summary>J w for a tangent of one input.</summary>
    public NaiveArray Tangent(Tensor<T> input, NaiveArray tangent)
    {
        using var tangents = Tape.Tangents([input], [TensorViews.Plain<T>(tangent)]);
        return tangents[Y].ToNaive();
    }

    /// <summary>Jᵀ v for each input by a recorded sweep, then the derivatives of ⟨r, Jᵀ v⟩ with respect to the inputs and to v.</summary>
    public (NaiveArray[] First, NaiveArray[] Second) Twice(NaiveArray seed, NaiveArray[] r)
    {
        var v = Tape.Input(TensorViews.Plain<T>(seed));
        var first = Tape.RecordGradient(Y, v, Inputs);
        var sum = Tape.Constant(T.Zero);
        for (int k = 0; k < first.Length; k++)
        {
            sum += (first[k] * TensorViews.Plain<T>(r[k])).Sum();
        }

        using var second = Tape.Gradient(sum);
        return (Array.ConvertAll(first, g => g.ToNaive()), Array.ConvertAll([.. Inputs, v], x => second[x].ToNaive()));
    }
}

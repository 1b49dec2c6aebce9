using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// The parameters of a recurrent layer and its update at one time, of which <see cref="Recurrent{T}"/> makes a layer over sequences. As a
/// layer by itself it is the first update: from a zero state, [batch, features] to [batch, units].
/// </summary>
/// <remarks>
/// W stands for the input and U for the state. The gates stand side by side along the last axis, in the order that the cell states, so that
/// one product serves them all. All arrays start as U(-1/√units, 1/√units) as in PyTorch, which keeps two biases where one does, and the
/// transposed matrices. To start as Keras does, give <see cref="Initializer.GlorotUniform"/> for W, orthogonal matrices for U, and
/// <see cref="Initializer.Zeros"/> for b. The matrix of each gate is drawn by itself.
/// </remarks>
public abstract class RecurrentCell<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>A cell with its parameters.</summary>
    /// <param name="features">The length of the last axis of the input.</param>
    /// <param name="units">The length of the state, which is the output.</param>
    /// <param name="gates">How many blocks of units the products have.</param>
    /// <param name="random">Where the first numbers come from.</param>
    /// <param name="start">How the parameters start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    protected RecurrentCell(int features, int units, int gates, Random random, RecurrentStart? start)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(features);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gates);
        ArgumentNullException.ThrowIfNull(random);
        (Features, Units, start) = (features, units, start ?? new());

        Tensor<T> SideBySide(Initializer gate, Shape shape, int inputs) =>
            Tensor.Concat(-1, [.. Enumerable.Range(0, gates).Select(_ => gate.Make<T>(shape, new(inputs, units), random))]);
        InputWeight = AddParameter("input_weight", SideBySide(start.InputWeights, [features, units], features));
        RecurrentWeight = AddParameter("recurrent_weight", SideBySide(start.RecurrentWeights, [units, units], units));
        Bias = AddParameter("bias", SideBySide(start.Biases, [units], features));
    }

    /// <summary>The length of the last axis of the input.</summary>
    public int Features { get; }

    /// <summary>The length of the state, which is the output.</summary>
    public int Units { get; }

    /// <summary>W, of shape [features, gates · units].</summary>
    public Parameter<T> InputWeight { get; }

    /// <summary>U, of shape [units, gates · units].</summary>
    public Parameter<T> RecurrentWeight { get; }

    /// <summary>b, of shape [gates · units].</summary>
    public Parameter<T> Bias { get; }

    /// <summary>True when the state has a memory beside the output.</summary>
    public virtual bool HasMemory => false;

    /// <summary>The state before the first time: zeros.</summary>
    /// <param name="x">The input, whose first axis is the examples.</param>
    public RecurrentState<T> Start(Tensor<T> x)
    {
        var zeros = x.FullBeside([x.Shape[0], Units], T.Zero);
        return new(zeros, HasMemory ? zeros : null);
    }

    /// <summary>x W + b, which does not depend on the state and so is taken for all times at once.</summary>
    /// <param name="x">The input of one time or of many: [..., features].</param>
    public Tensor<T> Project(Tensor<T> x) => x.MatMul(InputWeight) + Bias;

    /// <summary>The state after one time.</summary>
    /// <param name="projected">x W + b at that time: [batch, gates · units].</param>
    /// <param name="state">The state before.</param>
    /// <param name="context">Training or inference.</param>
    public abstract RecurrentState<T> Update(Tensor<T> projected, RecurrentState<T> state, ForwardContext context);

    /// <summary>True of a cell that has the updates of all times as one operation.</summary>
    internal virtual bool UpdatesAll => false;

    /// <summary>The updates of all times as one operation.</summary>
    /// <param name="projected">x W + b: [time, batch, gates · units].</param>
    /// <param name="state">The state before the first time.</param>
    /// <returns>The outputs, [time, batch, units], and the state after the last time.</returns>
    internal virtual (Tensor<T> Outputs, RecurrentState<T> State) UpdateAll(Tensor<T> projected, RecurrentState<T> state) => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        if (x.Rank != 2 || x.Shape[1] != Features)
        {
            throw Misfit(x, $"[batch, {Features}]: a cell takes one time, and Recurrent takes sequences");
        }

        using var attempt = Attempt<T>.On(x);
        return attempt.Done(Update(Project(x), Start(x), context).Hidden);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{base.ToString()}({Features}, {Units})";

    /// <summary>True of the numbers that are multiplied in registers.</summary>
    private protected static bool IsInRegisters => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    private protected (Tensor<T> Outputs, RecurrentState<T> State) UpdateAll<TFormula>(Tensor<T> projected, Tensor<T> hidden, Tensor<T> beside)
        where TFormula : struct, IRecurrenceFormula
    {
        var y = Tensor<T>.Apply(new Recurrence<T, TFormula>(), projected, RecurrentWeight.Beside(projected), hidden, beside);
        var outputs = Recurrence<T, TFormula>.Outputs(y, Units);
        return (outputs, new(outputs[^1, ..], Recurrence<T, TFormula>.LastMemory(y, Units)));
    }

    /// <summary>The block of one gate, or of some neighbours, as a view.</summary>
    protected Tensor<T> Gates(Tensor<T> sideBySide, int first, int count = 1) => sideBySide[.., (first * Units)..((first + count) * Units)];
}

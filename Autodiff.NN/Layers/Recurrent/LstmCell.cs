using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// The long short-term memory: c' = f ∘ c + i ∘ g and h' = o ∘ tanh c', with i, f, o = σ(x W + h U + b) and g = tanh(x W + h U + b), each
/// with its block of W, U and b.
/// </summary>
/// <remarks>
/// Hochreiter and Schmidhuber 1997; the forget gate f by Gers, Schmidhuber and Cummins 2000; no peepholes. The blocks stand in the order
/// i, f, g, o, as in PyTorch and in Keras, which calls g c. TensorFlow 1 has i, g, f, o in its cells, and adds the forget bias in each update.
/// </remarks>
public sealed class LstmCell<T> : RecurrentCell<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>A long short-term memory.</summary>
    /// <param name="features">The length of the last axis of the input.</param>
    /// <param name="units">The length of the state, which is the output.</param>
    /// <param name="random">Where the first numbers come from.</param>
    /// <param name="forgetBias">
    /// Added to the first bias of the forget gate, so that it starts open: 1 as Jozefowicz, Zaremba and Sutskever 2015 advise and Keras has
    /// it; PyTorch has 0.
    /// </param>
    /// <param name="start">How the parameters start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public LstmCell(int features, int units, Random random, double forgetBias = 1, RecurrentStart? start = null)
        : base(features, units, gates: 4, random, start) =>
        Bias.Assign(Bias.Value + Tensor.Concat(0, Tensor.Zeros<T>(units), Tensor.Full([units], T.CreateChecked(forgetBias)), Tensor.Zeros<T>(2 * units)));

    /// <inheritdoc/>
    public override bool HasMemory => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The state has no memory.</exception>
    public override RecurrentState<T> Update(Tensor<T> projected, RecurrentState<T> state, ForwardContext context)
    {
        var memory = MemoryOf(state);
        var gates = projected + state.Hidden.MatMul(RecurrentWeight.Beside(projected));
        var i = Gates(gates, 0).Sigmoid();
        var f = Gates(gates, 1).Sigmoid();
        var g = Gates(gates, 2).Tanh();
        var o = Gates(gates, 3).Sigmoid();
        var c = (f * memory) + (i * g);
        return new(o * c.Tanh(), c);
    }

    internal override bool UpdatesAll => IsInRegisters;

    internal override (Tensor<T> Outputs, RecurrentState<T> State) UpdateAll(Tensor<T> projected, RecurrentState<T> state) =>
        UpdateAll<LstmFormula>(projected, state.Hidden, MemoryOf(state));

    private static Tensor<T> MemoryOf(RecurrentState<T> state) => state.Memory ?? throw new ArgumentException(
        "A long short-term memory has a state of two tensors, and this one has no Memory. Give both, or take one of Start.", nameof(state));
}

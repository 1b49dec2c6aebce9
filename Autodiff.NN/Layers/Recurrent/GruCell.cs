using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// The gated recurrent unit: h' = (1 - z) ∘ n + z ∘ h, with r, z = σ(x W + h U + b), each with its block of W, U and b, and
/// n = tanh(x W + b + r ∘ (h U + b')), or n = tanh(x W + b + (r ∘ h) U) when the reset comes before the product.
/// </summary>
/// <remarks>
/// Cho et al. 2014 have the reset before the product. After it, as in cuDNN, PyTorch and Keras since TensorFlow 2, all products with h are
/// one; the candidate n then has a second bias b'. The blocks stand in the order r, z, n, as in PyTorch; Keras has z, r, n. Chung et al.
/// 2014 exchange z and 1 - z.
/// </remarks>
public sealed class GruCell<T> : RecurrentCell<T> where T : IFloatingPointIeee754<T>
{
    /// <summary>A gated recurrent unit.</summary>
    /// <param name="features">The length of the last axis of the input.</param>
    /// <param name="units">The length of the state, which is the output.</param>
    /// <param name="random">Where the first numbers come from.</param>
    /// <param name="resetAfter">False for the reset before the product.</param>
    /// <param name="start">How the parameters start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public GruCell(int features, int units, Random random, bool resetAfter = true, RecurrentStart? start = null)
        : base(features, units, gates: 3, random, start) => RecurrentBias = resetAfter
            ? AddParameter("recurrent_bias", (start ?? new()).Biases.Make<T>([units], new(units, units), random))
            : null;

    /// <summary>b', of shape [units]; null when the reset comes before the product.</summary>
    public Parameter<T>? RecurrentBias { get; }

    /// <inheritdoc/>
    public override RecurrentState<T> Update(Tensor<T> projected, RecurrentState<T> state, ForwardContext context)
    {
        var u = RecurrentWeight.Beside(projected);
        return new(RecurrentBias is null ? ResetBefore(projected, state.Hidden, u) : ResetAfter(projected, state.Hidden, u, RecurrentBias));
    }

    internal override bool UpdatesAll => IsInRegisters && RecurrentBias is not null;

    internal override (Tensor<T> Outputs, RecurrentState<T> State) UpdateAll(Tensor<T> projected, RecurrentState<T> state) =>
        UpdateAll<GruFormula>(projected, state.Hidden, RecurrentBias!.Beside(projected));

    private Tensor<T> ResetAfter(Tensor<T> projected, Tensor<T> h, Tensor<T> u, Parameter<T> bias)
    {
        var product = h.MatMul(u);
        var (r, z) = ResetAndUpdate(projected, Gates(product, 0, 2));
        var n = (Gates(projected, 2) + (r * (Gates(product, 2) + bias))).Tanh();
        return n.Lerp(h, z);
    }

    private Tensor<T> ResetBefore(Tensor<T> projected, Tensor<T> h, Tensor<T> u)
    {
        var (r, z) = ResetAndUpdate(projected, h.MatMul(Gates(u, 0, 2)));
        var n = (Gates(projected, 2) + (r * h).MatMul(Gates(u, 2))).Tanh();
        return n.Lerp(h, z);
    }

    private (Tensor<T> R, Tensor<T> Z) ResetAndUpdate(Tensor<T> projected, Tensor<T> product)
    {
        var gates = (Gates(projected, 0, 2) + product).Sigmoid();
        return (Gates(gates, 0), Gates(gates, 1));
    }
}

using System.Runtime.CompilerServices;

namespace Autodiff.NN;

/// <summary>w ← w - η g: gradient descent.</summary>
/// <remarks>As GradientDescentOptimizer of TensorFlow 1 and SGD of Keras and PyTorch without momentum; TensorFlow 1 has no default η, PyTorch 0.001.</remarks>
/// <param name="LearningRate">η.</param>
public readonly record struct GradientDescent(double LearningRate = 0.01) : IUpdateRule<GradientDescent>
{
    /// <summary>With the default learning rate.</summary>
    public GradientDescent() : this(0.01) { }

    IReadOnlyList<Slot> IUpdateRule<GradientDescent>.Slots => [];

    /// <inheritdoc/>
    public void Check() => Hyperparameter.RequireNotNegative(LearningRate);

    /// <inheritdoc/>
    public GradientDescent At(long update) => this;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TNumber>(TNumber rate, TNumber g, ref TNumber w, ref TNumber first, ref TNumber second, ref TNumber third)
        where TNumber : struct, IPointwise<TNumber> => w -= rate * g;
}

namespace Autodiff.NN;

/// <summary>A layer without weights that knows how the weights before it should start.</summary>
public interface IActivation
{
    /// <summary>What keeps the variance of the activations from layer to layer.</summary>
    Initializer SuitedWeights { get; }
}

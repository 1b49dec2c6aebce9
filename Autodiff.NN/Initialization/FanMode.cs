namespace Autodiff.NN;

/// <summary>Which connections the variance of the first weights is divided by.</summary>
public enum FanMode
{
    /// <summary>Those into an output: keeps the variance of activations from layer to layer.</summary>
    In,

    /// <summary>Those out of an input: keeps the variance of gradients on the way back.</summary>
    Out,

    /// <summary>The mean of both: the compromise of Glorot and Bengio 2010.</summary>
    Average,
}

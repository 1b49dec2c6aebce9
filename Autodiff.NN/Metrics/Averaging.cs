namespace Autodiff.NN;

/// <summary>How figures of single classes become one.</summary>
public enum Averaging
{
    /// <summary>Their mean, each class counting the same, over the classes that occur as a label or as a prediction.</summary>
    Macro,

    /// <summary>The figure of all classes counted together, each example counting the same.</summary>
    Micro,
}

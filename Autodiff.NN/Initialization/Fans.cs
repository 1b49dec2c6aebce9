namespace Autodiff.NN;

/// <summary>How many inputs an output of a layer is computed from, and to how many outputs an input goes.</summary>
/// <param name="In">Inputs of an output.</param>
/// <param name="Out">Outputs of an input.</param>
public readonly record struct Fans(int In, int Out);

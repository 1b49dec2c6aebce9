using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>All layers. A layer without a case fails <see cref="LayerCompletenessTests"/>.</summary>
internal static class LayerCases
{
    public static IEnumerable<LayerCase> All => [.. DenseCases.All, .. ActivationCases.All, .. ConvolutionCases.All, .. WindowCases.All, .. GraphCases.All];
}

namespace Autodiff.Tests.NN.Layers;

/// <summary>All layers. A layer without a case fails <see cref="LayerCompletenessTests"/>.</summary>
internal static class LayerCases
{
    public static IEnumerable<LayerCase> All =>
    [
        .. DenseCases.All,
        .. ActivationCases.All,
        .. AttentionCases.All,
        .. BasicCases.All,
        .. ConvolutionCases.All,
        .. GraphCases.All,
        .. NoiseCases.All,
        .. NormalizationCases.All,
        .. RecurrentCases.All,
        .. WindowCases.All,
    ];
}

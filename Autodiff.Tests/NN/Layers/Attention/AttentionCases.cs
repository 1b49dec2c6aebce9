using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class AttentionCases
{
    public static IEnumerable<LayerCase> All =>
    [
        new("multi-head attention", Attention<double>, Attention<float>, [2, 3, 6], [2, 3, 6]) { Wrong = [2, 6, 3] },
        new("multi-head attention, causal and rotary", Causal<double>, Causal<float>, [2, 3, 4], [2, 3, 4]) { Wrong = [3, 4] },
        new("multi-head attention with dropout", Dropped<double>, Dropped<float>, [2, 4, 4], [2, 4, 4]) { Wrong = [4], DependsOnMode = true },
        new("transformer encoder", Encoder<double>, Encoder<float>, [2, 3, 4], [2, 3, 4]) { Wrong = [2, 3, 5] },
        new("transformer encoder, norm first, causal", CausalEncoder<double>, CausalEncoder<float>, [2, 3, 4], [2, 3, 4]) { Wrong = [3, 4], DependsOnMode = true },
        new("transformer decoder", Decoder<double>, Decoder<float>, [2, 3, 4], [2, 3, 4]) { Wrong = [2, 3, 5] },
        new("transformer decoder, norm first", DecoderNormFirst<double>, DecoderNormFirst<float>, [2, 3, 4], [2, 3, 4]) { Wrong = [4], DependsOnMode = true },
        new("sinusoidal positions", _ => new SinusoidalPositions<double>(4), _ => new SinusoidalPositions<float>(4), [2, 3, 4], [2, 3, 4]) { Wrong = [3, 2] },
        new("rotary positions", _ => new RotaryPositions<double>(4), _ => new RotaryPositions<float>(4), [2, 2, 3, 4], [2, 2, 3, 4]) { Wrong = [4] },
        new("learned positions", Learned<double>, Learned<float>, [2, 3, 4], [2, 3, 4]) { Wrong = [2, 6, 4] },
    ];

    private static MultiHeadAttention<T> Attention<T>(Random random) where T : IFloatingPointIeee754<T> => new(6, 2, random);

    private static MultiHeadAttention<T> Causal<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(4, 2, random, isCausal: true, isRotary: true, hasBias: false);

    private static MultiHeadAttention<T> Dropped<T>(Random random) where T : IFloatingPointIeee754<T> => new(4, 1, random, dropout: 0.5);

    private static TransformerEncoderBlock<T> Encoder<T>(Random random) where T : IFloatingPointIeee754<T> => new(4, 2, 5, random);

    private static TransformerEncoderBlock<T> CausalEncoder<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(4, 2, 5, random, dropout: 0.3, activation: new Tanh<T>(), isPreNorm: true, isCausal: true);

    private static TransformerDecoderBlock<T> Decoder<T>(Random random) where T : IFloatingPointIeee754<T> => new(4, 2, 5, random);

    private static TransformerDecoderBlock<T> DecoderNormFirst<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(4, 2, 5, random, dropout: 0.3, activation: new Tanh<T>(), isPreNorm: true);

    // As long as the sequence, so that each vector has a part in the output.
    private static LearnedPositions<T> Learned<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 4, random);
}

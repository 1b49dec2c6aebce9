using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// y = norm(x + attention(x)), where each place attends to itself and those before; z = norm(y + crossAttention(y, memory)); then
/// norm(z + feedForward(z)) (Vaswani et al. 2017, section 3.1). With the norm first: y = x + attention(norm(x)) and so on.
/// </summary>
/// <remarks>
/// A stack is a loop over blocks, which all take the same memory, the output of the encoder. For a decoder without memory take
/// <see cref="TransformerEncoderBlock{T}"/> with isCausal.
/// </remarks>
public sealed class TransformerDecoderBlock<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int width;
    private readonly MultiHeadAttention<T> attention;
    private readonly MultiHeadAttention<T> crossAttention;
    private readonly Sequential<T> feedForward;
    private readonly Sublayer<T> aroundAttention;
    private readonly Sublayer<T> aroundCrossAttention;
    private readonly Sublayer<T> aroundFeedForward;

    /// <summary>A block of causal self-attention and attention to a memory.</summary>
    /// <param name="width">The length of the last axis of the input, of the memory and of the output.</param>
    /// <param name="heads">The heads of each attention, which divide the width.</param>
    /// <param name="inner">The width between the two dense layers, four times the width in the paper.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="dropout">The rate of dropout in training, of the weights of attention and of the output of each part.</param>
    /// <param name="activation">f between the dense layers; relu when left out, as in the paper.</param>
    /// <param name="isPreNorm">True to normalise before each part instead of behind it; the memory is taken as it is.</param>
    /// <param name="weights">How the weights of all dense layers start; as <see cref="Dense{T}"/> has it when left out.</param>
    /// <exception cref="ArgumentException">The heads do not divide the width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout not a probability less than 1.</exception>
    public TransformerDecoderBlock(
        int width, int heads, int inner, Random random, double dropout = 0, ILayer<T>? activation = null, bool isPreNorm = false, Initializer? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inner);
        this.width = width;
        attention = AddLayer("attention", new MultiHeadAttention<T>(width, heads, random, dropout, isCausal: true, weights: weights));
        crossAttention = AddLayer("cross_attention", new MultiHeadAttention<T>(width, heads, random, dropout, weights: weights));
        feedForward = AddLayer("feed_forward", FeedForward.Make(width, inner, activation, weights, random));
        var dropped = AddLayer("dropout", new Dropout<T>(dropout));
        aroundAttention = new(AddLayer("attention_norm", new LayerNorm<T>(width)), dropped, isPreNorm);
        aroundCrossAttention = new(AddLayer("cross_attention_norm", new LayerNorm<T>(width)), dropped, isPreNorm);
        aroundFeedForward = new(AddLayer("feed_forward_norm", new LayerNorm<T>(width)), dropped, isPreNorm);
    }

    /// <summary>The output with the input as its own memory, of which each place sees itself and those before, so that nothing looks ahead.</summary>
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        RequireFit(x);
        return Forward(x, x, Attention.CausalMask(x, x.Shape[1], x.Shape[1]), context);
    }

    /// <summary>The output with a memory.</summary>
    /// <param name="x">The input, of shape [batch, time, width]. Padding at the end needs no mask, for no place before attends to it.</param>
    /// <param name="memory">What is attended to, of shape [batch, keys, width].</param>
    /// <param name="memoryMask">1 where a place may attend to the memory: [batch, time, keys] or what broadcasts to it, such as <see cref="Attention.PaddingMask"/>; null for all.</param>
    /// <param name="context">Training or inference.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Forward(Tensor<T> x, Tensor<T> memory, Tensor<T>? memoryMask, ForwardContext context)
    {
        RequireFit(x);
        RequireFit(memory);
        crossAttention.RequireFit(x, memory, memoryMask);
        using var attempt = Attempt<T>.On(x, memory);
        x = aroundAttention.After(x, attention.Forward(aroundAttention.Before(x, context), context), context);
        x = aroundCrossAttention.After(x, crossAttention.Forward(aroundCrossAttention.Before(x, context), memory, memoryMask, context), context);
        return attempt.Done(aroundFeedForward.After(x, feedForward.Forward(aroundFeedForward.Before(x, context), context), context));
    }

    /// <inheritdoc/>
    public override string ToString() => $"TransformerDecoderBlock({width})";

    private void RequireFit(Tensor<T> x)
    {
        if (x.Rank != 3 || x.Shape[^1] != width)
        {
            throw Misfit(x, $"[batch, time, {width}]");
        }
    }
}

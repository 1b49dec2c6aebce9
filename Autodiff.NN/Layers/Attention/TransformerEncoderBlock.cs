using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// y = norm(x + attention(x)), then norm(y + feedForward(y)) with feedForward(y) = f(y W₁ + b₁) W₂ + b₂ (Vaswani et al. 2017, section 3.1).
/// With the norm first: y = x + attention(norm(x)), then y + feedForward(norm(y)).
/// </summary>
/// <remarks>
/// A stack is a <see cref="Sequential{T}"/> of blocks, or a loop over them where each takes a mask; one with the norm first wants a
/// <see cref="LayerNorm{T}"/> at its end. Causal blocks make a decoder without memory, as in GPT (Radford et al. 2018).
/// </remarks>
public sealed class TransformerEncoderBlock<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly int width;
    private readonly MultiHeadAttention<T> attention;
    private readonly Sequential<T> feedForward;
    private readonly Sublayer<T> aroundAttention;
    private readonly Sublayer<T> aroundFeedForward;

    /// <summary>A block of self-attention.</summary>
    /// <param name="width">The length of the last axis of the input and of the output.</param>
    /// <param name="heads">The heads of the attention, which divide the width.</param>
    /// <param name="inner">The width between the two dense layers, four times the width in the paper.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="dropout">The rate of dropout in training, of the weights of attention and of the output of each part.</param>
    /// <param name="activation">f; relu when left out, as in the paper. GPT and BERT take gelu.</param>
    /// <param name="isPreNorm">True to normalise before each part instead of behind it.</param>
    /// <param name="isCausal">True for places that may attend to themselves and those before alone.</param>
    /// <param name="weights">How the weights of all dense layers start; as <see cref="Dense{T}"/> has it when left out.</param>
    /// <exception cref="ArgumentException">The heads do not divide the width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or the dropout not a probability less than 1.</exception>
    public TransformerEncoderBlock(
        int width, int heads, int inner, Random random, double dropout = 0, ILayer<T>? activation = null, bool isPreNorm = false, bool isCausal = false,
        Initializer? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inner);
        this.width = width;
        attention = AddLayer("attention", new MultiHeadAttention<T>(width, heads, random, dropout, isCausal, weights: weights));
        feedForward = AddLayer("feed_forward", FeedForward.Make(width, inner, activation, weights, random));
        var dropped = AddLayer("dropout", new Dropout<T>(dropout));
        aroundAttention = new(AddLayer("attention_norm", new LayerNorm<T>(width)), dropped, isPreNorm);
        aroundFeedForward = new(AddLayer("feed_forward_norm", new LayerNorm<T>(width)), dropped, isPreNorm);
    }

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => Forward(x, null, context);

    /// <summary>The output where not all places may be attended to.</summary>
    /// <param name="x">The input, of shape [batch, time, width].</param>
    /// <param name="mask">1 where a place may attend to another: [batch, time, time] or what broadcasts to it, such as <see cref="Attention.PaddingMask"/>; null for all.</param>
    /// <param name="context">Training or inference.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Forward(Tensor<T> x, Tensor<T>? mask, ForwardContext context)
    {
        if (x.Rank != 3 || x.Shape[^1] != width)
        {
            throw Misfit(x, $"[batch, time, {width}]");
        }

        attention.RequireFit(x, x, mask);
        using var attempt = Attempt<T>.On(x);
        var input = aroundAttention.Before(x, context);
        x = aroundAttention.After(x, attention.Forward(input, input, mask, context), context);
        return attempt.Done(aroundFeedForward.After(x, feedForward.Forward(aroundFeedForward.Before(x, context), context), context));
    }

    /// <inheritdoc/>
    public override string ToString() => $"TransformerEncoderBlock({width})";
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// Concat(head₁, …, headₕ) Wₒ with headᵢ = softMax(Qᵢ Kᵢᵀ / √d) Vᵢ, where Q, K and V are dense layers of the input, cut into h parts of
/// d = width / h features (Vaswani et al. 2017, section 3.2.2).
/// </summary>
/// <remarks>
/// Sequences are [batch, time, features], as with batch_first in PyTorch. The projections are four layers of their own, "query", "key", "value"
/// and "output", and their weights start each by itself; PyTorch draws the first three as one array, with a smaller bound. The bias of the
/// keys changes nothing, for it adds the same to all scores of a query; it is kept to exchange weights with other libraries.
/// </remarks>
public sealed class MultiHeadAttention<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly Dense<T> query;
    private readonly Dense<T> key;
    private readonly Dense<T> value;
    private readonly Dense<T> output;
    private readonly Dropout<T> dropout;
    private readonly RotaryPositions<T>? rotation;
    private readonly int width;
    private readonly int heads;
    private readonly int memoryWidth;
    private readonly bool isCausal;

    /// <summary>Attention with several heads.</summary>
    /// <param name="width">The features of the queries, of the output, and of all heads together.</param>
    /// <param name="heads">h, which divides the width.</param>
    /// <param name="random">Where the first weights come from.</param>
    /// <param name="dropout">The probability that a weight of attention is 0 in training.</param>
    /// <param name="isCausal">True for places that may attend to themselves and those before alone.</param>
    /// <param name="isRotary">True to turn queries and keys by their places: <see cref="RotaryPositions{T}"/>.</param>
    /// <param name="hasBias">False to leave out the biases of the four projections.</param>
    /// <param name="memoryWidth">The features of the memory; the width when left out.</param>
    /// <param name="weights">How the weights of the four projections start; <see cref="Initializer.GlorotUniform"/> when left out.</param>
    /// <exception cref="ArgumentException">The heads do not divide the width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, the dropout not a probability less than 1, or the width of a rotary head odd.</exception>
    public MultiHeadAttention(
        int width, int heads, Random random, double dropout = 0, bool isCausal = false, bool isRotary = false, bool hasBias = true, int? memoryWidth = null,
        Initializer? weights = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(heads);
        DropRate<T>.RequireLessThanOne(dropout);
        this.memoryWidth = memoryWidth ?? width;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(this.memoryWidth, nameof(memoryWidth));
        if (width % heads != 0)
        {
            throw new ArgumentException($"The width {width} is not a multiple of the {heads} heads, which share its features evenly. Change one of them.", nameof(heads));
        }

        (this.width, this.heads, this.isCausal) = (width, heads, isCausal);
        query = AddLayer("query", new Dense<T>(width, width, random, weights: weights, hasBias: hasBias));
        key = AddLayer("key", new Dense<T>(this.memoryWidth, width, random, weights: weights, hasBias: hasBias));
        value = AddLayer("value", new Dense<T>(this.memoryWidth, width, random, weights: weights, hasBias: hasBias));
        output = AddLayer("output", new Dense<T>(width, width, random, weights: weights, hasBias: hasBias));
        this.dropout = AddLayer("dropout", new Dropout<T>(dropout));
        rotation = isRotary ? AddLayer("rotation", new RotaryPositions<T>(width / heads)) : null;
    }

    /// <summary>Self-attention: the input is its own memory.</summary>
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => Forward(x, x, null, context);

    /// <summary>Attention to a memory.</summary>
    /// <param name="queries">Where the queries come from, of shape [batch, queries, width].</param>
    /// <param name="memory">Where the keys and values come from, of shape [batch, keys, memory width].</param>
    /// <param name="mask">1 where a query may attend to a key: [batch, queries, keys], or what broadcasts to it, as [queries, keys] and [batch, 1, keys]; null for all.</param>
    /// <param name="context">Training or inference.</param>
    /// <returns>Of shape [batch, queries, width].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Forward(Tensor<T> queries, Tensor<T> memory, Tensor<T>? mask, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var attempt = Attempt<T>.On(queries, memory);
        var weights = dropout.Forward(Weights(queries, memory, mask), context);
        var attended = weights.MatMul(Heads(value.Forward(memory, context)));
        return attempt.Done(output.Forward(attended.Transpose(1, 2).Reshape(queries.Shape), context));
    }

    /// <summary>How much each query attends to each key, to look at.</summary>
    /// <param name="queries">Where the queries come from, of shape [batch, queries, width].</param>
    /// <param name="memory">Where the keys come from, of shape [batch, keys, memory width].</param>
    /// <param name="mask">As in <see cref="Forward(Tensor{T}, Tensor{T}, Tensor{T}?, ForwardContext)"/>.</param>
    /// <returns>Of shape [batch, heads, queries, keys]; the weights of a query add up to 1, or are 0 when it may attend to no key.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor<T> Weights(Tensor<T> queries, Tensor<T> memory, Tensor<T>? mask = null)
    {
        RequireFit(queries, memory, mask);
        using var attempt = Attempt<T>.On(queries, memory);
        var (q, k) = (Heads(query.Forward(queries)), Heads(key.Forward(memory)));
        return attempt.Done(rotation is null
            ? Attention.Weights(q, k, Allowed(queries, memory, mask))
            : Attention.Weights(rotation.Forward(q), rotation.Forward(k), Allowed(queries, memory, mask)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"MultiHeadAttention({width}, {heads})";

    /// <summary>Throws unless the shapes fit.</summary>
    internal void RequireFit(Tensor<T> queries, Tensor<T> memory, Tensor<T>? mask)
    {
        if (queries.Rank != 3 || queries.Shape[^1] != width)
        {
            throw Misfit(queries, $"[batch, time, {width}]");
        }

        if (memory.Rank != 3 || memory.Shape[^1] != memoryWidth || memory.Shape[0] != queries.Shape[0])
        {
            throw Misfit(memory, $"as a memory [{queries.Shape[0]}, time, {memoryWidth}]: one for each sequence of the queries");
        }

        if (mask is { } given)
        {
            RequireFit(given.Shape, queries.Shape, memory.Shape[1]);
        }
    }

    /// <summary>[batch, time, width] as [batch, heads, time, d].</summary>
    private Tensor<T> Heads(Tensor<T> x) => x.Reshape(x.Shape[0], x.Shape[1], heads, width / heads).Transpose(1, 2);

    /// <summary>The mask with an axis for the heads.</summary>
    private Tensor<T>? Allowed(Tensor<T> queries, Tensor<T> memory, Tensor<T>? mask)
    {
        mask = mask?.Beside(queries);
        var ofHeads = mask is { Rank: > 2 } each ? each.Unsqueeze(-3) : mask;
        if (!isCausal)
        {
            return ofHeads;
        }

        var causal = Attention.CausalMask(queries, queries.Shape[1], memory.Shape[1]);
        return ofHeads is { } both ? both * causal : causal;
    }

    private void RequireFit(Shape mask, Shape queries, int keys)
    {
        bool fits = mask.Rank <= 3
            && (mask.Rank < 1 || mask[^1] == 1 || mask[^1] == keys)
            && (mask.Rank < 2 || mask[^2] == 1 || mask[^2] == queries[1])
            && (mask.Rank < 3 || mask[^3] == 1 || mask[^3] == queries[0]);
        if (!fits)
        {
            throw new ArgumentException(
                $"{this} does not take the mask {mask}, but [{queries[0]}, {queries[1]}, {keys}]: batch, queries and keys, or what broadcasts to that, the same for all heads.", nameof(mask));
        }
    }
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>Attention as functions of tensors (Vaswani et al. 2017, section 3.2.1), and the masks that say who may attend to whom.</summary>
/// <remarks>
/// A mask holds 1 where a query may attend to a key and 0 where not, and broadcasts to the weights, [..., queries, keys]; the product of two
/// masks asks for both. PyTorch's boolean masks of ScaledDotProduct mean the same, those of its layers the opposite.
/// </remarks>
public static class Attention
{
    /// <summary>softMax(Q Kᵀ / √d) V: for each query the mean of the values, weighted by how well the query fits their keys.</summary>
    /// <param name="query">Q, of shape [..., queries, d].</param>
    /// <param name="key">K, of shape [..., keys, d].</param>
    /// <param name="value">V, of shape [..., keys, features], of finite numbers: a weight of 0 is multiplied too.</param>
    /// <param name="mask">1 where a query may attend to a key, else 0; all may when left out.</param>
    /// <returns>Of shape [..., queries, features]; zeros for a query that may attend to no key.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public static Tensor<T> ScaledDotProduct<T>(Tensor<T> query, Tensor<T> key, Tensor<T> value, Tensor<T>? mask = null) where T : IFloatingPointIeee754<T>
    {
        RequireFit(query, key, mask);
        if (value.Rank < 2 || key.Shape[^2] != value.Shape[^2] || !Broadcast(query.Shape, key.Shape, value.Shape))
        {
            throw new ArgumentException(
                $"Attention takes a value for each key, [..., keys, d] and [..., keys, features], and the shapes are {key.Shape} and {value.Shape}. Compute both from the same memory.", nameof(value));
        }

        using var attempt = Attempt<T>.On(query, key, value);
        return attempt.Done(Weights(query, key, mask).MatMul(value));
    }

    /// <summary>softMax(Q Kᵀ / √d): for each query, shares of 1 among the keys that it may attend to.</summary>
    /// <remarks>A query that may attend to no key has weights of 0, and no derivative comes back from it.</remarks>
    /// <param name="query">Q, of shape [..., queries, d].</param>
    /// <param name="key">K, of shape [..., keys, d].</param>
    /// <param name="mask">1 where a query may attend to a key, else 0; all may when left out.</param>
    /// <returns>Of shape [..., queries, keys].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other.</exception>
    public static Tensor<T> Weights<T>(Tensor<T> query, Tensor<T> key, Tensor<T>? mask = null) where T : IFloatingPointIeee754<T>
    {
        RequireFit(query, key, mask);
        using var attempt = Attempt<T>.On(query, key);
        if (mask is not { } allowed)
        {
            return attempt.Done(Scores(query, key).SoftMax());
        }

        allowed = allowed.Beside(query);

        // The second choice is for queries without keys: of -∞ alone softMax makes even shares.
        var weights = Tensor.Where(allowed, Scores(query, key), T.NegativeInfinity).SoftMax();
        return attempt.Done(Tensor.Where(allowed, weights, T.Zero));
    }

    /// <summary>1 where key ≤ query, else 0: each place may attend to itself and those before.</summary>
    /// <param name="beside">A tensor in whose memory the mask is made: that of the tape, if it is on one.</param>
    /// <param name="queries">The number of queries.</param>
    /// <param name="keys">The number of keys, counted from the same first place.</param>
    /// <returns>Of shape [queries, keys].</returns>
    public static Tensor<T> CausalMask<T>(Tensor<T> beside, int queries, int keys) where T : IFloatingPointIeee754<T> =>
        beside.FullBeside([queries, keys], T.One).Lower();

    /// <summary>1 where the key is within its sequence, 0 where it is padding behind the end.</summary>
    /// <param name="lengths">The lengths of the sequences, of shape [batch]; the mask is made in their memory.</param>
    /// <param name="keys">The number of keys, padding included.</param>
    /// <returns>Of shape [batch, 1, keys], the same for all queries.</returns>
    public static Tensor<T> PaddingMask<T>(Tensor<T> lengths, int keys) where T : IFloatingPointIeee754<T>
    {
        if (lengths.Rank != 1)
        {
            throw new ArgumentException($"A padding mask is made of lengths [batch], and the shape is {lengths.Shape}. Give one number for each sequence.", nameof(lengths));
        }

        return (Places.Beside(lengths, keys) < lengths.Unsqueeze(-1)).Unsqueeze(-2);
    }

    /// <summary>Throws unless queries and keys can be compared, and the mask broadcasts to their weights.</summary>
    private static void RequireFit<T>(Tensor<T> query, Tensor<T> key, Tensor<T>? mask) where T : IFloatingPointIeee754<T>
    {
        if (query.Rank < 2 || key.Rank < 2 || query.Shape[^1] != key.Shape[^1] || !Broadcast(query.Shape, key.Shape, Shape.Scalar))
        {
            throw new ArgumentException(
                $"Attention compares queries [..., queries, d] with keys [..., keys, d], and the shapes are {query.Shape} and {key.Shape}. Project both to the same d.", nameof(key));
        }

        if (mask is { } allowed && !IsMask(allowed.Shape, query.Shape, key.Shape))
        {
            throw new ArgumentException(
                $"The mask of shape {allowed.Shape} does not broadcast to weights [..., {query.Shape[^2]}, {key.Shape[^2]}] of the queries {query.Shape} and the keys {key.Shape}. " +
                "Its last axis is the keys, the one before the queries, or 1 when all share it.", nameof(mask));
        }
    }

    /// <summary>True when the axes before the last two broadcast.</summary>
    private static bool Broadcast(Shape query, Shape key, Shape value)
    {
        for (int i = 3; i <= Math.Max(Math.Max(query.Rank, key.Rank), value.Rank); i++)
        {
            int length = Joined(Length(query, i), Length(key, i));
            if (!Meet(Length(query, i), Length(key, i)) || !Meet(length, Length(value, i)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMask(Shape mask, Shape query, Shape key)
    {
        for (int i = 1; i <= mask.Rank; i++)
        {
            int length = i switch { 1 => key[^2], 2 => query[^2], _ => Joined(Length(query, i), Length(key, i)) };
            if (mask[^i] != 1 && mask[^i] != length)
            {
                return false;
            }
        }

        return mask.Rank <= Math.Max(query.Rank, key.Rank);
    }

    /// <summary>The length of the i-th axis from the last; 1 where a shape has none.</summary>
    private static int Length(Shape shape, int i) => i <= shape.Rank ? shape[^i] : 1;

    private static bool Meet(int one, int other) => one == other || one == 1 || other == 1;

    private static int Joined(int one, int other) => one == 1 ? other : one;

    private static Tensor<T> Scores<T>(Tensor<T> query, Tensor<T> key) where T : IFloatingPointIeee754<T> =>
        (query / T.Sqrt(T.CreateChecked(query.Shape[^1]))).MatMul(key.Transpose());
}

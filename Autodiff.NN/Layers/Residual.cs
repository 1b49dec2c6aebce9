using System.Numerics;

namespace Autodiff.NN;

/// <summary>s(x) + f(x), where the shortcut s is the identity when left out (He et al. 2016).</summary>
public sealed class Residual<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    private readonly ILayer<T> inner;
    private readonly ILayer<T>? shortcut;

    /// <summary>A layer with a way around it.</summary>
    /// <param name="inner">f.</param>
    /// <param name="shortcut">s, which brings x to the shape of f(x) where that is another, such as a convolution of kernel 1.</param>
    public Residual(ILayer<T> inner, ILayer<T>? shortcut = null)
    {
        this.inner = AddLayer("inner", inner);
        this.shortcut = shortcut is null ? null : AddLayer("shortcut", shortcut);
    }

    /// <summary>Layers one after the other with a way around them: <c>new Residual&lt;float&gt;([first, second])</c>.</summary>
    /// <param name="inner">f.</param>
    /// <param name="shortcut">s, which brings x to the shape of f(x) where that is another, such as a convolution of kernel 1.</param>
    public Residual(Sequential<T> inner, ILayer<T>? shortcut = null) : this((ILayer<T>)inner, shortcut)
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">f(x) and s(x) differ in shape.</exception>
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context)
    {
        using var attempt = Attempt<T>.On(x);
        var y = inner.Forward(x, context);
        var way = shortcut is null ? x : shortcut.Forward(x, context);
        return way.Shape == y.Shape
            ? attempt.Done(way + y)
            : throw Misfit(x,
                $"one that comes out of both ways in one shape: here {y.Shape} of the inner layer and {way.Shape} of the shortcut. " +
                "Give a shortcut that makes the shape of the inner layer");
    }

    /// <inheritdoc/>
    public override string ToString() => shortcut is null ? $"Residual({inner})" : $"Residual({inner}, {shortcut})";
}

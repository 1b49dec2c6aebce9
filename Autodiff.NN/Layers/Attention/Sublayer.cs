using System.Numerics;

namespace Autodiff.NN;

/// <summary>
/// The way around a part f of a transformer block: norm(x + dropout(f(x))) as Vaswani et al. 2017, or x + dropout(f(norm(x))), which trains
/// without slow first updates (Xiong et al. 2020).
/// </summary>
internal sealed class Sublayer<T>(ILayer<T> norm, ILayer<T> dropout, bool isPreNorm) where T : IFloatingPointIeee754<T>
{
    /// <summary>What f is applied to.</summary>
    public Tensor<T> Before(Tensor<T> x, ForwardContext context) => isPreNorm ? norm.Forward(x, context) : x;

    /// <summary>The output, of the input and that of f.</summary>
    public Tensor<T> After(Tensor<T> x, Tensor<T> y, ForwardContext context)
    {
        var sum = x + dropout.Forward(y, context);
        return isPreNorm ? sum : norm.Forward(sum, context);
    }
}

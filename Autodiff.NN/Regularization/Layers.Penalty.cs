using System.Numerics;

namespace Autodiff.NN;

public static partial class Layers
{
    /// <summary>The sum of what the regularizers of the parameters come to, a tensor of one number: 0 when there are none.</summary>
    /// <param name="layer">The layer, as a rule a whole model.</param>
    /// <param name="beside">The loss that the penalty is added to, or any tensor on its tape: <c>loss + network.Penalty(loss)</c>.</param>
    public static Tensor<T> Penalty<T>(this ILayer<T> layer, Tensor<T> beside) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var attempt = Attempt<T>.On(beside);
        var penalty = beside.FullBeside(Shape.Scalar, T.Zero);
        for (int i = 0; i < layer.Parameters.Count; i++)
        {
            var parameter = layer.Parameters[i];
            if (parameter.Regularizer is { } regularizer)
            {
                penalty += regularizer(parameter.Beside(beside));
            }
        }

        return attempt.Done(penalty);
    }
}

namespace Autodiff.NN;

/// <summary>U(-1/√n, 1/√n) with n the outputs: as PyTorch starts all arrays of a recurrent layer.</summary>
internal sealed record ReciprocalRootUniform : Initializer
{
    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random)
    {
        var bound = T.CreateChecked(1 / Math.Sqrt(fans.Out));
        return Tensor.Uniform(shape, random, -bound, bound);
    }
}

using System.Numerics;

namespace Autodiff.NN;

/// <summary>How the numbers of a parameter start.</summary>
public abstract record Initializer
{
    /// <summary>Zeros.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>U(-r, r) with r = √(6 / (in + out)).</summary>
    public static Initializer GlorotUniform { get; } = new UniformScaling();

    /// <summary>The numbers of a parameter.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="fans">The connections of the layer, which is not always to be seen from the shape.</param>
    /// <param name="random">Where random numbers come from.</param>
    public abstract Tensor<T> Make<T>(Shape shape, Fans fans, Random random) where T : IFloatingPointIeee754<T>;

    /// <summary>What suits an activation.</summary>
    public static Initializer For<T>(ILayer<T>? activation) where T : IFloatingPointIeee754<T> => GlorotUniform;
}

internal sealed record ConstantInitializer(double Value) : Initializer
{
    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random) => Tensor.Full(shape, T.CreateChecked(Value));
}

internal sealed record UniformScaling : Initializer
{
    public override Tensor<T> Make<T>(Shape shape, Fans fans, Random random)
    {
        var bound = T.CreateChecked(Math.Sqrt(6.0 / (fans.In + fans.Out)));
        return Tensor.Uniform(shape, random, -bound, bound);
    }
}

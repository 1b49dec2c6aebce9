using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>A layer with what the walk over all layers needs to know about it.</summary>
/// <param name="Name">Unique among the cases.</param>
/// <param name="Make">The layer in double precision.</param>
/// <param name="MakeSingle">The same layer in single precision.</param>
/// <param name="Input">The shape of an input.</param>
/// <param name="Output">The shape of its output.</param>
public sealed record LayerCase(string Name, Func<Random, ILayer<double>> Make, Func<Random, ILayer<float>> MakeSingle, Shape Input, Shape Output)
{
    /// <summary>An input of a shape that the layer does not take; null when it takes any.</summary>
    public Shape? Wrong { get; init; }

    /// <summary>More of them, beside the shape of a single number, which no layer takes that does not take any.</summary>
    public IReadOnlyList<Shape> AlsoWrong { get; init; } = [];

    /// <summary>The layer that the message about a wrong shape names, where that is one inside; null for the layer itself.</summary>
    public string? Named { get; init; }

    /// <summary>Makes an input, normal numbers when left out.</summary>
    public Func<Shape, Random, Tensor<double>> MakeInput { get; init; } = (shape, random) => Tensor.Normal<double>(shape, random);

    /// <summary>False where the derivative with respect to the input means nothing, as for indices.</summary>
    public bool InputIsContinuous { get; init; } = true;

    /// <summary>True where training and inference differ.</summary>
    public bool DependsOnMode { get; init; }

    /// <summary>False where the function has jumps, so that differences mean nothing.</summary>
    public bool IsContinuous { get; init; } = true;

    /// <summary>How near single precision comes to double, relative to the greatest number of the output.</summary>
    public double SingleTolerance { get; init; } = 1e-5;

    /// <summary>Brings a layer back to before its first input, where the output depends on earlier inputs.</summary>
    public Action<ILayer<double>> Forget { get; init; } = _ => { };

    public override string ToString() => Name;
}

using Autodiff.Operations;

namespace Autodiff.Tests.Tensors;

/// <summary>Operations on one or two million numbers, odd sizes among them: large enough for threads to share every kind of loop.</summary>
internal sealed record LargeCase(string Name, Shape[] Shapes, Func<Tensor<float>[], Tensor<float>> Of)
{
    public static IEnumerable<LargeCase> All =>
    [
        new("add", [[1_000_003], [1_000_003]], x => x[0] + x[1]),
        new("add a number", [[1_000_003]], x => x[0] + 3f),
        new("multiply by a row", [[1013, 1009], [1009]], x => x[0] * x[1]),
        new("multiply by a column", [[1013, 1009], [1013, 1]], x => x[0] * x[1]),
        new("divide a transpose", [[1013, 1009], [1009, 1013]], x => x[0] / (x[1].Transpose() + 3f)),
        new("tanh", [[1_000_003]], x => Tensor<float>.Lift<Tanh>(x[0])),
        new("transposed copy", [[1013, 1009]], x => x[0].Transpose().Contiguous()),
        new("permuted copy", [[101, 103, 107]], x => x[0].Permute(2, 0, 1).Contiguous()),
        new("sum", [[1_000_003]], x => x[0].Sum()),
        new("sum of a transpose", [[1013, 1009]], x => x[0].Transpose().Sum()),
        new("sum of short rows", [[100_003, 11]], x => x[0].Sum(1)),
        new("sum of rows", [[1013, 1009]], x => x[0].Sum(1)),
        new("sum of long rows", [[7, 150_001]], x => x[0].Sum(1)),
        new("sum of columns", [[1013, 1009]], x => x[0].Sum(0)),
        new("sum of few columns", [[50_021, 23]], x => x[0].Sum(0)),
        new("sum of a narrow column", [[300_007, 5]], x => x[0].Sum(0)),
        new("sum in the middle", [[13, 1009, 101]], x => x[0].Sum(1)),
        new("sum of the outer axes", [[101, 1009, 17]], x => x[0].Sum([0, 2])),
        new("product", [[1_000_003]], x => (1f + (x[0] * 1e-4f)).Product(0)),
        new("max", [[7, 150_001]], x => x[0].Max(1)),
        new("argmax", [[1013, 1009]], x => x[0].ArgMax(1) + x[0].ArgMax(0)[..1]),
        new("norm", [[1013, 1009]], x => x[0].Norm(0)),
        new("variance", [[1013, 1009]], x => x[0].Variance([1])),
        new("softmax of rows", [[1013, 1009]], x => x[0].SoftMax()),
        new("softmax of columns", [[1013, 1009]], x => x[0].SoftMax(0)),
        new("softmax of a long row", [[1_000_003]], x => x[0].LogSoftMax()),
        new("log of sum of exp", [[1013, 1009]], x => x[0].LogSumExp(1)),
        new("sort", [[1013, 1009]], x => x[0].Sort()),
        new("cumulative sum", [[1013, 1009]], x => x[0].CumulativeSum(1)),
        new("layer norm", [[1013, 1009], [1009]], x => (x[0] - x[0].Mean(1, keepAxes: true)) / (x[0].StandardDeviation(1, keepAxes: true) + 0.1f) * x[1]),
        new("matrix product", [[311, 517], [517, 203]], x => x[0].MatMul(x[1])),
        new("convolution of many images", [[67, 5, 31, 29], [6, 5, 3, 3]], x => x[0].Convolve2D(x[1], padding: 1)),
        new("convolution of a large image", [[1, 3, 501, 497], [5, 3, 3, 3]], x => x[0].Convolve2D(x[1], stride: 2)),
        new("convolution to many channels", [[3, 64, 30, 31], [130, 64, 3, 3]], x => x[0].Convolve2D(x[1], padding: 1)),
        new("convolution of groups", [[33, 8, 31, 29], [6, 4, 3, 3]], x => x[0].Convolve2D(x[1], groups: 2)),
        new("convolution of single pixels", [[33, 12, 31, 29], [7, 12, 1, 1]], x => x[0].Convolve2D(x[1])),
        new("convolution of each channel", [[33, 12, 31, 29], [12, 1, 3, 3]], x => x[0].Convolve2D(x[1], padding: 1, groups: 12)),
        new("transposed convolution", [[33, 6, 31, 29], [6, 5, 3, 3]], x => x[0].ConvolveTransposed2D(x[1], stride: 2)),
        new("maximum pooling", [[33, 12, 61, 59]], x => x[0].MaxPool2D(3, 2)),
        new("average pooling", [[33, 12, 61, 59]], x => x[0].AveragePool2D(3, 2)),
        new("unfolding", [[33, 12, 31, 29]], x => x[0].Unfold((3, 3))),
    ];

    public Tensor<float>[] Operands(Func<Random, float> item)
    {
        var random = new Random(1);
        return [.. Shapes.Select(shape => new Tensor<float>(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => item(random))]))];
    }

    /// <summary>The value, and the gradient along a fixed direction with respect to each operand.</summary>
    public float[][] Results(Tape<float> tape, Tensor<float>[] operands)
    {
        tape.Reset();
        Tensor<float>[] inputs = [.. operands.Select(operand => tape.Input(operand))];
        var output = Of(inputs);
        if (output.IsConstant)
        {
            return [output.ToArray()];
        }

        var random = new Random(2);
        var gradients = tape.Gradient(output, new Tensor<float>(output.Shape, [.. Enumerable.Range(0, output.Count).Select(_ => random.NextSingle() - 0.5f)]));
        return [output.ToArray(), .. inputs.Select(input => gradients[input].ToArray())];
    }

    public override string ToString() => Name;
}

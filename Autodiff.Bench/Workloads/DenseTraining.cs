using System.Numerics.Tensors;

namespace Autodiff.Bench;

/// <summary>One step of training a fully connected network by plain gradient descent, written out on tensors.</summary>
internal sealed class DenseTraining
{
    private const float LearningRate = 1e-5f;

    private readonly Tape<float> tape = new();
    private readonly bool classifies;
    private readonly Shape[] shapes;
    private readonly float[][] parameters;
    private readonly Tensor<float>[] weights;
    private readonly Tensor<float> inputs;
    private readonly Tensor<float> targets;

    /// <param name="sizes">The width of the input, of each layer, and of the output.</param>
    /// <param name="batch">The number of examples.</param>
    /// <param name="classifies">True for relu and softmax with cross-entropy; false for tanh and the mean of squares.</param>
    private DenseTraining(int[] sizes, int batch, bool classifies)
    {
        var random = new Random(0);
        this.classifies = classifies;
        shapes = [.. sizes.Zip(sizes.Skip(1), (from, to) => new Shape[] { [from, to], [to] }).SelectMany(layer => layer)];
        parameters = [.. shapes.Select(shape => Tensor.Uniform<float>(shape, random, -0.05f, 0.05f).ToArray())];
        weights = new Tensor<float>[parameters.Length];
        inputs = Tensor.Uniform<float>([batch, sizes[0]], random);
        targets = classifies
            ? Tensor.Of<float>([.. Enumerable.Range(0, batch).Select(_ => (float)random.Next(sizes[^1]))]).OneHot(sizes[^1])
            : Tensor.Uniform<float>([batch, sizes[^1]], random);
    }

    public static Workload Of(int[] sizes, int batch, bool classifies)
    {
        long operations = Networks.Both(Networks.Forward(batch, sizes.AsSpan(0, 2)), Networks.Forward(batch, sizes.AsSpan(1)));
        return new(operations, new DenseTraining(sizes, batch, classifies).Update, IsProducts: true);
    }

    private double Update()
    {
        tape.Reset();
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = tape.Input(shapes[i], parameters[i]);
        }

        var loss = Loss(Forward(tape.Constant(inputs)));
        var gradients = tape.Gradient(loss);
        for (int i = 0; i < weights.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(gradients[weights[i]].Span, -LearningRate, parameters[i], parameters[i]);
        }

        return loss.Span[0];
    }

    private Tensor<float> Forward(Tensor<float> x)
    {
        for (int i = 0; i < weights.Length; i += 2)
        {
            x = x.MatMul(weights[i]) + weights[i + 1];
            if (i + 2 < weights.Length)
            {
                x = classifies ? x.Relu() : x.Tanh();
            }
        }

        return x;
    }

    private Tensor<float> Loss(Tensor<float> y) => classifies
        ? -(y.LogSoftMax() * targets).Sum() / targets.Shape[0]
        : (y - targets).Square().Mean();
}

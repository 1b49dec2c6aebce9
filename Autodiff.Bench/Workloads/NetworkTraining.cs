using Autodiff.NN;

namespace Autodiff.Bench;

/// <summary>One step of training a network of layers: forward, backward, update.</summary>
internal sealed class NetworkTraining
{
    private readonly Tape<float> tape = new();
    private readonly ForwardContext context = ForwardContext.Training(new Random(0));
    private readonly ILayer<float> network;
    private readonly Optimizer<float> optimizer;
    private readonly Tensor<float> inputs;
    private readonly Tensor<float> targets;
    private readonly bool classifies;

    private NetworkTraining(ILayer<float> network, Optimizer<float> optimizer, Shape input, bool classifies)
    {
        var random = new Random(1);
        (this.network, this.optimizer, this.classifies) = (network, optimizer, classifies);
        inputs = Tensor.Normal<float>(input, random);
        targets = classifies
            ? Tensor.Of<float>([.. Enumerable.Range(0, input[0]).Select(_ => (float)random.Next(10))])
            : Tensor.Normal<float>(network.Forward(inputs).Shape, random);
    }

    /// <summary>784-512-512-10 by an optimizer.</summary>
    public static Workload Dense(string name, bool smoke, Func<IEnumerable<Parameter<float>>, Optimizer<float>> optimizer) =>
        Of(name, smoke, random => [new Dense<float>(784, 512, random, new Relu<float>()), new Dense<float>(512, 512, random, new Relu<float>()), new Dense<float>(512, 10, random)],
            optimizer, [128, 784], operations: 6L * 128 * ((784 * 512) + (512 * 512) + (512 * 10)));

    public static Workload BatchNorm(bool smoke) => Of("train_mlp_batchnorm", smoke, random =>
        [
            new Dense<float>(784, 256, random), new BatchNorm<float>(256), new Relu<float>(),
            new Dense<float>(256, 256, random), new BatchNorm<float>(256), new Relu<float>(), new Dense<float>(256, 10, random),
        ],
        Descent, [128, 784], operations: 6L * 128 * ((784 * 256) + (256 * 256) + (256 * 10)));

    public static Workload Autoencoder(bool smoke) => Of("train_autoencoder", smoke, random =>
        [
            new Dense<float>(784, 128, random, new Relu<float>()), new Dense<float>(128, 32, random, new Relu<float>()),
            new Dense<float>(32, 128, random, new Relu<float>()), new Dense<float>(128, 784, random, new Sigmoid<float>()),
        ],
        Adam, [128, 784], operations: 6L * 128 * 2 * ((784 * 128) + (128 * 32)), classifies: false);

    public static Workload Logistic(bool smoke) =>
        Of("train_logreg", smoke, random => [new Dense<float>(784, 10, random)], Descent, [128, 784], operations: 6L * 128 * 784 * 10);

    public static Workload Convolutional(bool smoke) => Of("train_cnn", smoke, random =>
        [
            new Conv2D<float>(1, 32, 3, random, activation: new Relu<float>()), new Conv2D<float>(32, 64, 3, random, activation: new Relu<float>()),
            new MaxPool2D<float>(2), new Flatten<float>(), new Dense<float>(9216, 128, random, new Relu<float>()), new Dense<float>(128, 10, random),
        ],
        Descent, [64, 1, 28, 28], operations: 6L * 64 * ((26 * 26 * 9 * 32) + (24 * 24 * 9 * 32 * 64) + (9216 * 128) + (128 * 10)));

    public static Workload LeNet5(bool smoke) => Of("train_lenet5", smoke, random =>
        [
            new Conv2D<float>(1, 6, 5, random, padding: 2, activation: new Relu<float>()), new MaxPool2D<float>(2),
            new Conv2D<float>(6, 16, 5, random, activation: new Relu<float>()), new MaxPool2D<float>(2), new Flatten<float>(),
            new Dense<float>(400, 120, random, new Relu<float>()), new Dense<float>(120, 84, random, new Relu<float>()), new Dense<float>(84, 10, random),
        ],
        Descent, [128, 1, 28, 28], operations: 6L * 128 * ((28 * 28 * 25 * 6) + (10 * 10 * 25 * 6 * 16) + (400 * 120) + (120 * 84) + (84 * 10)));

    public static Workload Recurrent(string name, bool smoke, int gates, Func<Random, ILayer<float>> layer) =>
        Of(name, smoke, random => [layer(random), new Dense<float>(128, 10, random)], Adam, [32, 50, 32], operations: 6L * 32 * 50 * gates * 128 * (32 + 128));

    public static Workload Transformer(bool smoke) => Of(
        "train_transformer", smoke, random => [new TransformerEncoderBlock<float>(128, 4, 512, random)], Adam, [16, 64, 128],
        operations: 6L * 16 * 64 * ((4 * 128 * 128) + (2 * 128 * 512) + (2 * 64 * 128)), classifies: false);

    public static Optimizer<float> Descent(IEnumerable<Parameter<float>> parameters) => new GradientDescent(1e-5).For(parameters);

    public static Optimizer<float> Adam(IEnumerable<Parameter<float>> parameters) => new Adam(1e-6).For(parameters);

    private static Workload Of(
        string name, bool smoke, Func<Random, Sequential<float>> network, Func<IEnumerable<Parameter<float>>, Optimizer<float>> optimizer,
        Shape input, long operations, bool classifies = true)
    {
        var model = network(new Random(0));
        var training = new NetworkTraining(model, optimizer(model.Parameters), smoke ? [2, .. input.Lengths[1..]] : input, classifies);
        return new(name, operations, training.Step);
    }

    private double Step()
    {
        tape.Reset();
        var output = network.Forward(tape.Constant(inputs), context);
        var loss = classifies ? Losses.SoftMaxCrossEntropy(output, targets) : Losses.MeanSquaredError(output, targets);
        optimizer.Update(tape.Gradient(loss));
        return loss.Value;
    }
}

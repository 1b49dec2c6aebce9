using Autodiff.NN;
using static Autodiff.Bench.Networks;

namespace Autodiff.Bench;

/// <summary>One step of training a network of layers: forward, backward, update. The rates are so small that thousands of steps on one batch change little.</summary>
internal sealed class NetworkTraining
{
    private readonly Tape<float> tape = new();
    private readonly ForwardContext context = ForwardContext.Training();
    private readonly ILayer<float> network;
    private readonly Optimizer<float> optimizer;
    private readonly Tensor<float> inputs;
    private readonly Tensor<float> targets;
    private readonly bool classifies;

    private NetworkTraining(Sequential<float> network, Func<IEnumerable<Parameter<float>>, Optimizer<float>> optimizer, Shape input, bool classifies)
    {
        var random = new Random(1);
        (this.network, this.optimizer, this.classifies) = (network, optimizer(network.Parameters), classifies);
        inputs = Tensor.Normal<float>(input, random);
        targets = classifies ? Tensor.Uniform([input[0]], random, 0f, 10f).Floor() : Tensor.Normal<float>(network.Forward(inputs).Shape, random);
    }

    public static IEnumerable<Case> All(bool smoke)
    {
        return
        [
            Classifier("train_mlp_sgd", random => Relus(random, 784, 512, 512, 10), Descent, [128, 784], Both(Forward(128, 784, 512), Forward(128, 512, 512, 10))),
            Classifier("train_mlp_momentum", random => Relus(random, 784, 512, 512, 10), Momentum, [128, 784], Both(Forward(128, 784, 512), Forward(128, 512, 512, 10))),
            Classifier("train_mlp_adam", random => Relus(random, 784, 512, 512, 10), Adam, [128, 784], Both(Forward(128, 784, 512), Forward(128, 512, 512, 10))),
            Regression("train_small_mlp", random => Tanhs(random, 2, 16, 16, 1), Descent, [32, 2], Both(Forward(32, 2, 16), Forward(32, 16, 16, 1))),
            Classifier("train_mlp_batchnorm", BatchNorms, Descent, [128, 784], Both(Forward(128, 784, 256), Forward(128, 256, 256, 10))),
            Regression("train_deep_tanh", random => Tanhs(random, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500), Descent, [256, 500], Both(Forward(256, 500, 500), 9 * Forward(256, 500, 500))),
            Classifier("train_cnn", Convolutional, Descent, [64, 1, 28, 28], Both(Convolution(64, 1, 32, 3, 26), Convolution(64, 32, 64, 3, 24) + Forward(64, 9216, 128, 10))),
            Classifier("train_lenet5", LeNet5, Descent, [128, 1, 28, 28], Both(Convolution(128, 1, 6, 5, 28), Convolution(128, 6, 16, 5, 10) + Forward(128, 400, 120, 84, 10))),
            Classifier("train_lstm", Lstm, Adam, [32, 50, 32], Both(Forward(32 * 50, 32, 4 * 128), Forward(32 * 50, 128, 4 * 128) + Forward(32, 128, 10))),
            Classifier("train_gru", Gru, Adam, [32, 50, 32], Both(Forward(32 * 50, 32, 3 * 128), Forward(32 * 50, 128, 3 * 128) + Forward(32, 128, 10))),
            Regression("train_transformer", Transformer, Adam, [16, 64, 128], Both(Forward(16 * 64, 128, 3 * 128), Forward(16 * 64, 128, 128, 512, 128) + (2 * Forward(16 * 64, 64, 128)))),
            Regression("train_autoencoder", Autoencoder, Adam, [128, 784], Both(Forward(128, 784, 128), Forward(128, 128, 32, 128, 784))),
            Classifier("train_logreg", random => Relus(random, 784, 10), Descent, [128, 784], Both(Forward(128, 784, 10), 0)),
        ];

        Case Classifier(string name, Func<Random, Sequential<float>> network, Func<IEnumerable<Parameter<float>>, Optimizer<float>> optimizer, Shape input, long operations) =>
            Of(name, network, optimizer, input, operations, classifies: true);

        Case Regression(string name, Func<Random, Sequential<float>> network, Func<IEnumerable<Parameter<float>>, Optimizer<float>> optimizer, Shape input, long operations) =>
            Of(name, network, optimizer, input, operations, classifies: false);

        Case Of(string name, Func<Random, Sequential<float>> network, Func<IEnumerable<Parameter<float>>, Optimizer<float>> optimizer, Shape input, long operations, bool classifies) =>
            new(name, () => new(operations, new NetworkTraining(network(new Random(0)), optimizer, smoke ? [2, .. input.Lengths[1..]] : input, classifies).Step, IsProducts: true));
    }

    private static Optimizer<float> Descent(IEnumerable<Parameter<float>> parameters) => new GradientDescent(1e-5).For(parameters);

    private static Optimizer<float> Momentum(IEnumerable<Parameter<float>> parameters) => new Momentum(1e-5).For(parameters);

    private static Optimizer<float> Adam(IEnumerable<Parameter<float>> parameters) => new Adam(1e-6).For(parameters);

    private double Step()
    {
        tape.Reset();
        var output = network.Forward(tape.Constant(inputs), context);
        var loss = classifies ? Losses.SoftMaxCrossEntropy(output, targets) : Losses.MeanSquaredError(output, targets);
        optimizer.Update(tape.Gradient(loss));
        return loss.Value;
    }
}

using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

internal static class RecurrentCases
{
    private static readonly Shape Sequences = [2, 4, 3];

    public static IEnumerable<LayerCase> All =>
    [
        new("simple cell", SimpleCell<double>, SimpleCell<float>, [3, 2], [3, 4]) { Wrong = [3, 3] },
        new("lstm cell", LstmCell<double>, LstmCell<float>, [3, 2], [3, 4]) { Wrong = [2, 3, 2] },
        new("gru cell", GruCell<double>, GruCell<float>, [3, 2], [3, 4]) { Wrong = [2] },
        new("simple rnn", Simple<double>, Simple<float>, Sequences, [2, 4, 2]) { Wrong = [2, 4, 2] },
        new("simple rnn of relu", OfRelu<double>, OfRelu<float>, Sequences, [2, 2]) { Wrong = [4, 3] },
        new("lstm", Lstm<double>, Lstm<float>, Sequences, [2, 4, 2]) { Wrong = [2, 0, 3] },
        new("lstm, last output, reversed", LastOfReversed<double>, LastOfReversed<float>, Sequences, [2, 2]) { Wrong = [3] },
        new("gru", Gru<double>, Gru<float>, Sequences, [2, 4, 2]) { Wrong = [2, 3, 4] },
        new("gru, reset before", ResetBefore<double>, ResetBefore<float>, Sequences, [2, 4, 2]) { Wrong = [2, 3, 4] },
        new("recurrent", OfCell<double>, OfCell<float>, Sequences, [2, 4, 2]) { Wrong = [2, 3, 4] },
        new("bidirectional", Both<double>, Both<float>, Sequences, [2, 4, 5]) { Wrong = [2, 3, 4] },
        new("bidirectional, sum of last", SumOfBoth<double>, SumOfBoth<float>, Sequences, [2, 2]) { Wrong = [2, 3, 4] },
        new("stacked", Stacked<double>, Stacked<float>, Sequences, [2, 2]) { Wrong = [2, 3, 4], DependsOnMode = true },
        new("stateful", Stateful<double>, Stateful<float>, Sequences, [2, 4, 2]) { Wrong = [3, 4, 3], Forget = its => ((Stateful<double>)its).Reset() },
    ];

    private static SimpleRnnCell<T> SimpleCell<T>(Random random) where T : IFloatingPointIeee754<T> => new(2, 4, random);

    private static LstmCell<T> LstmCell<T>(Random random) where T : IFloatingPointIeee754<T> => new(2, 4, random);

    private static GruCell<T> GruCell<T>(Random random) where T : IFloatingPointIeee754<T> => new(2, 4, random);

    private static SimpleRnn<T> Simple<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 2, random);

    private static SimpleRnn<T> OfRelu<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 2, random, new Relu<T>(), givesAll: false);

    private static Lstm<T> Lstm<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 2, random);

    private static Lstm<T> LastOfReversed<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 2, random, givesAll: false, isReversed: true);

    private static Gru<T> Gru<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 2, random);

    private static Gru<T> ResetBefore<T>(Random random) where T : IFloatingPointIeee754<T> => new(3, 2, random, resetAfter: false);

    private static Recurrent<T> OfCell<T>(Random random) where T : IFloatingPointIeee754<T> => new(new GruCell<T>(3, 2, random));

    private static Bidirectional<T> Both<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(new Lstm<T>(3, 2, random), new Gru<T>(3, 3, random, isReversed: true));

    private static Bidirectional<T> SumOfBoth<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new(new Gru<T>(3, 2, random, givesAll: false), new Gru<T>(3, 2, random, givesAll: false, isReversed: true), DirectionMerge.Sum);

    private static StackedRecurrent<T> Stacked<T>(Random random) where T : IFloatingPointIeee754<T> =>
        new([new Gru<T>(3, 4, random), new Lstm<T>(4, 2, random, givesAll: false)], between: new Halves<T>());

    private static Stateful<T> Stateful<T>(Random random) where T : IFloatingPointIeee754<T> => new(new Lstm<T>(3, 2, random), batch: 2);
}

/// <summary>In training drops about half of the elements, without making up for it.</summary>
internal sealed class Halves<T> : Layer<T> where T : IFloatingPointIeee754<T>
{
    public override Tensor<T> Forward(Tensor<T> x, ForwardContext context) => context.IsNoisy
        ? Tensor.Where(x.UniformBeside(x.Shape, context.Random) > T.CreateChecked(0.5), x, T.Zero)
        : x;
}

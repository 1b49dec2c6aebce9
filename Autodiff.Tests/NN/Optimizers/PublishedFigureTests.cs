using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>Figures of the tests of TensorFlow 1 (tensorflow/python/training), identities between rules, and closed forms.</summary>
public sealed class PublishedFigureTests
{
    private static readonly double[][] Zeros = [[0, 0], [0, 0]];

    private static readonly double[][] Others = [[1, 2], [4, 3]];

    private static readonly double[][] Gradients = [[0.1, 0.2], [0.01, 0.02]];

    private static IEnumerable<TestCaseData> TensorFlow =>
    [
        Row(new AdagradDA(3), Zeros, 1, [[-0.904534, -1.603567], [-0.094821, -0.189358]]),
        Row(new AdagradDA(3), Others, 1, [[-0.904534, -1.603567], [-0.094821, -0.189358]]),
        Row(new AdagradDA(3, L1: 0.001), Others, 1, [[-0.895489, -1.59555], [-0.085339, -0.17989]]),
        Row(new AdagradDA(3, L1: 0.001, L2: 2), Others, 1, [[-0.046907, -0.093659], [-0.004275, -0.009023]]),
        Row(new ProximalAdagrad(3), Zeros, 3, [[-2.60260963, -4.29698515], [-0.28432083, -0.56694895]]),
        Row(new ProximalAdagrad(3), Others, 3, [[-1.60261, -2.296985], [3.715679, 2.433051]]),
        Row(new ProximalAdagrad(3, L1: 0.001), Others, 10, [[-6.663634, -9.190331], [2.959304, 1.029232]]),
        Row(new ProximalAdagrad(3, L1: 0.001, L2: 2), Others, 10, [[-0.0495, -0.0995], [-0.0045, -0.0095]]),
        Row(new ProximalGradientDescent(3), Zeros, 3, [[-0.9, -1.8], [-0.09, -0.18]]),
        Row(new ProximalGradientDescent(3), Others, 3, [[0.1, 0.2], [3.91, 2.82]]),
        Row(new ProximalGradientDescent(3, 0.001, 2), Others, 10, [[-0.0495, -0.0995], [-0.0045, -0.0095]]),
        Row(new Ftrl(3), Zeros, 3, [[-2.60260963, -4.29698515], [-0.28432083, -0.56694895]]),
        Row(new Ftrl(3), Others, 3, [[-2.55607247, -3.98729396], [-0.28232238, -0.56096673]]),
        Row(new Ftrl(3, L1: 0.001), Others, 10, [[-7.66718769, -10.91273689], [-0.93460727, -1.86147261]]),
        Row(new Ftrl(3, L1: 0.001, L2: 2), Others, 10, [[-0.24059935, -0.46829352], [-0.02406147, -0.04830509]]),
        Row(new Ftrl(3, L1: 0.001, L2: 2, Shrinkage: 0.1), Others, 10, [[-0.22578995, -0.44345796], [-0.14378493, -0.13229476]]),
        Row(new Adagrad(3), Zeros, 3, [[-2.60260963, -4.29698515], [-0.28432083, -0.56694895]]),
    ];

    private static IEnumerable<TestCaseData> Identities =>
    [
        Same(new Ftrl(0.3), new Adagrad(0.3), "Ftrl from 0 is Adagrad", 0),
        Same(new Ftrl(0.3, Power: 0), new GradientDescent(0.3), "Ftrl of power 0 from 0 is gradient descent", 0),
        Same(new Ftrl(0.3, Power: -0.5 - 1e-15), new Ftrl(0.3), "The square root is the general power at -1/2", 1),
        Same(new ProximalGradientDescent(0.3), new GradientDescent(0.3), "Without penalties the proximal step is the plain one", 1),
        Same(new ProximalAdagrad(0.3), new Adagrad(0.3), "Without penalties proximal Adagrad is Adagrad", 1),
        Same(new AdagradDA(0.3), new Adagrad(0.3), "At the first update from 0 dual averaging is Adagrad", 0, updates: 1),
        Same(new Momentum(0.3, 0), new GradientDescent(0.3), "Momentum 0", 1),
        Same(new Momentum(0.3, 0, Nesterov: true), new GradientDescent(0.3), "Nesterov's momentum 0", 1),
        Same(new AdamW(0.3, WeightDecay: 0), new Adam(0.3), "AdamW without decay is Adam", 1),
        Same(new Adam(0.3, Beta2: 0.5, Epsilon: 1e-300), new Adam(0.3, Beta2: 0.5, Epsilon: 1e-300, EpsilonHat: true), "Without ε the forms of Adam are one", 1),
        Same(new Adam(0.3, 0, 0.9, 1e-300), new Nadam(0.3, 0, 0.9, 1e-300), "Nadam without momentum is Adam without momentum", 1),
        Same(new RmsProp(0.3, Beta: 0, InitialMeanSquare: 0, Decay: 0, Epsilon: 1e-300), new Lion(0.3, 0, 0), "RmsProp without memory takes signs", 1),
    ];

    [TestCaseSource(nameof(TensorFlow))]
    public void Figures_of_TensorFlow(Func<double[], double[], double[]> run, double[][] start, double[][] expected)
    {
        for (int variable = 0; variable < 2; variable++)
        {
            double[] actual = run(start[variable], Gradients[variable]);
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.That(actual[i], Is.EqualTo(expected[variable][i]).Within(1e-6 * Math.Max(1, Math.Abs(actual[i]))));
            }
        }
    }

    [TestCaseSource(nameof(Identities))]
    public void Rules_that_agree(Func<double[], double[]> one, Func<double[], double[]> other, double scale)
    {
        double[] start = [0.7 * scale, -1.3 * scale, 0.2 * scale];
        Assert.That(one(start), Is.EqualTo(other(start)).Within(1e-12));
    }

    /// <summary>At the first update m̂ = g and v̂ = g², so that only the place of ε is seen: algorithm 1 gives η g / (|g| + ε), the other form η g / (|g| + ε̂ / √(1 - β₂)).</summary>
    [Test]
    public void Epsilon_of_Adam_is_added_to_the_root_of_the_corrected_moment()
    {
        double[] after = Run(new Adam(0.5, 0.9, 0.99, Epsilon: 2), 1)([1], [3]);
        double[] hat = Run(new Adam(0.5, 0.9, 0.99, Epsilon: 2, EpsilonHat: true), 1)([1], [3]);
        Assert.That(after[0], Is.EqualTo(1 - (0.5 * 3 / (3 + 2))).Within(1e-14));
        Assert.That(hat[0], Is.EqualTo(1 - (0.5 * 3 / (3 + (2 / 0.1)))).Within(1e-14));
    }

    /// <summary>TensorFlow 1 starts the mean square at 1, so that the first update is near η g, and not near η sign(g) / √(1 - ρ).</summary>
    [Test]
    public void The_mean_square_of_RmsProp_starts_at_one_or_at_zero()
    {
        Assert.That(Run(new RmsProp(0.5, 0.9), 1)([0], [0.01])[0], Is.EqualTo(-0.5 * 0.01 / Math.Sqrt(0.9 + (0.1 * 1e-4) + 1e-10)).Within(1e-15));
        Assert.That(Run(new RmsProp(0.5, 0.9, InitialMeanSquare: 0, EpsilonOutside: true), 1)([0], [0.01])[0],
            Is.EqualTo(-0.5 * 0.01 / (Math.Sqrt(0.1 * 1e-4) + 1e-10)).Within(1e-14));
    }

    /// <summary>A product of 2,000 factors, which the loop takes one by one and the rule as a series.</summary>
    [Test]
    public void The_momentum_of_Nadam_late_in_training_is_that_of_the_whole_product()
    {
        const int Late = 2_000;
        double product = 1;
        for (int i = 1; i <= Late; i++)
        {
            product *= 0.999 * (1 - (0.5 * Math.Pow(0.96, i * 0.05)));
        }

        double now = 0.999 * (1 - (0.5 * Math.Pow(0.96, Late * 0.05))), next = 0.999 * (1 - (0.5 * Math.Pow(0.96, (Late + 1) * 0.05)));
        var start = Tensor.Of(0.0);
        var state = new UpdateState<double>(Late - 1, Tensor.Of(2.0), Tensor.Of(0.0), default);
        var (weight, _) = new Nadam(1, 0.999, 0, 1e-300, 0.05).Update(start, Tensor.Of(3.0), state);
        double m = (0.999 * 2) + (0.001 * 3);
        double expected = -((next * m / (1 - (product * next))) + ((1 - now) * 3 / (1 - product))) / 3;
        Assert.That(weight.ToArray()[0], Is.EqualTo(expected).Within(1e-12));
    }

    /// <summary>‖w‖ / ‖r‖ is 1 where one of them is 0: weights of 0 move, and a gradient of 0 leaves no NaN.</summary>
    [Test]
    public void Norms_of_zero_leave_Lamb_a_plain_update()
    {
        var rule = new Lamb(0.5, WeightDecay: 0);
        Assert.That(Run(rule, 1)([0, 0], [2, -3]), Is.EqualTo([-0.5, 0.5]).Within(1e-6));
        Assert.That(Run(rule, 3)([1, 2], [0, 0]), Is.EqualTo([1.0, 2]));
    }

    private static TestCaseData Row<TRule>(TRule rule, double[][] start, int updates, double[][] expected) where TRule : struct, IUpdateRule<TRule> =>
        new TestCaseData(Run(rule, updates), start, expected).SetArgDisplayNames($"{rule}, {updates} from {(start == Zeros ? "zeros" : "others")}");

    private static TestCaseData Same<TOne, TOther>(TOne one, TOther other, string name, double scale, int updates = 6)
        where TOne : struct, IUpdateRule<TOne>
        where TOther : struct, IUpdateRule<TOther> => new TestCaseData(Varied(one, updates), Varied(other, updates), scale).SetArgDisplayNames(name);

    private static Func<double[], double[], double[]> Run<TRule>(TRule rule, int updates) where TRule : struct, IUpdateRule<TRule> =>
        (start, gradient) => After(rule, start, Enumerable.Repeat(gradient, updates));

    private static Func<double[], double[]> Varied<TRule>(TRule rule, int updates) where TRule : struct, IUpdateRule<TRule> =>
        start => After(rule, start, Enumerable.Range(1, updates).Select(t => (double[])[Math.Sin(t), 2 * Math.Cos(3 * t), 0.1 * t]));

    private static double[] After<TRule>(TRule rule, double[] start, IEnumerable<double[]> gradients) where TRule : struct, IUpdateRule<TRule>
    {
        var weight = Tensor.Of(start);
        var state = rule.Start(weight);
        foreach (double[] gradient in gradients)
        {
            (weight, state) = rule.Update(weight, Tensor.Of(gradient), state);
        }

        return weight.ToArray();
    }
}

using Autodiff.NN;

namespace Autodiff.Tests.NN.Optimizers;

/// <summary>All rules and their variants. A new rule is one more row.</summary>
public static class RuleCases
{
    public static IEnumerable<RuleCase> All => [.. Plain, .. Adaptive, .. Moments, .. Proximal, .. Signs, Lamb];

    public static IEnumerable<RuleCase> Trained => All.Where(row => row.Rates is not null);

    private static IEnumerable<RuleCase> Plain =>
    [
        RuleCase.Of("GradientDescent", new GradientDescent(0.1), () => (w, g) => w - (0.1 * g), new(0.3, 0.002, 3)),

        // With η in the velocity, as Keras: the same while η stays the same.
        RuleCase.Of("Momentum", new Momentum(0.1, 0.8), () =>
        {
            double velocity = 0;
            return (w, g) => w + (velocity = (0.8 * velocity) - (0.1 * g));
        }, new(0.05, 0.0005, 0.5)),
        RuleCase.Of("Momentum, Nesterov's", new Momentum(0.1, 0.9, Nesterov: true), () =>
        {
            double velocity = 0;
            return (w, g) =>
            {
                velocity = (0.9 * velocity) - (0.1 * g);
                return w + (0.9 * velocity) - (0.1 * g);
            };
        }, new(0.05, 0.0005, 0.1)),
    ];

    private static IEnumerable<RuleCase> Adaptive =>
    [
        RuleCase.Of("Adagrad", new Adagrad(0.1), () =>
        {
            double sum = 0.1;
            return (w, g) => w - (0.1 * g / Math.Sqrt(sum += g * g));
        }, new(1, 0.3, 1)),
        RuleCase.Of("Adagrad of PyTorch", new Adagrad(0.1, InitialAccumulator: 0, Epsilon: 1e-3), () =>
        {
            double sum = 0;
            return (w, g) => w - (0.1 * g / (Math.Sqrt(sum += g * g) + 1e-3));
        }),
        RuleCase.Of("AdagradDA", new AdagradDA(0.1), () => AdagradDA(0, 0), new(1, 0.3, 2, Falls: false)),
        RuleCase.Of("AdagradDA, penalties", new AdagradDA(0.1, L1: 0.05, L2: 0.2), () => AdagradDA(0.05, 0.2)),
        RuleCase.Of("Adadelta", new Adadelta(0.5, 0.9, 1e-4), () =>
        {
            double squares = 0, changes = 0;
            return (w, g) =>
            {
                squares = (0.9 * squares) + (0.1 * g * g);
                double change = g * Math.Sqrt((changes + 1e-4) / (squares + 1e-4));
                changes = (0.9 * changes) + (0.1 * change * change);
                return w - (0.5 * change);
            };
        }, new(2, 0.5, 10)),
        RuleCase.Of("RmsProp", new RmsProp(0.1), () => RmsProp(mean: 1, decay: 0.9, momentum: 0, centred: false, square => Math.Sqrt(square + 1e-10)), new(0.1, 0.01, 0.05)),
        RuleCase.Of("RmsProp, centred with momentum", new RmsProp(0.1, Beta: 0.7, Epsilon: 1e-3, Centred: true),
            () => RmsProp(mean: 1, decay: 0.9, momentum: 0.7, centred: true, square => Math.Sqrt(square + 1e-3)), new(0.05, 0.003, 0.02)),
        RuleCase.Of("RmsProp of PyTorch", new RmsProp(0.1, 0.99, 0.5, 1e-8, EpsilonOutside: true, InitialMeanSquare: 0),
            () => RmsProp(mean: 0, decay: 0.99, momentum: 0.5, centred: false, square => Math.Sqrt(square) + 1e-8)),
    ];

    private static IEnumerable<RuleCase> Moments =>
    [
        RuleCase.Of("Adam", new Adam(0.1), () => Adam((m, v) => m / (Math.Sqrt(v) + 1e-8)), new(0.1, 0.02, 0.1)),
        RuleCase.Of("Adam of TensorFlow 1", new Adam(0.1, 0.8, 0.99, 1e-2, EpsilonHat: true), () =>
        {
            double m = 0, v = 0;
            int t = 0;
            return (w, g) =>
            {
                t++;
                m += 0.2 * (g - m);
                v += 0.01 * ((g * g) - v);
                double rate = 0.1 * Math.Sqrt(1 - Math.Pow(0.99, t)) / (1 - Math.Pow(0.8, t));
                return w - (rate * m / (Math.Sqrt(v) + 1e-2));
            };
        }),
        RuleCase.Of("AdamW", new AdamW(0.1, WeightDecay: 0.2), () =>
        {
            var adam = Adam((m, v) => m / (Math.Sqrt(v) + 1e-8));
            return (w, g) => adam(w, g) - (0.1 * 0.2 * w);
        }),
        RuleCase.Of("AdamW, little decay", new AdamW(0.1, WeightDecay: 1e-4), () =>
        {
            var adam = Adam((m, v) => m / (Math.Sqrt(v) + 1e-8));
            return (w, g) => adam(w, g) - (0.1 * 1e-4 * w);
        }, new(0.1, 0.02, 0.1)),
        RuleCase.Of("AmsGrad", new AmsGrad(0.1, 0.9, 0.9), () => AmsGrad(t => (1 - Math.Pow(0.9, t), 1 - Math.Pow(0.9, t))), new(0.1, 0.3, 0.1)),
        RuleCase.Of("AmsGrad as published", new AmsGrad(0.1, 0.9, 0.9, BiasCorrection: false), () => AmsGrad(_ => (1, 1))),
        RuleCase.Of("Adamax", new Adamax(0.1, 0.9, 0.95), () =>
        {
            double m = 0, norm = 0;
            int t = 0;
            return (w, g) =>
            {
                t++;
                m = (0.9 * m) + (0.1 * g);
                norm = Math.Max(0.95 * norm, Math.Abs(g));
                return w - (0.1 / (1 - Math.Pow(0.9, t)) * m / (norm + 1e-8));
            };
        }, new(0.1, 0.02, 0.2)),
        RuleCase.Of("Nadam", new Nadam(0.1), () => Nadam(0.004), new(0.1, 0.02, 0.1)),
        RuleCase.Of("Nadam of Keras", new Nadam(0.1, MomentumDecay: 1), () => Nadam(1)),
        RuleCase.Of("Nadam, constant momentum", new Nadam(0.1, MomentumDecay: 0), () => Nadam(0)),
        RuleCase.Of("RAdam", new RAdam(0.1, 0.9, 0.9), () => RAdam(0.9, 5)),
        RuleCase.Of("RAdam as published", new RAdam(0.1, 0.9, 0.95, Threshold: 4), () => RAdam(0.95, 4)),
        RuleCase.Of("RAdam, longer memory", new RAdam(0.1, Beta2: 0.99), () => RAdam(0.99, 5), new(0.1, 0.004, 0.1)),
    ];

    private static IEnumerable<RuleCase> Proximal =>
    [
        RuleCase.Of("ProximalGradientDescent", new ProximalGradientDescent(0.1), () => (w, g) => w - (0.1 * g), new(0.3, 0.002, 3)),
        RuleCase.Of("ProximalGradientDescent, penalties", new ProximalGradientDescent(0.1, 0.5, 0.3), () => (w, g) => Shrink(w - (0.1 * g), 0.1 * 0.5) / (1 + (0.1 * 0.3))),
        RuleCase.Of("ProximalAdagrad", new ProximalAdagrad(0.1), () => ProximalAdagrad(0, 0), new(1, 0.3, 1)),
        RuleCase.Of("ProximalAdagrad, penalties", new ProximalAdagrad(0.1, L1: 0.5, L2: 0.3), () => ProximalAdagrad(0.5, 0.3)),
        RuleCase.Of("Ftrl", new Ftrl(0.1), () => Ftrl(-0.5, 0, 0, 0), new(1, 0.3, 2, Falls: false)),
        RuleCase.Of("Ftrl, penalties", new Ftrl(0.1, L1: 0.3, L2: 0.2, Shrinkage: 0.1), () => Ftrl(-0.5, 0.3, 0.2, 0.1)),
        RuleCase.Of("Ftrl, another power", new Ftrl(0.1, Power: -0.3, L1: 0.3), () => Ftrl(-0.3, 0.3, 0, 0)),
    ];

    private static IEnumerable<RuleCase> Signs =>
    [
        // PyTorch's form, with step sizes that are not in units of η.
        RuleCase.Of("Rprop", new Rprop(0.1, Least: 0.1, Greatest: 2), () =>
        {
            double size = 0.1, before = 0;
            return (w, g) =>
            {
                double agreement = Math.Sign(g * before);
                size = Math.Clamp(size * (agreement > 0 ? 1.2 : agreement < 0 ? 0.5 : 1), 0.01, 0.2);
                before = agreement < 0 ? 0 : g;
                return w - (size * Math.Sign(before));
            };
        }),
        RuleCase.Of("Rprop, wide limits", new Rprop(0.1), () =>
        {
            double size = 0.1, before = 0;
            return (w, g) =>
            {
                size *= g * before > 0 ? 1.2 : g * before < 0 ? 0.5 : 1;
                before = g * before < 0 ? 0 : g;
                return w - (size * Math.Sign(before));
            };
        }, new(0.1, 0.01, 0.05)),
        RuleCase.Of("Lion", new Lion(0.1, WeightDecay: 0.2), () => Lion(0.2)),
        RuleCase.Of("Lion without decay", new Lion(0.1), () => Lion(0), new(0.05, 0.002, 0.02)),
    ];

    private static RuleCase Lamb => new RuleCase<Lamb>("Lamb", new(0.1), () =>
    {
        double[]? m = null, v = null;
        int t = 0;
        return (w, g) =>
        {
            t++;
            m = [.. (m ?? new double[w.Length]).Zip(g, (a, b) => (0.9 * a) + (0.1 * b))];
            v = [.. (v ?? new double[w.Length]).Zip(g, (a, b) => (0.999 * a) + (0.001 * b * b))];
            double[] r = [.. w.Select((a, i) => (m[i] / (1 - Math.Pow(0.9, t)) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-6)) + (0.01 * a))];
            double ratio = Math.Sqrt(w.Sum(a => a * a)) / Math.Sqrt(r.Sum(a => a * a));
            return [.. w.Zip(r, (a, b) => a - (0.1 * ratio * b))];
        };
    })
    { Rates = new(0.05, 0.01, 0.05) };

    private static double Shrink(double x, double by) => Math.Sign(x) * Math.Max(Math.Abs(x) - by, 0);

    private static Func<double, double, double> AdagradDA(double l1, double l2)
    {
        double sum = 0, squares = 0.1;
        int t = 0;
        return (w, g) =>
        {
            t++;
            sum += g;
            squares += g * g;
            return -0.1 * Shrink(sum, l1 * t) / ((l2 * t * 0.1) + Math.Sqrt(squares));
        };
    }

    private static Func<double, double, double> RmsProp(double mean, double decay, double momentum, bool centred, Func<double, double> root)
    {
        double square = mean, centre = 0, velocity = 0;
        return (w, g) =>
        {
            square += (1 - decay) * ((g * g) - square);
            centre += (1 - decay) * (g - centre);
            velocity = (momentum * velocity) + (0.1 * g / root(centred ? square - (centre * centre) : square));
            return w - velocity;
        };
    }

    private static Func<double, double, double> Adam(Func<double, double, double> direction)
    {
        double m = 0, v = 0;
        int t = 0;
        return (w, g) =>
        {
            t++;
            m += 0.1 * (g - m);
            v += 0.001 * ((g * g) - v);
            return w - (0.1 * direction(m / (1 - Math.Pow(0.9, t)), v / (1 - Math.Pow(0.999, t))));
        };
    }

    private static Func<double, double, double> AmsGrad(Func<int, (double First, double Second)> corrections)
    {
        double m = 0, v = 0, greatest = 0;
        int t = 0;
        return (w, g) =>
        {
            var (first, second) = corrections(++t);
            m += 0.1 * (g - m);
            v += 0.1 * ((g * g) - v);
            greatest = Math.Max(greatest, v);
            return w - (0.1 * m / first / (Math.Sqrt(greatest / second) + 1e-8));
        };
    }

    private static Func<double, double, double> Nadam(double decay)
    {
        double m = 0, v = 0, product = 1;
        int t = 0;
        return (w, g) =>
        {
            t++;
            double now = 0.9 * (1 - (0.5 * Math.Pow(0.96, t * decay))), next = 0.9 * (1 - (0.5 * Math.Pow(0.96, (t + 1) * decay)));
            product *= now;
            m += 0.1 * (g - m);
            v += 0.001 * ((g * g) - v);
            double root = Math.Sqrt(v / (1 - Math.Pow(0.999, t))) + 1e-8;
            return w - (0.1 * (1 - now) / (1 - product) * g / root) - (0.1 * next / (1 - (product * next)) * m / root);
        };
    }

    private static Func<double, double, double> RAdam(double beta, double threshold)
    {
        double m = 0, v = 0;
        int t = 0;
        return (w, g) =>
        {
            t++;
            m += 0.1 * (g - m);
            v += (1 - beta) * ((g * g) - v);
            double unbiased = m / (1 - Math.Pow(0.9, t));
            double limit = (2 / (1 - beta)) - 1, length = limit - (2 * t * Math.Pow(beta, t) / (1 - Math.Pow(beta, t)));
            return length <= threshold
                ? w - (0.1 * unbiased)
                : w - (0.1 * unbiased * Math.Sqrt((length - 4) / (limit - 4) * (length - 2) / (limit - 2) * limit / length)
                    / (Math.Sqrt(v / (1 - Math.Pow(beta, t))) + 1e-8));
        };
    }

    private static Func<double, double, double> ProximalAdagrad(double l1, double l2)
    {
        double squares = 0.1;
        return (w, g) =>
        {
            squares += g * g;
            double rate = 0.1 / Math.Sqrt(squares);
            return Shrink(w - (rate * g), rate * l1) / (1 + (rate * l2));
        };
    }

    private static Func<double, double, double> Ftrl(double power, double l1, double l2, double shrinkage)
    {
        double n = 0.1, z = 0;
        return (w, g) =>
        {
            double after = n + (g * g), sigma = (Math.Pow(after, -power) - Math.Pow(n, -power)) / 0.1;
            z += g + (2 * shrinkage * w) - (sigma * w);
            n = after;
            return Math.Abs(z) <= l1 ? 0 : ((Math.Sign(z) * l1) - z) / ((Math.Pow(n, -power) / 0.1) + (2 * l2));
        };
    }

    private static Func<double, double, double> Lion(double decay)
    {
        double m = 0;
        return (w, g) =>
        {
            double direction = Math.Sign((0.9 * m) + (0.1 * g));
            m = (0.99 * m) + (0.01 * g);
            return w - (0.1 * (direction + (decay * w)));
        };
    }
}

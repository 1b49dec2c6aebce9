using Autodiff.Operations;
using Autodiff.Tests.Tensors;

namespace Autodiff.Tests.Lectures;

/// <summary>
/// The network of the lectures in matrices: Hₗ = Aₗ Wₗ + bₗ, Aₗ₊₁ = tanh Hₗ, F = H of the last layer, L = ½ Σ (F - Y)²; and its
/// backward pass written by hand.
/// </summary>
public class LectureNetworkTests
{
    [Test]
    public void A_bias_of_one_row_is_added_to_every_row()
    {
        var network = Network.Random(depth: 1, new(1));
        var tape = new Tape<double>();
        var (x, w, b) = (tape.Input(network.X), tape.Input(network.W[0]), tape.Input(network.B[0]));
        var h = x.MatMul(w) + b;
        Assert.That((b.Shape[0], h.Shape[0], h.Shape[1]), Is.EqualTo((1, x.Shape[0], w.Shape[1])));
        Assert.That(tape.Gradient(h.Sum())[b].ToArray(), Is.All.EqualTo(x.Shape[0]));
    }

    [Test]
    public void The_backward_pass_by_hand_equals_the_sweep([Range(1, 5)] int depth, [Range(1, 4)] int seed)
    {
        var network = Network.Random(depth, new(seed));
        var tape = new Tape<double>();
        var inputs = Array.ConvertAll(network.Parameters, parameter => tape.Input(parameter));
        var gradients = tape.Gradient(network.Loss(inputs));
        var expected = network.Backward();
        for (int i = 0; i < inputs.Length; i++)
        {
            double[] actual = gradients[inputs[i]].ToArray();
            double scale = expected[i].Items.Max(Math.Abs);
            Assert.That(gradients[inputs[i]].Shape, Is.EqualTo(expected[i].Shape));
            Assert.That(actual, Is.EqualTo(expected[i].Items).Within(1e-13 * scale), $"parameter {i}");
        }
    }

    [Test]
    public void The_backward_pass_by_hand_equals_finite_differences([Range(1, 5)] int depth)
    {
        var network = Network.Random(depth, new(depth));
        double[] gradient = [.. network.Backward().SelectMany(array => array.Items)];
        double[] point = [.. network.Parameters.SelectMany(parameter => parameter.ToArray())];
        var report = GradientCheck.CompareAlong(at => network.Loss(network.Unflattened(at.ToArray())).ToArray()[0], point, gradient, new(7));
        Assert.That(report.Passed, Is.True, report.ToString());
    }

    /// <summary>Two paths: z = f(y₁(x), y₂(x)) has dz/dx = ∂z/∂y₁ dy₁/dx + ∂z/∂y₂ dy₂/dx, here with y₁ = x W₁, y₂ = x W₂, z = Σ y₁ y₂.</summary>
    [Test]
    public void Adjoints_of_two_paths_add()
    {
        var tape = new Tape<double>();
        var x = tape.Input([1, 2], [3, 5]);
        var (w1, w2) = (Plain([2, 2], 1, 2, 3, 4), Plain([2, 2], -1, 1, 2, 1));
        var (y1, y2) = (x.MatMul(w1), x.MatMul(w2));
        var gradient = tape.Gradient((y1 * y2).Sum());

        // y₁ = (18, 26), y₂ = (7, 8); dz/dx = y₂ W₁ᵀ + y₁ W₂ᵀ = (23, 53) + (8, 62).
        Assert.That(gradient[x].ToArray(), Is.EqualTo([31.0, 115.0]));
    }

    [Test]
    public void One_tensor_used_twice_gets_both_adjoints()
    {
        var tape = new Tape<double>();
        var x = tape.Input([2, 2], [1, 2, 3, 4]);
        using (var gradient = tape.Gradient((x + x).Sum()))
        {
            Assert.That(gradient[x].ToArray(), Is.All.EqualTo(2));
        }

        using (var gradient = tape.Gradient((x * x).Sum()))
        {
            Assert.That(gradient[x].ToArray(), Is.EqualTo([2.0, 4.0, 6.0, 8.0]));
        }

        // ∂/∂xᵢⱼ Σ (x x) is the sum of row j plus the sum of column i.
        using (var gradient = tape.Gradient(x.MatMul(x).Sum()))
        {
            Assert.That(gradient[x].ToArray(), Is.EqualTo([3.0 + 4, 7 + 4, 3 + 6, 7 + 6]));
        }
    }

    private static Tensor<double> Plain(Shape shape, params double[] items) => new(shape, items);

    private sealed record Network(Tensor<double> X, Tensor<double> Y, Tensor<double>[] W, Tensor<double>[] B)
    {
        /// <summary>W₀, b₀, W₁, b₁, …</summary>
        public Tensor<double>[] Parameters => [.. W.Zip(B, (w, b) => (Tensor<double>[])[w, b]).SelectMany(pair => pair)];

        /// <summary>A network of <paramref name="depth"/> hidden layers of random widths.</summary>
        public static Network Random(int depth, Random random)
        {
            int samples = random.Next(2, 9);
            int[] widths = [.. Enumerable.Range(0, depth + 2).Select(_ => random.Next(1, 8))];
            return new(
                Normal([samples, widths[0]]),
                Normal([samples, widths[^1]]),
                [.. Enumerable.Range(0, depth + 1).Select(layer => Normal([widths[layer], widths[layer + 1]]))],
                [.. Enumerable.Range(0, depth + 1).Select(layer => Normal([1, widths[layer + 1]]))]);

            Tensor<double> Normal(Shape shape) => new(shape, [.. Enumerable.Range(0, shape.ElementCount).Select(_ => (2 * random.NextDouble()) - 1)]);
        }

        public Tensor<double> Loss(Tensor<double>[] parameters)
        {
            var a = X;
            for (int layer = 0; layer < W.Length; layer++)
            {
                var h = a.MatMul(parameters[2 * layer]) + parameters[(2 * layer) + 1];
                a = layer < W.Length - 1 ? Tensor<double>.Lift<Tanh>(h) : h;
            }

            var error = a - Y;
            return (error * error).Sum() * 0.5;
        }

        public Tensor<double>[] Unflattened(double[] point)
        {
            var made = Parameters;
            int start = 0;
            for (int i = 0; i < made.Length; start += made[i].Count, i++)
            {
                made[i] = new(made[i].Shape, point[start..(start + made[i].Count)]);
            }

            return made;
        }

        /// <summary>G = F - Y; then for each layer from the last: dW = Aᵀ G, db = 1ᵀ G, and before it G = (1 - A∘A)∘(G Wᵀ).</summary>
        public NaiveArray[] Backward()
        {
            var a = new List<NaiveArray> { X.ToNaive() };
            for (int layer = 0; layer < W.Length; layer++)
            {
                var (input, w, b) = (a[^1], W[layer].ToNaive(), B[layer].ToNaive());
                bool isHead = layer == W.Length - 1;
                a.Add(NaiveArray.Make([input.Shape[0], w.Shape[1]], ij =>
                {
                    double h = b[0, ij[1]] + Sum(w.Shape[0], p => input[ij[0], p] * w[p, ij[1]]);
                    return isHead ? h : Math.Tanh(h);
                }));
            }

            var y = Y.ToNaive();
            var g = NaiveArray.Make(y.Shape, ij => a[^1][ij] - y[ij]);
            var gradients = new NaiveArray[2 * W.Length];
            for (int layer = W.Length - 1; layer >= 0; layer--)
            {
                var (input, after, w) = (a[layer], g, W[layer].ToNaive());
                int samples = input.Shape[0];
                gradients[2 * layer] = NaiveArray.Make(w.Shape, ij => Sum(samples, s => input[s, ij[0]] * after[s, ij[1]]));
                gradients[(2 * layer) + 1] = NaiveArray.Make([1, w.Shape[1]], ij => Sum(samples, s => after[s, ij[1]]));
                g = NaiveArray.Make(input.Shape, ij => (1 - (input[ij] * input[ij])) * Sum(w.Shape[1], j => after[ij[0], j] * w[ij[1], j]));
            }

            return gradients;
        }

        private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);
    }
}

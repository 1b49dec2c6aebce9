using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

public sealed class PositionTests
{
    private const double Tolerance = 1e-14;

    [Test]
    public void Sinusoids_by_hand()
    {
        // 10000^(2/4) = 100, so that the second pair is that of t / 100.
        double[] expected =
        [
            0, 1, 0, 1,
            0.8414709848078965, 0.5403023058681398, 0.009999833334166664, 0.9999500004166653,
            0.9092974268256817, -0.4161468365471424, 0.01999866669333308, 0.9998000066665778,
        ];
        Assert.That(Sinusoids(3, 4).ToArray(), Is.EqualTo(expected).Within(Tolerance));
    }

    [Test]
    public void Sinusoids_some_places_on_are_turned([Values(1, 7)] int shift)
    {
        const int Width = 6;
        var (at, on) = (Sinusoids(20, Width)[..10], Sinusoids(20, Width)[shift..(shift + 10)]);
        for (int i = 0; i < Width / 2; i++)
        {
            var (sin, cos) = Math.SinCos(shift * Math.Pow(10_000, -2.0 * i / Width));
            var (first, second) = (at[.., 2 * i], at[.., (2 * i) + 1]);
            Assert.That(on[.., 2 * i].ToArray(), Is.EqualTo(((first * cos) + (second * sin)).ToArray()).Within(Tolerance));
            Assert.That(on[.., (2 * i) + 1].ToArray(), Is.EqualTo(((second * cos) - (first * sin)).ToArray()).Within(Tolerance));
        }
    }

    [Test]
    public void Sinusoids_are_added_to_every_sequence()
    {
        var x = Tensor.Normal<double>([2, 3, 4], new Random(1));
        var y = new SinusoidalPositions<double>(4).Forward(x);
        Assert.That((y - x).ToArray(), Is.EqualTo(Sinusoids(3, 4).BroadcastTo(2, 3, 4).ToArray()).Within(Tolerance));
    }

    [Test]
    public void Single_precision_keeps_far_places()
    {
        var far = new SinusoidalPositions<float>(8).Forward(Tensor.Zeros<float>(4000, 8)).Cast<double>();
        Assert.That((far - Sinusoids(4000, 8)).Abs().Max().Value, Is.InRange(0.0, 2e-4), "half a unit in the last place of an angle of 4000 radians");
    }

    [Test]
    public void Rotations_by_hand()
    {
        var turned = new RotaryPositions<double>(2).Forward(Tensor.Of<double>([3, 2], [3, 4, 1, 0, 0, 1]));
        Assert.That(turned.ToArray(), Is.EqualTo(new[] { 3, 4, Math.Cos(1), Math.Sin(1), -Math.Sin(2), Math.Cos(2) }).Within(Tolerance));

        // 100^(2/4) = 10, so that the second pair turns by t / 10.
        var slower = new RotaryPositions<double>(4, 100).Forward(Tensor.Of<double>([2, 4], [0, 0, 0, 0, 1, 0, 1, 0]));
        Assert.That(slower[1, ..].ToArray(), Is.EqualTo(new[] { Math.Cos(1), Math.Sin(1), Math.Cos(0.1), Math.Sin(0.1) }).Within(Tolerance));
    }

    [Test]
    public void Dot_products_of_turned_vectors_depend_on_their_distance_alone()
    {
        var rotation = new RotaryPositions<double>(6);
        var query = rotation.Forward(Tensor.Normal<double>([6], new Random(1)).BroadcastTo(9, 6));
        var key = rotation.Forward(Tensor.Normal<double>([6], new Random(2)).BroadcastTo(9, 6));
        var scores = query.MatMul(key.Transpose());
        var (near, on) = (scores[..8, ..8], scores[1.., 1..]);
        Assert.That(on.ToArray(), Is.EqualTo(near.ToArray()).Within(1e-13));
        Assert.That((scores[0, 1..] - scores[0, ..8]).Abs().Min().Value, Is.GreaterThan(1e-3));
    }

    [Test]
    public void Turning_keeps_the_length_of_a_vector()
    {
        var x = Tensor.Normal<double>([2, 3, 5, 4], new Random(1));
        Assert.That(new RotaryPositions<double>(4).Forward(x).Norm(-1).ToArray(), Is.EqualTo(x.Norm(-1).ToArray()).Within(1e-14));
    }

    [Test]
    public void Learned_vectors_are_added_to_their_places()
    {
        var tape = new Tape<double>();
        var layer = new LearnedPositions<double>(5, 2, new Random(1));
        var x = Tensor.Normal<double>([3, 4, 2], new Random(2));
        var y = layer.Forward(tape.Constant(x));
        Assert.That(y.ToArray(), Is.EqualTo((x + layer.Weight.Value[..4]).ToArray()));

        // Each of the four places is in three sequences, the fifth in none.
        Assert.That(tape.Gradient(y.Sum())[layer.Weight].ToArray(), Is.EqualTo(new double[] { 3, 3, 3, 3, 3, 3, 3, 3, 0, 0 }));
    }

    [Test]
    public void Learned_vectors_start_on_the_scale_of_embeddings_or_as_told()
    {
        var weight = new LearnedPositions<double>(100, 20, new Random(1)).Weight.Value;
        Assert.That(weight, Is.EqualTo(new Embedding<double>(100, 20, new Random(1)).Weight.Value));
        Assert.That(weight.StandardDeviation().Value, Is.EqualTo(1).Within(0.05)); // three standard errors, 1/√4000 each
        Assert.That(weight.Mean().Value, Is.Zero.Within(0.075));
        Assert.That(new LearnedPositions<double>(3, 2, new Random(1), Initializer.Ones).Weight.Value.ToArray(), Is.All.EqualTo(1));
    }

    [Test]
    public void Widths_that_are_not_pairs_are_named()
    {
        Assert.That(() => new SinusoidalPositions<double>(3), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("even"));
        Assert.That(() => new RotaryPositions<double>(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new RotaryPositions<double>(2, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new LearnedPositions<double>(0, 2, new Random(1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static Tensor<double> Sinusoids(int time, int width) => new SinusoidalPositions<double>(width).Forward(Tensor.Zeros<double>(time, width));
}

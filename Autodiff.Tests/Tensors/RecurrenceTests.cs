using System.Numerics;
using Autodiff.NN;

namespace Autodiff.Tests.Tensors;

/// <summary>Recurrent cells over a sequence as one operation, against differences and against their composition.</summary>
[NonParallelizable] // sets the number of threads of the process
public sealed class RecurrenceTests
{
    [Test]
    public void Pullbacks_and_tangents_are_those_of_differences([Values(1, 3)] int times)
    {
        GradientCheck.Compare(new Recurrence<double, LstmFormula>(), [.. Operands(times, gates: 4), Normal([2, 3], 4)]).ThrowIfFailed();
        GradientCheck.Compare(new Recurrence<double, GruFormula>(), [.. Operands(times, gates: 3), Normal([3], 4)]).ThrowIfFailed();
    }

    [Test]
    public void A_layer_is_its_cell_time_by_time([Values(1, 2, 17, 40)] int batch, [Values(1, 7, 16, 37)] int units, [Values] bool isReversed)
    {
        var random = new Random(1);
        Check(new Lstm<double>(3, units, random, isReversed: isReversed), batch, 1e-13);
        Check(new Gru<double>(3, units, random, isReversed: isReversed), batch, 1e-13);
        Check(new Lstm<float>(3, units, random, isReversed: isReversed), batch, 2e-5);
        Check(new Gru<float>(3, units, random, isReversed: isReversed), batch, 2e-5);
    }

    [Test]
    public void The_bits_do_not_depend_on_the_threads()
    {
        var layer = new Lstm<float>(3, 24, new Random(1));
        var x = Tensor.Normal<float>([40, 5, 3], new Random(2));
        var outputs = new List<Tensor<float>>();
        int threads = Parallelism.Threads;
        try
        {
            foreach (int count in (int[])[1, 2, 3])
            {
                Parallelism.Threads = count;
                outputs.Add(layer.Forward(x));
                outputs.Add(GradientOf(layer, x));
            }
        }
        finally
        {
            Parallelism.Threads = threads;
        }

        Assert.That(outputs[2..], Is.EqualTo((Tensor<float>[])[outputs[0], outputs[1], outputs[0], outputs[1]]));
    }

    [Test]
    public void States_carry_the_derivative_from_one_part_to_the_next()
    {
        foreach (var layer in (Recurrent<double>[])[new Lstm<double>(3, 4, new Random(1)), new Gru<double>(3, 4, new Random(1))])
        {
            var x = Normal([2, 6, 3], 2);
            var (tape, parts) = (new Tape<double>(), new Tape<double>());
            var (whole, input) = (tape.Input(x), parts.Input(x));
            var expected = tape.Gradient(layer.Forward(whole).Square().Sum());
            var (first, state) = layer.ForwardState(input[.., ..4], null, ForwardContext.Inference);
            var (second, _) = layer.ForwardState(input[.., 4..], state, ForwardContext.Inference);
            var actual = parts.Gradient(first.Square().Sum() + second.Square().Sum());
            AssertNear(actual[input], expected[whole], 1e-13);
            foreach (var parameter in layer.Parameters)
            {
                AssertNear(actual[parameter], expected[parameter], 1e-13);
            }
        }
    }

    [Test]
    public void A_row_that_nothing_depends_on_has_the_adjoint_zero_whatever_it_is([Values(double.NaN, double.PositiveInfinity)] double number, [Values(3, 20)] int units)
    {
        foreach (var layer in (Recurrent<double>[])[new Lstm<double>(3, units, new Random(1)), new Gru<double>(3, units, new Random(1))])
        {
            var tape = new Tape<double>();
            double[] numbers = Normal([2, 5, 3], 2).ToArray();
            numbers.AsSpan(0, 15).Fill(number);
            var x = tape.Input(Tensor.Of(numbers).Reshape(2, 5, 3));
            var state = tape.Input(Tensor.Of([.. Enumerable.Repeat(number, units), .. new double[units]]).Reshape(2, units));
            var (y, _) = layer.ForwardState(x, new RecurrentState<double>(state, layer.Cell.HasMemory ? state : null), ForwardContext.Inference);
            var gradients = tape.Gradient(y[1, ..].Sum());
            Assert.That(gradients[state][0, ..].ToArray(), Is.All.Zero);
            Assert.That(gradients[x][0, ..].ToArray(), Is.All.Zero);
            Assert.That(gradients[x][1, ..].ToArray(), Is.All.Not.NaN);
            var recorded = tape.RecordGradient(y[1, ..].Sum(), x, state);
            AssertNear(recorded[0], gradients[x], 1e-13);
            AssertNear(recorded[1], gradients[state], 1e-13);
        }
    }

    /// <summary>Far out nothing depends on the memory or the bias any more, so that their numbers, however large, change nothing.</summary>
    [Test]
    public void All_sweeps_give_the_same_where_a_memory_or_a_bias_is_infinite_and_gates_are_saturated()
    {
        Check(new Recurrence<double, LstmFormula>(), [.. Operands(3, gates: 4), Normal([2, 3], 4)], Recurrence<double, LstmFormula>.Outputs);
        Check(new Recurrence<double, GruFormula>(), [.. Operands(3, gates: 3), Normal([3], 4)], Recurrence<double, GruFormula>.Outputs);

        static void Check(ITensorOperation<double> operation, Tensor<double>[] operands, Func<Tensor<double>, int, Tensor<double>> outputs)
        {
            double[] p = operands[0].ToArray();
            (p[0], p[5], p[^1], p[^5]) = (double.PositiveInfinity, double.NegativeInfinity, 1e4, -1e4);
            operands[0] = Tensor.Of(p).Reshape(operands[0].Shape);
            foreach (double infinity in (double[])[double.PositiveInfinity, double.NegativeInfinity])
            {
                var expected = Sweeps(With(Math.CopySign(1e9, infinity)));
                foreach (var gradients in Sweeps(With(infinity)))
                {
                    for (int k = 0; k < operands.Length; k++)
                    {
                        AssertNear(gradients[k], expected[0][k], 1e-13);
                    }
                }
            }

            Tensor<double>[] With(double number)
            {
                double[] beside = operands[3].ToArray();
                beside[1] = number;
                return [.. operands[..3], Tensor.Of(beside).Reshape(operands[3].Shape)];
            }

            Tensor<double>[][] Sweeps(Tensor<double>[] at)
            {
                var tape = new Tape<double>();
                Tensor<double>[] x = [.. at.Select(operand => tape.Input(operand))];
                var loss = (outputs(Tensor<double>.Apply(operation, x), 3) * Normal([3, 2, 3], 5)).Sum();
                var first = tape.Gradient(loss);
                var recorded = tape.RecordGradient(loss, x);
                return [[.. x.Select(operand => first[operand].ToPlain())], [.. recorded.Select(gradient => gradient.ToPlain())], [.. x.Select(Pushed)]];

                Tensor<double> Pushed(Tensor<double> operand)
                {
                    double[] partials = new double[operand.Shape.ElementCount];
                    for (int i = 0; i < partials.Length; i++)
                    {
                        double[] direction = new double[partials.Length];
                        direction[i] = 1;
                        using var tangents = tape.Tangents([operand], [Tensor.Of(direction).Reshape(operand.Shape)]);
                        partials[i] = tangents[loss].Value;
                    }

                    return Tensor.Of(partials).Reshape(operand.Shape);
                }
            }
        }
    }

    private static Tensor<float> GradientOf(Recurrent<float> layer, Tensor<float> x)
    {
        var tape = new Tape<float>();
        return tape.Gradient(layer.Forward(tape.Constant(x)).Square().Sum())[layer.Cell.RecurrentWeight].ToPlain();
    }

    private static void Check<T>(Recurrent<T> layer, int batch, double tolerance) where T : IFloatingPointIeee754<T>
    {
        var x = Tensor.Normal<T>([batch, 5, 3], new Random(2));
        var (tape, steps) = (new Tape<T>(), new Tape<T>());
        var (whole, input) = (tape.Input(x), steps.Input(x));
        var y = layer.Forward(whole);
        var composed = new Tensor<T>[5];
        var state = layer.Cell.Start(input);
        for (int i = 0; i < composed.Length; i++)
        {
            int t = layer.IsReversed ? composed.Length - 1 - i : i;
            state = layer.Cell.Update(layer.Cell.Project(input[.., t]), state, ForwardContext.Inference);
            composed[t] = state.Hidden;
        }

        var expected = Tensor.Stack(1, composed);
        AssertNear(y, expected, tolerance);
        var gradients = tape.Gradient(y.Square().Sum());
        var ofSteps = steps.Gradient(expected.Square().Sum());
        AssertNear(gradients[whole], ofSteps[input], tolerance);
        foreach (var parameter in layer.Parameters)
        {
            AssertNear(gradients[parameter], ofSteps[parameter], tolerance);
        }
    }

    private static void AssertNear<T>(Tensor<T> actual, Tensor<T> expected, double tolerance) where T : IFloatingPointIeee754<T>
    {
        Assert.That(actual.Shape, Is.EqualTo(expected.Shape));
        double scale = Math.Max(1, double.CreateChecked(expected.ToPlain().Abs().Max().Value));
        double difference = double.CreateChecked((actual.ToPlain() - expected.ToPlain()).Abs().Max().Value);
        Assert.That(difference <= tolerance * scale, $"differs by {difference}"); // a constraint would let NaN pass, which compares as less
    }

    private static Tensor<double>[] Operands(int times, int gates) => [Normal([times, 2, gates * 3], 1), Normal([3, gates * 3], 2), Normal([2, 3], 3)];

    private static Tensor<double> Normal(Shape shape, int seed) => Tensor.Normal<double>(shape, new Random(seed));
}

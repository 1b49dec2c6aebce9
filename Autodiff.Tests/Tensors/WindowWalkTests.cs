using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>Value, tangent, pullback and second derivatives of every row of <see cref="WindowCases"/>.</summary>
internal sealed class WindowWalkTests
{
    private static IEnumerable<TensorCase> Cases => WindowCases.All;

    [TestCaseSource(nameof(Cases))]
    public void The_value_is_that_of_the_definition(TensorCase row)
    {
        double[][] x = Operands(row);
        var expected = row.Expected([.. row.Shapes.Zip(x, (shape, items) => new NaiveArray(shape, items))]);
        Compare<double>(1e-13);
        Compare<float>(1e-5);

        void Compare<T>(double tolerance) where T : IFloatingPointIeee754<T>
        {
            var tape = new Tape<T>();
            var y = row.Apply<T>([.. row.Shapes.Zip(x, (shape, items) => tape.Input(shape, [.. items.Select(T.CreateChecked)]))]);
            Assert.That(y.Shape, Is.EqualTo(expected.Shape));
            Assert.That(y.ToArray().Select(double.CreateChecked), Is.EqualTo(expected.Items).Within(tolerance * 20));
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void Tangent_and_pullback_are_transposes(TensorCase row)
    {
        var tape = new Tape<double>();
        var x = Inputs(tape, row);
        var y = row.Apply<double>(x);
        double[] seed = Numbers(y.Count, new(8));
        double[][] directions = [.. row.Shapes.Select((shape, i) => Numbers(shape.Count, new(9 + i)))];
        var tangent = tape.Tangents(x, [.. row.Shapes.Zip(directions, (shape, items) => tape.Constant(shape, items))])[y].ToArray();
        var gradient = tape.Gradient(y, tape.Constant(y.Shape, seed));
        double pulled = x.Zip(directions, (operand, direction) => Dot(gradient[operand].ToArray(), direction)).Sum();
        Assert.That(pulled, Is.EqualTo(Dot(seed, tangent)).Within(1e-11));
    }

    [TestCaseSource(nameof(Cases))]
    public void The_gradient_is_the_difference_quotient(TensorCase row)
    {
        double[] x = [.. Operands(row).SelectMany(items => items)];
        if (x.Length == 0)
        {
            Assert.Pass("There is no direction.");
        }

        Check(Function, row, x, (tape, inputs) => tape.Gradient(Function(tape, row, inputs)));
    }

    // The square in the function leaves second derivatives even to an operation that is linear.
    [TestCaseSource(nameof(Cases))]
    public void The_second_derivative_is_the_difference_quotient_of_the_first(TensorCase row)
    {
        double[] x = [.. Operands(row).SelectMany(items => items)];
        if (x.Length == 0)
        {
            Assert.Pass("There is no direction.");
        }

        Check(Along, row, x, (tape, inputs) => tape.Gradient(Along(tape, row, inputs)));
    }

    /// <summary>Σ c y + Σ d y².</summary>
    private static Tensor<double> Function(Tape<double> tape, TensorCase row, Tensor<double>[] x)
    {
        var y = row.Apply<double>(x);
        var random = new Random(3);
        return ((y * tape.Constant(y.Shape, Numbers(y.Count, random))) + (y * y * tape.Constant(y.Shape, Numbers(y.Count, random)))).Sum();
    }

    private static Tensor<double> Along(Tape<double> tape, TensorCase row, Tensor<double>[] x)
    {
        var gradients = tape.RecordGradient(Function(tape, row, x), x);
        var sum = tape.Constant(0.0);
        for (int i = 0; i < x.Length; i++)
        {
            sum += (gradients[i] * tape.Constant(x[i].Shape, Numbers(x[i].Count, new(20 + i)))).Sum();
        }

        return sum;
    }

    private static void Check(Func<Tape<double>, TensorCase, Tensor<double>[], Tensor<double>> function, TensorCase row, double[] x, Func<Tape<double>, Tensor<double>[], Gradients<double>> gradientOf)
    {
        var tape = new Tape<double>();
        var inputs = Inputs(tape, row, x);
        if (row.Apply<double>(inputs).Count == 0)
        {
            Assert.Pass("Nothing depends on the operands.");
        }

        var gradients = gradientOf(tape, inputs);
        double[] gradient = [.. inputs.SelectMany(input => gradients[input].ToArray())];
        var report = GradientCheck.CompareAlong(
            point =>
            {
                var other = new Tape<double>();
                return function(other, row, Inputs(other, row, point.ToArray())).ToArray()[0];
            },
            x,
            gradient,
            new Random(7),
            directions: 3);
        Assert.That(report.Passed, report.ToString());
    }

    private static Tensor<double>[] Inputs(Tape<double> tape, TensorCase row) => Inputs(tape, row, [.. Operands(row).SelectMany(items => items)]);

    private static Tensor<double>[] Inputs(Tape<double> tape, TensorCase row, double[] items)
    {
        var inputs = new Tensor<double>[row.Shapes.Length];
        for (int i = 0, start = 0; i < inputs.Length; start += row.Shapes[i++].Count)
        {
            inputs[i] = tape.Input(row.Shapes[i], items.AsSpan(start, row.Shapes[i].Count));
        }

        return inputs;
    }

    private static double[][] Operands(TensorCase row) => [.. row.Shapes.Select((shape, i) => Numbers(shape.Count, new(40 + i)))];

    private static double[] Numbers(int count, Random random) => [.. Enumerable.Range(0, count).Select(_ => (4 * random.NextDouble()) - 2)];

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}

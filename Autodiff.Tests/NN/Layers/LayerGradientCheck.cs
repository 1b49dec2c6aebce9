using Autodiff.NN;

namespace Autodiff.Tests.NN.Layers;

/// <summary>The gradient of a layer, in every parameter and in the input, against central differences of its plain output.</summary>
internal static class LayerGradientCheck
{
    private const double Tolerance = 1e-7;

    /// <param name="its">The case.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="x">The input.</param>
    /// <param name="context">Made anew for each pass, so that random numbers are the same.</param>
    public static void Run(LayerCase its, ILayer<double> layer, Tensor<double> x, Func<ForwardContext> context)
    {
        Disturb(layer);
        var tape = new Tape<double>();
        var input = tape.Input(x);
        var y = layer.Forward(input, context());
        var seed = Tensor.Normal<double>(y.Shape, new Random(11));
        var gradients = tape.Gradient((y * seed).Sum());
        double Loss(Tensor<double> at)
        {
            its.Forget(layer);
            return (layer.Forward(at, context()) * seed).Sum().Value;
        }

        foreach (var parameter in layer.Parameters)
        {
            Assert.That(gradients.Has(parameter), $"{parameter.Path} has no part in the output");
            var start = parameter.Value;
            Compare(parameter.Path, gradients[parameter].ToArray(), start.ToArray(), numbers =>
            {
                numbers.CopyTo(parameter.Edit());
                double loss = Loss(x);
                parameter.Value = start;
                return loss;
            });
        }

        if (its.InputIsContinuous)
        {
            Compare("the input", gradients[input].ToArray(), x.ToArray(), numbers => Loss(Tensor.Of(x.Shape, numbers)));
        }
    }

    /// <summary>Moves each number by about a tenth and scales it by ½ to 1½, for parameters start at 0 or 1, where a wrong factor would not show.</summary>
    private static void Disturb(ILayer<double> layer)
    {
        var random = new Random(13);
        foreach (var parameter in layer.Parameters)
        {
            parameter.Value = (parameter.Value * Tensor.Uniform(parameter.Shape, random, 0.5, 1.5)) + Tensor.Normal(parameter.Shape, random, 0, 0.1);
        }
    }

    private static void Compare(string what, double[] gradient, double[] x, Func<double[], double> function)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double Difference(double h)
            {
                double[] plus = [.. x], minus = [.. x];
                plus[i] += h;
                minus[i] -= h;
                return (function(plus) - function(minus)) / (2 * h);
            }

            // Richardson: the error of the fourth order, so that wide steps keep the digits.
            const double Step = 1e-4;
            double expected = ((4 * Difference(Step / 2)) - Difference(Step)) / 3;
            Assert.That(gradient[i], Is.EqualTo(expected).Within(Tolerance * Math.Max(1, Math.Abs(expected))), $"{what}, element {i}");
        }
    }
}

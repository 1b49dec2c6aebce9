using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff.Tests.Numbers;

/// <summary>Code that knows nothing of this library reads its numbers.</summary>
public class GenericMathTests
{
    // A few roundings each where the sums are short; the quadrature makes a thousand.
    private const double Tolerance = 1e-13;

    private static readonly double[] X = [0.5, -1, 2];
    private static readonly double[] Y = [1.5, 0.25, -0.75];

    private static readonly TestCaseData[] TensorFunctions =
    [
        Case("dot", new Dot(), i => Y[i]),
        Case("sum", new Sum(), _ => 1),
        Case("norm", new Norm(), i => X[i] / Length(X)),
        Case("distance", new Distance(), i => (X[i] - Y[i]) / Length([X[0] - Y[0], X[1] - Y[1], X[2] - Y[2]])),
        Case("cosine similarity", new CosineSimilarity(), i =>
            (Y[i] / Length(X) / Length(Y)) - (Inner(X, Y) * X[i] / Math.Pow(Length(X), 3) / Length(Y))),
        Case("sum of exp", new SumOfExp(), i => Math.Exp(X[i])),
        Case("sum of sigmoid", new SumOfSigmoid(), i => Logistic(X[i]) * Logistic(-X[i])),
        Case("first of softmax", new FirstOfSoftMax(), i => SoftMax(0) * ((i == 0 ? 1 : 0) - SoftMax(i))),
    ];

    [TestCaseSource(nameof(TensorFunctions))]
    public void Tensor_primitives(object formula, double[] gradient)
    {
        var f = (IFormula)formula;
        double value = f.Evaluate<double>(X);
        var reverse = Readings.Reverse<double>(f, X);
        Assert.Multiple(() =>
        {
            // TensorPrimitives sums doubles in vector lanes, other numbers in order.
            Assert.That(reverse.Value, Is.EqualTo(value).Within(Tolerance));
            Assert.That(reverse.Gradient, Is.EqualTo(gradient).Within(Tolerance));
            for (int i = 0; i < X.Length; i++)
            {
                var forward = Readings.Forward<double>(f, X, i);
                Assert.That(forward.Value, Is.EqualTo(value).Within(Tolerance));
                Assert.That(forward.Tangent, Is.EqualTo(gradient[i]).Within(Tolerance));
            }
        });
    }

    /// <summary>x³ = a: dx/da = 1/(3x²).</summary>
    [Test]
    public void Newton_iteration_differentiates_the_root()
    {
        double root = Math.Cbrt(5);
        AssertOneVariable(new CubeRootByNewton(), at: 5, root, derivative: 1 / (3 * root * root), second: -2 / (9 * Math.Pow(root, 5)));
    }

    /// <summary>∫₀¹ e^(ax) dx = (e^a - 1)/a.</summary>
    [Test]
    public void Quadrature_differentiates_the_integral()
    {
        double a = 0.7;
        double e = Math.Exp(a);
        AssertOneVariable(
            new IntegralOfExp(), a, (e - 1) / a, derivative: ((a * e) - e + 1) / (a * a), second: ((a * a * e) - (2 * a * e) + (2 * e) - 2) / (a * a * a));
    }

    private static void AssertOneVariable(IFormula f, double at, double value, double derivative, double second) => Assert.Multiple(() =>
    {
        var reverse = Readings.Reverse<double>(f, [at]);
        var forward = Readings.Forward<double>(f, [at], 0);
        Assert.That((double[])[reverse.Value, forward.Value], Is.All.EqualTo(value).Within(Tolerance));
        Assert.That((double[])[reverse.Gradient[0], forward.Tangent], Is.All.EqualTo(derivative).Within(Tolerance));
        Assert.That((double[])[Readings.ForwardOverReverse(f, [at])[0][0], Readings.ForwardOverForward(f, [at])[0][0]], Is.All.EqualTo(second).Within(Tolerance));
    });

    private static TestCaseData Case(string name, IFormula formula, Func<int, double> gradient) =>
        new TestCaseData(formula, X.Select((_, i) => gradient(i)).ToArray()).SetArgDisplayNames(name);

    private static double Inner(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static double Length(double[] x) => Math.Sqrt(Inner(x, x));

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double SoftMax(int i) => Math.Exp(X[i]) / X.Sum(Math.Exp);

    private static T[] Constants<T>(double[] x) where T : IFloatingPointIeee754<T> => Array.ConvertAll(x, T.CreateChecked);

    private sealed class Dot : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => TensorPrimitives.Dot(x, Constants<T>(Y));
    }

    private sealed class Sum : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => TensorPrimitives.Sum(x);
    }

    private sealed class Norm : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => TensorPrimitives.Norm(x);
    }

    private sealed class Distance : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => TensorPrimitives.Distance(x, Constants<T>(Y));
    }

    private sealed class CosineSimilarity : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> => TensorPrimitives.CosineSimilarity(x, Constants<T>(Y));
    }

    private sealed class SumOfExp : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
        {
            var result = new T[x.Length];
            TensorPrimitives.Exp(x, result);
            return TensorPrimitives.Sum<T>(result);
        }
    }

    private sealed class SumOfSigmoid : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
        {
            var result = new T[x.Length];
            TensorPrimitives.Sigmoid(x, result);
            return TensorPrimitives.Sum<T>(result);
        }
    }

    private sealed class FirstOfSoftMax : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
        {
            var result = new T[x.Length];
            TensorPrimitives.SoftMax(x, result);
            return result[0];
        }
    }

    private sealed class CubeRootByNewton : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
        {
            T root = T.One + T.One;
            T three = T.CreateChecked(3);

            // Quadratic convergence also of the derivatives, each one iteration behind the one before.
            for (int i = 0; i < 8; i++)
            {
                root -= ((root * root * root) - x[0]) / (three * root * root);
            }

            return root;
        }
    }

    private sealed class IntegralOfExp : IFormula
    {
        public T Evaluate<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
        {
            T a = x[0];
            return Simpson(t => T.Exp(a * t), T.Zero, T.One, 1024);
        }

        private static T Simpson<T>(Func<T, T> f, T from, T to, int intervals) where T : IFloatingPointIeee754<T>
        {
            T h = (to - from) / T.CreateChecked(intervals);
            T sum = f(from) + f(to);
            for (int i = 1; i < intervals; i++)
            {
                sum += T.CreateChecked(i % 2 == 0 ? 2 : 4) * f(from + (T.CreateChecked(i) * h));
            }

            return sum * h / T.CreateChecked(3);
        }
    }
}

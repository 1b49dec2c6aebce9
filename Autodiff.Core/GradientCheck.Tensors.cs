using System.Numerics.Tensors;

namespace Autodiff;

// Of functions over tensors: element by element, or along random directions. A result of several elements is weighted, Σ vᵢ fᵢ.
public static partial class GradientCheck
{
    /// <summary>Checks the derivatives that the tape gives for a function of a tensor, one comparison for each element.</summary>
    /// <param name="function">The function; of a result of several elements, a sum with random weights is checked.</param>
    /// <param name="x">The point, a plain tensor.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    public static GradientReport Compare(Func<Tensor<double>, Tensor<double>> function, Tensor<double> x, double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compare(of => function(of[0]), [x], tolerance);
    }

    /// <summary>Checks the derivatives that the tape gives for a function of several tensors, one comparison for each element.</summary>
    /// <param name="function">The function; of a result of several elements, a sum with random weights is checked.</param>
    /// <param name="x">The point, plain tensors.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    public static GradientReport Compare(
        Func<ReadOnlySpan<Tensor<double>>, Tensor<double>> function,
        ReadOnlySpan<Tensor<double>> x,
        double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        var weighted = Weighted(function, function(x).Shape);
        var gradient = Differentiate.Gradient(weighted, x);
        var comparisons = new List<GradientComparison>();
        for (int operand = 0; operand < x.Length; operand++)
        {
            string prefix = x.Length == 1 ? "" : $"operand {operand}, ";
            AddElements(comparisons, "function", prefix, weighted, x.ToArray(), operand, gradient[operand], tolerance);
        }

        return new(comparisons);
    }

    /// <summary>Checks the derivatives that the tape gives for a function of a tensor along random directions: a few comparisons for many elements.</summary>
    /// <param name="function">The function; of a result of several elements, a sum with random weights is checked.</param>
    /// <param name="x">The point, a plain tensor.</param>
    /// <param name="random">The source of the directions.</param>
    /// <param name="directions">The number of directions.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    public static GradientReport CompareAlong(
        Func<Tensor<double>, Tensor<double>> function,
        Tensor<double> x,
        Random random,
        int directions = 5,
        double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        return CompareAlong(of => function(of[0]), [x], random, directions, tolerance);
    }

    /// <summary>Checks the derivatives that the tape gives for a function of several tensors along random directions of each.</summary>
    /// <param name="function">The function; of a result of several elements, a sum with random weights is checked.</param>
    /// <param name="x">The point, plain tensors.</param>
    /// <param name="random">The source of the directions.</param>
    /// <param name="directions">The number of directions for each tensor, so that the report names the one that is wrong.</param>
    /// <param name="tolerance">The relative error allowed.</param>
    public static GradientReport CompareAlong(
        Func<ReadOnlySpan<Tensor<double>>, Tensor<double>> function,
        ReadOnlySpan<Tensor<double>> x,
        Random random,
        int directions = 5,
        double tolerance = DefaultTolerance)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(directions);
        var weighted = Weighted(function, function(x).Shape);
        var gradient = Differentiate.Gradient(weighted, x);
        var comparisons = new List<GradientComparison>();
        for (int operand = 0; operand < x.Length; operand++)
        {
            string prefix = x.Length == 1 ? "" : $"operand {operand}, ";
            AddDirections(comparisons, "function", prefix, weighted, x.ToArray(), operand, gradient[operand], random, directions, tolerance);
        }

        return new(comparisons);
    }

    private static void AddElements(
        List<GradientComparison> comparisons,
        string subject,
        string prefix,
        Func<ReadOnlySpan<Tensor<double>>, Tensor<double>> function,
        Tensor<double>[] x,
        int operand,
        Tensor<double> gradient,
        double tolerance)
    {
        var shape = x[operand].Shape;
        double[] items = x[operand].ToArray();
        double[] claimed = gradient.ToArray();
        for (int i = 0; i < items.Length; i++)
        {
            int place = i;
            comparisons.Add(Compare(subject, $"{prefix}element {IndexText(shape, i)} = {Text.Of(items[i])}", At, items[i], claimed[i], tolerance));

            double At(double value)
            {
                double[] changed = [.. items];
                changed[place] = value;
                return ValueAt(function, x, operand, new(shape, changed));
            }
        }
    }

    private static void AddDirections(
        List<GradientComparison> comparisons,
        string subject,
        string prefix,
        Func<ReadOnlySpan<Tensor<double>>, Tensor<double>> function,
        Tensor<double>[] x,
        int operand,
        Tensor<double> gradient,
        Random random,
        int directions,
        double tolerance)
    {
        var shape = x[operand].Shape;
        double[] items = x[operand].ToArray();
        double[] claimed = gradient.ToArray();
        for (int i = 0; i < directions && items.Length > 0; i++)
        {
            double[] direction = Array.ConvertAll(items, item => ((2 * random.NextDouble()) - 1) * (item == 0 ? 1 : Math.Abs(item)));
            string name = $"{prefix}direction {i + 1} of {directions}";
            comparisons.Add(Compare(subject, name, Along, 0, TensorPrimitives.Dot<double>(claimed, direction), tolerance));

            double Along(double t)
            {
                var changed = new double[items.Length];
                TensorPrimitives.MultiplyAdd(direction, t, items, changed);
                return ValueAt(function, x, operand, new(shape, changed));
            }
        }
    }

    private static double ValueAt(
        Func<ReadOnlySpan<Tensor<double>>, Tensor<double>> function, Tensor<double>[] x, int operand, Tensor<double> changed)
    {
        Tensor<double>[] point = [.. x];
        point[operand] = changed;
        return function(point).ToArray()[0];
    }

    private static Func<ReadOnlySpan<Tensor<double>>, Tensor<double>> Weighted(Func<ReadOnlySpan<Tensor<double>>, Tensor<double>> function, Shape shape)
    {
        var weights = shape.ElementCount == 1 ? default : Noise(shape, new Random(shape.ElementCount));
        return x => shape.ElementCount == 1 ? function(x) : (function(x) * weights).Sum();
    }

    /// <summary>Numbers of either sign that are not small, so that nothing hides behind one.</summary>
    private static Tensor<double> Noise(Shape shape, Random random)
    {
        var items = new double[shape.ElementCount];
        foreach (ref double item in items.AsSpan())
        {
            item = (0.5 + random.NextDouble()) * (random.Next(2) == 0 ? 1 : -1);
        }

        return new(shape, items);
    }

    private static string IndexText(Shape shape, int place)
    {
        Span<int> index = stackalloc int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (place, index[axis]) = Math.DivRem(place, shape.Lengths[axis]);
        }

        return Integers.Text(index);
    }
}

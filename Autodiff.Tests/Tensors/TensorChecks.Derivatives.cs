using System.Numerics;

namespace Autodiff.Tests.Tensors;

// Derivatives of first and second order, against each other, against differences, and in single precision.
internal static partial class TensorChecks
{
    private const int TinyJacobian = 64; // elements

    /// <summary>⟨v, J w⟩ = ⟨Jᵀ v, w⟩ for random v and w, operand by operand.</summary>
    private static IEnumerable<string> AdjointIdentity<T>(TensorCase row) where T : IFloatingPointIeee754<T>
    {
        var recording = new TensorRecording<T>(row, Operands(row));
        if (recording.Y.IsConstant)
        {
            yield break;
        }

        var random = Randomness(row, "adjoint identity");
        var v = Direction(recording.Y.Shape, random);
        var pulled = recording.Gradient(v);
        for (int k = 0; k < pulled.Length; k++)
        {
            var w = Direction(pulled[k].Shape, random);
            var pushed = recording.Tangent(recording.Inputs[k], w);
            double scale = Magnitude(v, pushed) + Magnitude(w, pulled[k]);
            if (!Close(Dot(v, pushed), Dot(pulled[k], w), 10 * Tolerance<T>(row) * scale))
            {
                yield return $"input {k}: forward {Dot(v, pushed):r}, reverse {Dot(pulled[k], w):r}";
            }
        }
    }

    /// <summary>Derivatives are the same wherever the elements of operands and seed stand.</summary>
    private static IEnumerable<string> ViewsChangeNoDerivative(TensorCase row)
    {
        var x = Operands(row);
        NaiveArray[]? expected = null;
        foreach (var (name, layout) in TensorViews.All)
        {
            var recording = new TensorRecording<double>(row, x, layout);
            if (recording.Y.IsConstant)
            {
                yield break;
            }

            var actual = recording.Gradient(Direction(recording.Y.Shape, Randomness(row, "views")), layout);
            expected ??= actual;
            for (int k = 0; k < actual.Length; k++)
            {
                if (Difference($"input {k}, operands and seed {name}", expected[k], actual[k], 10 * row.Tolerance) is { } failure)
                {
                    yield return failure;
                }
            }
        }
    }

    /// <summary>Jᵀ v against differences of ⟨v, f⟩ along random directions.</summary>
    private static IEnumerable<string> Differences(TensorCase row)
    {
        var x = Operands(row);
        var recording = new TensorRecording<double>(row, x);
        if (recording.Y.IsConstant)
        {
            return [];
        }

        var random = Randomness(row, "differences");
        var v = Direction(recording.Y.Shape, random);
        return Failures(GradientCheck.CompareAlong(
            point => Dot(v, PlainValue(row, With(row, x, point))), Flat(Differentiable(row, x)), Flat(recording.Gradient(v)), random, directions: 3, subject: "⟨v, f⟩"));
    }

    /// <summary>Every element of a small Jacobian against differences.</summary>
    private static IEnumerable<string> Jacobian(TensorCase row)
    {
        var x = Operands(row);
        var recording = new TensorRecording<double>(row, x);
        var inputs = Flat(Differentiable(row, x));
        if (recording.Y.IsConstant || recording.Y.Count * inputs.Length > TinyJacobian)
        {
            return [];
        }

        return Enumerable.Range(0, recording.Y.Count).SelectMany(i =>
        {
            var unit = new NaiveArray(recording.Y.Shape);
            unit.Items[i] = 1;
            return Failures(GradientCheck.Compare(
                point => PlainValue(row, With(row, x, point)).Items[i], inputs, Flat(recording.Gradient(unit)), subject: $"element {i} of the result"));
        });
    }

    /// <summary>A recorded sweep gives the same derivatives; and theirs, with respect to inputs and seed, are those of differences.</summary>
    private static IEnumerable<string> SecondOrder(TensorCase row)
    {
        var x = Operands(row);
        var recording = new TensorRecording<double>(row, x);
        if (recording.Y.IsConstant)
        {
            yield break;
        }

        var random = Randomness(row, "second order");
        var v = Direction(recording.Y.Shape, random);
        var expected = recording.Gradient(v);
        var r = Array.ConvertAll(expected, g => Direction(g.Shape, random));
        var (first, second) = recording.Twice(v, r);
        for (int k = 0; k < first.Length; k++)
        {
            if (Difference($"input {k}, recorded sweep against plain", expected[k], first[k], 10 * row.Tolerance) is { } failure)
            {
                yield return failure;
            }
        }

        int count = x.Where((_, k) => row.IsDifferentiable(k)).Sum(operand => operand.Items.Length);
        double Along(ReadOnlySpan<double> point)
        {
            var seed = new NaiveArray(v.Shape, point[count..].ToArray());
            var gradient = new TensorRecording<double>(row, With(row, x, point[..count])).Gradient(seed);
            return gradient.Zip(r, Dot).Sum();
        }

        foreach (string failure in Failures(GradientCheck.CompareAlong(
            Along, Flat([.. Differentiable(row, x), v]), Flat(second), random, directions: 3, subject: "⟨r, Jᵀ v⟩")))
        {
            yield return failure;
        }
    }

    /// <summary>First and second derivatives in single precision are those in double.</summary>
    private static IEnumerable<string> SinglePrecision(TensorCase row)
    {
        var x = Operands(row);
        var doubles = new TensorRecording<double>(row, x);
        var singles = new TensorRecording<float>(row, x);
        if (doubles.Y.IsConstant)
        {
            yield break;
        }

        var random = Randomness(row, "single precision");
        var v = Direction(doubles.Y.Shape, random);
        var r = Array.ConvertAll(doubles.Inputs, input => Direction(input.Shape, random));
        var (expected, actual) = (doubles.Twice(v, r), singles.Twice(v, r));
        for (int k = 0; k < expected.Second.Length; k++)
        {
            if (k < r.Length && Difference($"input {k}", expected.First[k], actual.First[k], 10 * Tolerance<float>(row)) is { } first)
            {
                yield return first;
            }

            if (Difference($"input {k}, second order", expected.Second[k], actual.Second[k], 10 * Tolerance<float>(row)) is { } second)
            {
                yield return second;
            }
        }
    }

    private static NaiveArray PlainValue(TensorCase row, NaiveArray[] x) =>
        row.Apply<double>(Array.ConvertAll(x, operand => TensorViews.Plain<double>(operand))).ToNaive();

    /// <summary>The operands with other elements in those that have a derivative.</summary>
    private static NaiveArray[] With(TensorCase row, NaiveArray[] x, ReadOnlySpan<double> elements)
    {
        var changed = new NaiveArray[x.Length];
        for (int k = 0; k < x.Length; k++)
        {
            changed[k] = x[k];
            if (row.IsDifferentiable(k))
            {
                changed[k] = new(x[k].Shape, elements[..x[k].Items.Length].ToArray());
                elements = elements[x[k].Items.Length..];
            }
        }

        return changed;
    }

    private static double Magnitude(NaiveArray x, NaiveArray y) => x.Items.Zip(y.Items, (a, b) => Math.Abs(a * b)).Sum();

    private static IEnumerable<string> Failures(GradientReport report) =>
        report.Failures.Select(comparison => $"{comparison}");
}

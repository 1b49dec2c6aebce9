namespace Autodiff;

public static partial class GradientCheck
{
    /// <summary>
    /// Checks everything that a tensor operation states about itself at a point: its value, the pullback to each operand, the tangent
    /// of each, what the pullbacks read, and that pullbacks and tangents can be differentiated again.
    /// </summary>
    /// <remarks>
    /// A pullback is compared with differences element by element, and along random directions where an operand has many; a
    /// tangent with the pullback, ⟨v, J w⟩ = ⟨Jᵀ v, w⟩. What throws <see cref="NotSupportedException"/> is not stated, and passed over.
    /// </remarks>
    /// <param name="operation">The operation: a user's own, as a rule.</param>
    /// <param name="x">The operands, plain tensors.</param>
    /// <exception cref="ArgumentException">The operands do not fit the operation, or are on a tape.</exception>
    public static GradientReport Compare(ITensorOperation<double> operation, params ReadOnlySpan<Tensor<double>> x)
    {
        ArgumentNullException.ThrowIfNull(operation);
        foreach (ref readonly var operand in x)
        {
            if (operand.Tape is not null)
            {
                throw new ArgumentException("The operation is checked at plain tensors, and an operand is on a tape. Call ToPlain() on it.", nameof(x));
            }
        }

        return new(new OperationCheck(operation, x.ToArray()).Run());
    }

    /// <summary>The checks of one operation at one point, in the order of the reports.</summary>
    private sealed class OperationCheck(ITensorOperation<double> operation, Tensor<double>[] x)
    {
        private const int FewElements = 64;
        private const int Directions = 5;

        private readonly List<GradientComparison> comparisons = [];
        private readonly Random random = new(1);
        private readonly Tensor<double> y = Tensor<double>.Apply(operation, x);

        /// <summary>What a pullback or a tangent is: of operands, result and weight.</summary>
        private delegate Tensor<double> Product(ReadOnlySpan<Tensor<double>> x, Tensor<double> y, Tensor<double> weight);

        public List<GradientComparison> Run()
        {
            CheckValue();
            for (int operand = 0; operand < x.Length; operand++)
            {
                CheckOperand(operand);
            }

            return comparisons;
        }

        private void CheckOperand(int operand)
        {
            var v = Noise(y.Shape, random);
            var w = Noise(x[operand].Shape, random);
            Tensor<double> Pullback(ReadOnlySpan<Tensor<double>> of, Tensor<double> result, Tensor<double> weight) => operation.Pullback(operand, of, result, weight);
            Tensor<double> Tangent(ReadOnlySpan<Tensor<double>> of, Tensor<double> result, Tensor<double> weight) => operation.Tangent(operand, of, result, weight);

            if (Stated($"pullback to operand {operand}", Pullback, v, x[operand].Shape) is not { } pullback)
            {
                return;
            }

            CheckPullback(operand, v, pullback);
            CheckReads(operand, v, pullback);
            CheckSecondOrder($"pullback to operand {operand}", Pullback, v, w);
            if (Stated($"tangent of operand {operand}", Tangent, w, y.Shape) is { } tangent)
            {
                double expected = Dot(pullback, w);
                double scale = Dot(pullback, w, Math.Abs) + Dot(v, tangent, Math.Abs);
                Add($"tangent of operand {operand}, against its pullback", expected, Dot(v, tangent), scale);
                CheckSecondOrder($"tangent of operand {operand}", Tangent, w, v);
            }
        }

        /// <summary>Every element is computed, and again the same.</summary>
        private void CheckValue()
        {
            double[] expected = y.ToArray();
            double[] again = new double[expected.Length];
            foreach (double before in new[] { double.NaN, 7 })
            {
                again.AsSpan().Fill(before);
                Tensor<double>.Evaluate(operation, x, again);
                int wrong = FirstDifference(expected, again);
                if (wrong >= 0)
                {
                    Fail($"value, element {IndexText(y.Shape, wrong)}, computed into other memory", expected[wrong], again[wrong]);
                    return;
                }
            }
        }

        /// <summary>The product if it is stated and has its shape.</summary>
        private Tensor<double>? Stated(string name, Product product, Tensor<double> weight, Shape due)
        {
            try
            {
                var given = product(x, y, weight);
                if (given.Shape == due)
                {
                    return given;
                }

                Fail($"{name}, of the shape {given.Shape} where {due} was due", due.ElementCount, given.Count);
            }
            catch (NotSupportedException)
            {
                // Not stated.
            }

            return null;
        }

        private void CheckPullback(int operand, Tensor<double> v, Tensor<double> pullback)
        {
            Tensor<double> Weighted(ReadOnlySpan<Tensor<double>> of) => (Tensor<double>.Apply(operation, of) * v).Sum();
            string prefix = $"pullback to operand {operand}, ";
            if (x[operand].Count <= FewElements)
            {
                AddElements(comparisons, operation.Name, prefix, Weighted, x, operand, pullback, DefaultTolerance);
            }
            else
            {
                AddDirections(comparisons, operation.Name, prefix, Weighted, x, operand, pullback, random, Directions, DefaultTolerance);
            }
        }

        /// <summary>What is said not to be read may be anything, and the pullback stays the same.</summary>
        private void CheckReads(int operand, Tensor<double> v, Tensor<double> pullback)
        {
            var reads = operation.Reads(operand);
            for (int i = 0; i < x.Length; i++)
            {
                if (!reads.HasFlag(i == operand ? Reads.Operand : Reads.Others))
                {
                    Tensor<double>[] poisoned = [.. x];
                    poisoned[i] = Poison(x[i].Shape);
                    CompareWith(operation.Pullback(operand, poisoned, y, v), $"operand {i}");
                }
            }

            if (!reads.HasFlag(Reads.Result))
            {
                CompareWith(operation.Pullback(operand, x, Poison(y.Shape), v), "the result");
            }

            void CompareWith(Tensor<double> other, string read)
            {
                var (expected, actual) = (pullback.ToArray(), other.ToArray());
                int wrong = FirstDifference(expected, actual);
                if (wrong >= 0)
                {
                    Fail($"pullback to operand {operand}, element {IndexText(pullback.Shape, wrong)}, reads {read}, which Reads({operand}) does not state", expected[wrong], actual[wrong]);
                }
            }
        }

        /// <summary>The derivatives of ⟨product, v⟩ with respect to every operand and to the weight, recorded and swept.</summary>
        private void CheckSecondOrder(string name, Product product, Tensor<double> weight, Tensor<double> v)
        {
            Tensor<double>[] point = [.. x, weight];
            Tensor<double> Weighted(ReadOnlySpan<Tensor<double>> of) => (product(of[..^1], Tensor<double>.Apply(operation, of[..^1]), of[^1]) * v).Sum();
            Tensor<double>[] second;
            try
            {
                second = Differentiate.Gradient(Weighted, point);
            }
            catch (NotSupportedException)
            {
                return;
            }

            for (int k = 0; k < point.Length; k++)
            {
                string by = k < x.Length ? $"operand {k}" : "its weight";
                AddDirections(comparisons, operation.Name, $"{name}, differentiated by {by}, ", Weighted, point, k, second[k], random, 1, DefaultTolerance);
            }
        }

        private void Add(string name, double expected, double actual, double scale)
        {
            double relative = expected == actual ? 0 : Math.Abs(expected - actual) / scale;
            comparisons.Add(new(operation.Name, name, expected, actual, relative, relative <= DefaultTolerance));
        }

        private void Fail(string name, double expected, double actual) =>
            comparisons.Add(new(operation.Name, name, expected, actual, double.PositiveInfinity, Passed: false));

        private static Tensor<double> Poison(Shape shape)
        {
            var items = new double[shape.ElementCount];
            items.AsSpan().Fill(double.NaN);
            return new(shape, items);
        }

        private static int FirstDifference(double[] expected, double[] actual)
        {
            int i = 0;
            while (i < expected.Length && expected[i].Equals(actual[i]))
            {
                i++;
            }

            return i < expected.Length ? i : -1;
        }

        private static double Dot(Tensor<double> a, Tensor<double> b, Func<double, double>? of = null) =>
            a.ToArray().Zip(b.ToArray(), (left, right) => of is null ? left * right : of(left * right)).Sum();
    }
}

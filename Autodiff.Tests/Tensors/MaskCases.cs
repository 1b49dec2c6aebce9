namespace Autodiff.Tests.Tensors;

/// <summary>Comparisons and choices.</summary>
internal static class MaskCases
{
    private static readonly double[] Some = [-1, 0, 2, 2, 0, -3];
    private static readonly double[] Others = [0, 0, 2, -2, 1, -3];

    public static IEnumerable<TensorCase> All =>
    [
        .. Enum.GetValues<Relation>().SelectMany(relation => new TensorCase[]
        {
            new Comparison(relation, [2, 3], [2, 3], Some, Others), new Comparison(relation, [2, 3], [3], Some, [2, 0, 2]),
            new Comparison(relation, [2, 1], [1, 3], [2, 0], [2, 0, 1]), new Comparison(relation, [], [], [1], [1]), new Comparison(relation, [0], [1], [], [1]),
            new ComparisonWithNumber(relation, [2, 3], Some), new ComparisonWithNumber(relation, [], [0]),
            new Comparison(relation, [2, 1, 3, 2], [3, 1], Thirds(12), Thirds(3)), new Comparison(relation, [2, 0, 3], [3], [], Thirds(3)),
            new Comparison(relation, [1, 1], [2, 1, 0, 1], [1], []), new Comparison(relation, [1, 1, 1], [], [2], [1]),
        }),
        new Where([2, 3], [2, 3], [2, 3], Mask), new Where([3], [2, 3], [2, 1], Mask[..3]), new Where([2, 3], [], [3], Mask),
        new Where([2, 1], [1, 3], [], Mask[..2]), new Where([], [2], [2], [1]), new Where([0], [1], [0], []),
        new Where([2, 1, 3, 2], [3, 1], [2, 2, 1, 2], Thirds(12)), new Where([2, 1, 1, 1], [1, 2, 1, 2], [3, 1], Thirds(2)), new Where([], [], [], [0]),
        new Where([2, 0, 3], [3], [1, 1], []), new Where([1], [2, 0], [], [1]), new Where([1, 1], [2, 1, 2], [2], [0]),
        new MaskedFill([2, 1, 3, 2], [3, 1], [0, 1, 0]), new MaskedFill([], [], [1]), new MaskedFill([2, 0], [1], [1]), new MaskedFill([2, 3], [3], [0, 1, 0]), new MaskedFill([3], [2, 3], Mask),
    ];

    /// <summary>0, 1 and 2 in turns: ties, and masks in which whatever is not 0 counts.</summary>
    private static double[] Thirds(int count) => [.. Enumerable.Range(0, count).Select(i => (double)(i % 3))];

    private static double[] Mask => [1, 0, 0, 1, 0, 1];

    private enum Relation
    {
        Greater,
        GreaterOrEqual,
        Less,
        LessOrEqual,
        Equal,
        NotEqual,
    }

    private sealed class Comparison : TensorCase
    {
        private readonly Relation relation;

        public Comparison(Relation relation, Shape x, Shape y, double[] givenX, double[] givenY) : base($"{relation}", x, y)
        {
            this.relation = relation;
            Given = [givenX, givenY];
            IsDifferentiable = _ => false;
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => relation switch
        {
            Relation.Greater => x[0] > x[1],
            Relation.GreaterOrEqual => x[0] >= x[1],
            Relation.Less => x[0] < x[1],
            Relation.LessOrEqual => x[0] <= x[1],
            Relation.Equal => x[0].EqualTo(x[1]),
            _ => x[0].NotEqualTo(x[1]),
        };

        public override NaiveArray Expected(NaiveArray[] x) => ElementwiseCases.Broadcast(x[0], x[1], (a, b) => Holds(relation, a, b));
    }

    private sealed class ComparisonWithNumber : TensorCase
    {
        private readonly Relation relation;

        public ComparisonWithNumber(Relation relation, Shape shape, double[] given) : base($"{relation} 0", shape)
        {
            this.relation = relation;
            Given = [given];
            IsDifferentiable = _ => false;
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => relation switch
        {
            Relation.Greater => x[0] > T.Zero,
            Relation.GreaterOrEqual => T.Zero <= x[0],
            Relation.Less => x[0] < T.Zero,
            Relation.LessOrEqual => T.Zero >= x[0],
            Relation.Equal => x[0].EqualTo(T.Zero),
            _ => x[0].NotEqualTo(T.Zero),
        };

        public override NaiveArray Expected(NaiveArray[] x) => new(x[0].Shape, Array.ConvertAll(x[0].Items, item => Holds(relation, item, 0)));
    }

    private sealed class Where : TensorCase
    {
        public Where(Shape mask, Shape x, Shape y, double[] given) : base("where", mask, x, y)
        {
            Given = [given, null, null];
            IsDifferentiable = operand => operand > 0;
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => Tensor<T>.Where(x[0], x[1], x[2]);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            var chosen = ElementwiseCases.Broadcast(x[0], x[1], (mask, item) => mask != 0 ? item : double.NaN);
            return ElementwiseCases.Broadcast(chosen, x[2], (item, other) => double.IsNaN(item) ? other : item);
        }
    }

    private sealed class MaskedFill : TensorCase
    {
        public MaskedFill(Shape shape, Shape mask, double[] given) : base("maskedFill", shape, mask)
        {
            Given = [null, given];
            IsDifferentiable = operand => operand == 0;
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].MaskedFill(x[1], T.CreateChecked(7));

        public override NaiveArray Expected(NaiveArray[] x) => ElementwiseCases.Broadcast(x[0], x[1], (item, mask) => mask != 0 ? 7 : item);
    }

    private static double Holds(Relation relation, double x, double y) => relation switch
    {
        Relation.Greater => x > y,
        Relation.GreaterOrEqual => x >= y,
        Relation.Less => x < y,
        Relation.LessOrEqual => x <= y,
        Relation.Equal => x == y,
        _ => x != y,
    } ? 1 : 0;
}

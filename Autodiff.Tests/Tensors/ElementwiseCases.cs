namespace Autodiff.Tests.Tensors;

/// <summary>Rows of the catalog on whole tensors: broadcasting, layouts and lengths; the rows themselves are walked by <see cref="ElementRowTests"/>.</summary>
internal static class ElementwiseCases
{
    private static readonly (Shape X, Shape Y)[] Broadcasts =
    [
        ([], []), ([3], []), ([], [2, 2]), ([2, 3], [3]), ([2, 1], [1, 3]), ([2, 1, 3], [4, 1]), ([1, 1], [3]),
        ([2, 2, 1, 3], [2, 2, 3]), ([0], [1]), ([2, 0, 3], [3]), ([3, 70], [3, 1]), ([130], [130]), ([2, 600], [600]),
    ];

    public static IEnumerable<TensorCase> All =>
    [
        .. Broadcasts.SelectMany(shapes => Both(shapes.X, shapes.Y)),
        new Times([5, 600], []) { IsDifferentiable = operand => operand == 0 },
        new Times([], [5, 600]),
        new Chain([]),
        new Chain([2, 3]),
        new Chain([3, 1, 40]),
        new Selection([4], [4]) { IsComposed = true },
        new Selection([2, 3], []) { IsComposed = true },
    ];

    private static TensorCase[] Both(Shape x, Shape y) => [new Times(x, y), new Quotient(x, y) { Range = (0.5, 2) }];

    private sealed class Times(Shape x, Shape y) : TensorCase("x y", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0] * x[1];

        public override NaiveArray Expected(NaiveArray[] x) => Broadcast(x[0], x[1], (a, b) => a * b);
    }

    private sealed class Quotient(Shape x, Shape y) : TensorCase("2 - x/y + y", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => T.CreateChecked(2) - (x[0] / x[1]) + +x[1];

        public override NaiveArray Expected(NaiveArray[] x) => Broadcast(x[0], x[1], (a, b) => 2 - (a / b) + b);
    }

    private sealed class Chain(Shape x) : TensorCase("tanh(exp x) sigmoid(x) √(x² + 1)", x)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Exp().Tanh() * x[0].Sigmoid() * (x[0].Square() + T.One).Sqrt();

        public override NaiveArray Expected(NaiveArray[] x) =>
            new(x[0].Shape, Array.ConvertAll(x[0].Items, a => Math.Tanh(Math.Exp(a)) / (1 + Math.Exp(-a)) * Math.Sqrt((a * a) + 1)));
    }

    /// <summary>Piecewise rows and one of three operands; the second operand is not 0, where √ would have no derivative.</summary>
    private sealed class Selection(Shape x, Shape y) : TensorCase("max(x, y) relu(x) + x y + |y|^1.5", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) =>
            (x[0].Maximum(x[1]) * x[0].Relu()) + x[0].MultiplyAdd(x[1], x[1].Abs().Pow(T.CreateChecked(1.5)));

        public override NaiveArray Expected(NaiveArray[] x) =>
            Broadcast(x[0], x[1], (a, b) => (Math.Max(a, b) * Math.Max(a, 0)) + (a * b) + Math.Pow(Math.Abs(b), 1.5));
    }

    /// <summary>f(x, y) with the broadcasting of NumPy.</summary>
    internal static NaiveArray Broadcast(NaiveArray x, NaiveArray y, Func<double, double, double> f)
    {
        return NaiveArray.Make(Shape.Broadcast(x.Shape, y.Shape), index => f(At(x, index), At(y, index)));

        static double At(NaiveArray array, int[] index)
        {
            int[] own = index[^array.Shape.Rank..];
            for (int axis = 0; axis < own.Length; axis++)
            {
                own[axis] = array.Shape[axis] == 1 ? 0 : own[axis];
            }

            return array[own];
        }
    }
}

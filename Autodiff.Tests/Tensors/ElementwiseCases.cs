namespace Autodiff.Tests.Tensors;

/// <summary>Rows of the catalog on whole tensors: broadcasting, layouts and lengths.</summary>
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
        new Times([2, 600], []) { IsDifferentiable = operand => operand == 0 },
    ];

    private static TensorCase[] Both(Shape x, Shape y) => [new Times(x, y), new Quotient(x, y) { Range = (0.5, 2) }];

    private sealed class Times(Shape x, Shape y) : TensorCase("x y", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0] * x[1];

        public override NaiveArray Expected(NaiveArray[] x) => Broadcast(x[0], x[1], (a, b) => a * b);
    }

    private sealed class Quotient(Shape x, Shape y) : TensorCase("2 - x/y + y", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => T.CreateChecked(2) - (x[0] / x[1]) + x[1];

        public override NaiveArray Expected(NaiveArray[] x) => Broadcast(x[0], x[1], (a, b) => 2 - (a / b) + b);
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

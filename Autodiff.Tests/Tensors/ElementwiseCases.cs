using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>Arithmetic with broadcasting.</summary>
internal static class ElementwiseCases
{
    public static IEnumerable<TensorCase> All =>
    [
        new Times([], []),
        new Times([3], []),
        new Times([2, 3], [3]),
        new Times([2, 1], [1, 3]),
    ];

    private sealed class Times(Shape x, Shape y) : TensorCase("x y", x, y)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0] * x[1];

        public override NaiveArray Expected(NaiveArray[] x) => Broadcast(x[0], x[1], (a, b) => a * b);
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

namespace Autodiff.Tests.Tensors;

/// <summary>Running sums and products.</summary>
internal static class ScanCases
{
    private static readonly bool[] Directions = [false, true];

    public static IEnumerable<TensorCase> All =>
    [
        .. from place in AxisPlaces.All
           from reverse in Directions
           from row in new TensorCase[] { new CumulativeSum(place.Shape, place.Axis, reverse), new CumulativeProduct(place.Shape, place.Axis, reverse) }
           select row,
        .. from zeros in new double[][] { [2, 0, 3, -1], [0, 3, 0, 2], [0, 0, 0, 5] }
           from reverse in Directions
           select new CumulativeProduct([4], 0, reverse, zeros),
    ];

    private abstract class Running(string name, Shape shape, int axis, bool reverse) : TensorCase($"{name} along {axis}{(reverse ? " reverse" : "")}", shape)
    {
        protected int Axis => axis;

        protected bool Reverse => reverse;

        protected abstract double Of(IEnumerable<double> terms);

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int counted = axis < 0 ? axis + x[0].Shape.Rank : axis;
            return NaiveArray.Make(x[0].Shape, index => Of(Enumerable.Range(0, x[0].Shape[counted])
                .Where(i => reverse ? i >= index[counted] : i <= index[counted])
                .Select(i =>
                {
                    int[] other = [.. index];
                    other[counted] = i;
                    return x[0][other];
                })));
        }
    }

    private sealed class CumulativeSum(Shape shape, int axis, bool reverse) : Running("cumulativeSum", shape, axis, reverse)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].CumulativeSum(Axis, Reverse);

        protected override double Of(IEnumerable<double> terms) => terms.Sum();
    }

    private sealed class CumulativeProduct : Running
    {
        public CumulativeProduct(Shape shape, int axis, bool reverse, double[]? given = null)
            : base($"cumulativeProduct{(given is null ? "" : $" of {string.Join(' ', given)}")}", shape, axis, reverse) => Given = [given];

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].CumulativeProduct(Axis, Reverse);

        protected override double Of(IEnumerable<double> terms) => terms.Aggregate(1.0, (product, x) => product * x);
    }
}

namespace Autodiff.Tests.Tensors;

/// <summary>Sorting and the k greatest.</summary>
internal static class SortCases
{
    private static readonly bool[] Orders = [false, true];

    public static IEnumerable<TensorCase> All =>
        from place in AxisPlaces.All
        from down in Orders
        from row in new TensorCase[]
        {
            new Sort(place.Shape, place.Axis, down),
            new ArgSort(place.Shape, place.Axis, down),
            new TopK(place.Shape, place.Axis, down),
        }
        select row;

    private abstract class Ordered(string name, Shape shape, int axis, bool descending) : TensorCase($"{name} along {axis}{(descending ? " descending" : "")}", shape)
    {
        protected int Axis => axis;

        protected bool Descending => descending;

        protected int Count(Shape shape) => Math.Min(2, shape[axis]);

        /// <summary>The places in order of the elements that share all indices but one with this one.</summary>
        protected int[] Places(NaiveArray x, int[] index) => [.. descending
            ? Enumerable.Range(0, x.Shape[axis]).OrderByDescending(i => x[At(index, i)])
            : Enumerable.Range(0, x.Shape[axis]).OrderBy(i => x[At(index, i)])];

        protected int Counted(int rank) => axis < 0 ? axis + rank : axis;

        protected int[] At(int[] index, int i)
        {
            int[] other = [.. index];
            other[Counted(index.Length)] = i;
            return other;
        }
    }

    private sealed class Sort(Shape shape, int axis, bool descending) : Ordered("sort", shape, axis, descending)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].Sort(Axis, Descending);

        public override NaiveArray Expected(NaiveArray[] x) =>
            NaiveArray.Make(x[0].Shape, index => x[0][At(index, Places(x[0], index)[index[Counted(index.Length)]])]);
    }

    private sealed class ArgSort : Ordered
    {
        public ArgSort(Shape shape, int axis, bool descending) : base("argSort", shape, axis, descending)
        {
            IsDifferentiable = _ => false;
            Given = [[.. Enumerable.Range(0, shape.ElementCount).Select(i => (double)(i * 7 % 3))]]; // with ties
        }

        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].ArgSort(Axis, Descending);

        public override NaiveArray Expected(NaiveArray[] x) =>
            NaiveArray.Make(x[0].Shape, index => Places(x[0], index)[index[Counted(index.Length)]]);
    }

    private sealed class TopK(Shape shape, int axis, bool descending) : Ordered("topK", shape, axis, descending)
    {
        public override Tensor<T> Apply<T>(ReadOnlySpan<Tensor<T>> x) => x[0].TopK(Count(x[0].Shape), Axis, smallest: !Descending).Values;

        public override NaiveArray Expected(NaiveArray[] x)
        {
            int[] lengths = [.. x[0].Shape];
            lengths[Counted(lengths.Length)] = Count(x[0].Shape);
            return NaiveArray.Make(Shape.Of(lengths), index => x[0][At(index, Places(x[0], index)[index[Counted(index.Length)]])]);
        }
    }
}

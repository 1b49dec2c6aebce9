using System.Numerics;

namespace Autodiff.Tests.Tensors;

/// <summary>The ways in which the elements of one tensor can stand in memory; whatever else is there is NaN.</summary>
internal static class TensorViews
{
    public static IReadOnlyDictionary<string, Func<Shape, Layout>> All { get; } = new Dictionary<string, Func<Shape, Layout>>
    {
        ["row-major"] = Layout.RowMajor,
        ["within a larger array"] = shape => Layout.RowMajor(shape) with { Offset = 3 },
        ["transposed"] = shape => new(shape, Integers.Of([.. Enumerable.Range(0, shape.Rank).Select(axis => Product(shape.Take(axis)))]), 0),
        ["with gaps between rows"] = shape => new(shape, shape.Rank == 0 ? shape.Strides : shape.With(shape.Rank - 1, shape[-1] + 2).Strides, 1),
        ["every second element"] = shape => new(shape, Integers.Of([.. shape.Strides.Select(stride => 2 * stride)]), 1),
        ["flipped"] = shape => new(shape, Integers.Of([.. shape.Strides.Select(stride => -stride)]), Math.Max(0, shape.ElementCount - 1)),
    };

    /// <summary>A plain tensor whose elements stand as a layout says.</summary>
    public static Tensor<T> Plain<T>(NaiveArray array, Func<Shape, Layout>? layout = null) where T : IFloatingPointIeee754<T>
    {
        var view = (layout ?? Layout.RowMajor)(array.Shape);
        int[] places = [.. NaiveArray.IndicesOf(array.Shape).Select(index => view.Offset + index.Select((i, axis) => i * view.Strides[axis]).Sum())];
        var items = new T[view.Offset + places.Append(0).Max() + 2];
        items.AsSpan().Fill(T.NaN);
        for (int i = 0; i < places.Length; i++)
        {
            items[places[i]] = T.CreateChecked(array.Items[i]);
        }

        return new(new TensorNode<T> { Layout = view, Buffer = new(items) });
    }

    /// <summary>An input whose elements stand as a layout says, which no input made by the public door does.</summary>
    public static Tensor<T> Input<T>(Tape<T> tape, NaiveArray array, Func<Shape, Layout>? layout = null) where T : IFloatingPointIeee754<T>
    {
        var view = Plain<T>(array, layout);
        var input = tape.Input(Plain<T>(array));
        (input.Node.Layout, input.Node.Buffer) = (view.Layout, view.Node.Buffer);
        return input;
    }

    /// <summary>The elements in double precision.</summary>
    public static NaiveArray ToNaive<T>(this Tensor<T> tensor) where T : IFloatingPointIeee754<T> =>
        new(tensor.Shape, Array.ConvertAll(tensor.ToArray(), double.CreateChecked));

    private static int Product(IEnumerable<int> lengths) => lengths.Aggregate(1, (product, length) => product * length);
}

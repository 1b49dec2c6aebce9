using Numerics = System.Numerics.Tensors;

namespace Autodiff;

// The tensors of .NET have at least one axis, so that a single number becomes a vector of one.
public readonly partial struct Tensor<T>
{
    /// <summary>
    /// The elements as a tensor span of .NET, without a copy unless the layout is one that .NET does not know: flipped axes, or windows
    /// that overlap. Of a tensor on a tape, valid until the tape is reset.
    /// </summary>
    public Numerics.ReadOnlyTensorSpan<T> AsReadOnlyTensorSpan()
    {
        if (Rank == 0 || Count == 0)
        {
            return new(ToArray(), Lengths());
        }

        KeepElements();
        Span<nint> strides = stackalloc nint[Rank];
        return HasNumericsStrides(strides) ? new(Items, Layout.Offset, Lengths(), strides) : new(ToArray(), Lengths());
    }

    /// <summary>A copy as a tensor of .NET, whose elements can be changed.</summary>
    public Numerics.Tensor<T> ToNumericsTensor() => Numerics.Tensor.Create(ToArray(), Lengths());

    private nint[] Lengths() => Rank == 0 ? [1] : [.. Shape.Select(length => (nint)length)];

    /// <summary>The strides as .NET wants them, 0 for an axis of length 1; false when they go back or meet an element on two ways.</summary>
    private bool HasNumericsStrides(Span<nint> strides)
    {
        var layout = Layout;
        List<(nint Stride, int Length)> steps = [];
        for (int axis = 0; axis < strides.Length; axis++)
        {
            strides[axis] = layout.Shape[axis] == 1 ? 0 : layout.Strides[axis];
            if (strides[axis] < 0)
            {
                return false;
            }

            if (strides[axis] > 0)
            {
                steps.Add((strides[axis], layout.Shape[axis]));
            }
        }

        steps.Sort();
        return steps.Zip(steps.Skip(1)).All(pair => pair.First.Stride * pair.First.Length <= pair.Second.Stride);
    }
}

public static partial class Tensor
{
    /// <summary>A copy of a tensor of .NET. Its array cannot be reached from outside; who holds that array can <see cref="Share"/> it instead.</summary>
    public static Tensor<T> Of<T>(Numerics.Tensor<T> tensor) where T : System.Numerics.IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return Of(tensor.AsReadOnlyTensorSpan());
    }

    /// <summary>A copy of what a tensor span of .NET sees.</summary>
    public static Tensor<T> Of<T>(Numerics.TensorSpan<T> span) where T : System.Numerics.IFloatingPointIeee754<T> => Of(span.AsReadOnlyTensorSpan());

    /// <summary>A copy of what a tensor span of .NET sees.</summary>
    public static Tensor<T> Of<T>(Numerics.ReadOnlyTensorSpan<T> span) where T : System.Numerics.IFloatingPointIeee754<T>
    {
        int[] lengths = span.Rank == 0 ? [0] : Array.ConvertAll(span.Lengths.ToArray(), length => checked((int)length));
        var items = new T[Shape.Of(lengths).ElementCount];
        if (items.Length > 0)
        {
            span.FlattenTo(items); // throws on an empty span
        }

        return new(Shape.Of(lengths), items);
    }
}

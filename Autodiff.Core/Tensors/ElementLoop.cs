using System.Numerics;

namespace Autodiff;

/// <summary>A kernel over the elements of operands, which broadcast to the shape of the result.</summary>
internal static class ElementLoop<T> where T : IFloatingPointIeee754<T>
{
    public static void Run<TKernel>(Shape shape, ReadOnlySpan<Tensor<T>> x, Memory<T> y) where TKernel : struct, IElementKernel<T>
    {
        var layouts = default(Layouts);
        var items = default(Arrays<T>);
        for (int i = 0; i < x.Length; i++)
        {
            layouts[i] = x[i].Layout;
            items[i] = x[i].Items;
        }

        ReadOnlySpan<Layout> all = layouts;
        ReadOnlySpan<T[]> memory = items;
        Strided.Run<T, TKernel>(shape, all[..x.Length], memory[..x.Length], y);
    }
}

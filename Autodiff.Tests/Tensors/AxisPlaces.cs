namespace Autodiff.Tests.Tensors;

/// <summary>Shapes of rank 1 to 4 with each of their axes: among them empty axes and axes of length 1, and negative numbers of axes.</summary>
internal static class AxisPlaces
{
    private static readonly Shape[] Shapes =
        [[1], [4], [0], [2, 3], [1, 3], [3, 1], [0, 2], [2, 0], [2, 1, 3], [2, 0, 2], [2, 3, 1, 2], [1, 2, 0, 2], [2, 2, 3, 2]];

    public static IEnumerable<(Shape Shape, int Axis)> All =>
        from shape in Shapes
        from axis in Enumerable.Range(0, shape.Rank)
        select (shape, (axis + shape.Rank) % 2 == 0 ? axis : axis - shape.Rank);

    /// <summary>Indices for a place of this length, with equal ones among them.</summary>
    public static double[] Indices(int count, int length) => [.. Enumerable.Range(0, count).Select(i => (double)(((i * 7) + (i / 3)) % length))];
}

using System.Globalization;
using System.Numerics;
using System.Text;

namespace Autodiff.NN;

public static partial class Layers
{
    /// <summary>
    /// A table of the arrays of a layer: path, shape and number of elements, with the total. Where some are not trained, the total of those that are
    /// stands below.
    /// </summary>
    /// <param name="layer">The layer, as a rule a whole model.</param>
    public static string Summary<T>(this ILayer<T> layer) where T : IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(layer);
        Parameter<T>[] arrays = [.. layer.Parameters, .. layer.State];
        List<(string Path, string Shape, string Count)> rows = [("path", "shape", "count")];
        rows.AddRange(arrays.Select(array => (array.Path, array.Shape.ToString(), Text(array.Count))));
        rows.Add(("total", "", Text(Total(arrays))));
        if (arrays.Any(array => array.IsFrozen))
        {
            rows.Add(("trained", "", Text(Total(arrays.Where(array => !array.IsFrozen)))));
        }

        var (path, shape, count) = (rows.Max(row => row.Path.Length), rows.Max(row => row.Shape.Length), rows.Max(row => row.Count.Length));
        var table = new StringBuilder();
        foreach (var row in rows)
        {
            table.Append(row.Path.PadRight(path)).Append("  ").Append(row.Shape.PadRight(shape)).Append("  ").Append(row.Count.PadLeft(count)).Append('\n');
        }

        return table.ToString();
    }

    private static long Total<T>(IEnumerable<Parameter<T>> arrays) where T : IFloatingPointIeee754<T> => arrays.Sum(array => (long)array.Count);

    private static string Text(long count) => count.ToString(CultureInfo.InvariantCulture);
}

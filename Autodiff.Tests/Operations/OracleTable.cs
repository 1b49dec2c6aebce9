using System.Globalization;

namespace Autodiff.Tests.Operations;

/// <summary>A line of an oracle file.</summary>
internal sealed record OracleLine(string Name, double[] Operands, double Value, double[] Partials);

/// <summary>Values computed with mpmath at 50 digits and checked in.</summary>
internal static class OracleTable
{
    /// <summary>name,operands,value,partials with lists separated by semicolons: the output of catalog-values.py.</summary>
    public static IReadOnlyList<OracleLine> Catalog { get; } =
        [.. Read("catalog-values.csv").Select(cell => new OracleLine(cell[0], Numbers(cell[1].Split(';')), Number(cell[2]), Numbers(cell[3].Split(';'))))];

    /// <summary>function,x,y,value, where y may be empty.</summary>
    public static IReadOnlyList<OracleLine> Special { get; } =
        [.. Read("special-values.csv").Select(cell => new OracleLine(cell[0], Numbers([.. cell[1..3].Where(text => text.Length > 0)]), Number(cell[3]), []))];

    public static IEnumerable<string[]> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Operations", file)).Skip(1).Select(line => line.Split(','));

    private static double[] Numbers(string[] texts) => Array.ConvertAll(texts, Number);

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

using System.Reflection;

namespace Autodiff.Tests.Operations;

/// <summary>The special functions over their whole range, tails included, against mpmath.</summary>
public class SpecialFunctionTests
{
    private static IEnumerable<string> Names => OracleTable.Special.Select(line => line.Name).Distinct();

    [TestCaseSource(nameof(Names))]
    public void Oracle(string function)
    {
        var method = typeof(Functions).GetMethod(function)!.MakeGenericMethod(typeof(double));
        var failures =
            from line in OracleTable.Special
            where line.Name == function
            let actual = (double)method.Invoke(null, [.. line.Operands.Cast<object>()])!
            where !(Math.Abs(actual - line.Value) <= 1e-13 * Math.Abs(line.Value)) // what the documentation of Functions promises
            select $"{function}({string.Join(", ", line.Operands)}): expected {line.Value}, actual {actual}";
        Assert.That(failures, Is.Empty);
    }
}

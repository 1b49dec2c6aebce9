using System.Numerics;
using System.Reflection;
using Autodiff.Operations;

namespace Autodiff.Tests.Operations;

/// <summary>Every row of the catalog at every one of its samples: a new row is tested as soon as it stands there.</summary>
public class CatalogTests
{
    private static readonly Assembly Core = typeof(Catalog).Assembly;

    private static IEnumerable<TestCaseData> Checks =>
        from check in OperationChecks.All
        from row in Catalog.All
        select new TestCaseData(check.Value, row).SetArgDisplayNames(check.Key, row.Name);

    [TestCaseSource(nameof(Checks))]
    public void Row(Func<Operation, IEnumerable<string>> check, Operation row) => Assert.That(check(row), Is.Empty);

    [TestCaseSource(typeof(Catalog), nameof(Catalog.All))]
    public void Oracle(Operation row) => Assert.That(OperationChecks.OracleAgrees(row), Is.Empty);

    [Test]
    public void The_oracle_has_no_line_of_an_unknown_row() =>
        Assert.That(OracleTable.Catalog.Select(line => line.Name).Except(Catalog.All.Select(row => row.Name)), Is.Empty);

    [Test]
    public void Every_row_of_the_library_is_in_the_catalog()
    {
        Type[] kinds = [typeof(IUnaryOperation), typeof(IBinaryOperation), typeof(ITernaryOperation), typeof(INaryOperation)];
        var rows = Core.GetTypes().Where(type => type.IsValueType && type.GetInterfaces().Intersect(kinds).Any());
        Assert.That(Catalog.All.Select(row => row.GetType().GetGenericArguments().Single()), Is.EquivalentTo(rows));
    }

    [Test]
    public void Names_are_unique() => Assert.That(Catalog.All.Select(row => row.Name), Is.Unique);

    [Test]
    public void Find_names_what_there_is() =>
        Assert.That(() => Catalog.Find("sine"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("'sine'").And.Message.Contains(" sin,"));

    /// <summary>Value right, derivative wrong: the classic slip.</summary>
    [Test]
    public void A_sabotaged_row_is_caught_by_name()
    {
        var row = UnaryOperation<SabotagedSquare>.Instance;
        Assert.Multiple(() =>
        {
            foreach (var check in new[] { OperationChecks.OracleAgrees, OperationChecks.PartialsAgreeWithDifferences })
            {
                Assert.That(check(row), Is.Not.Empty.And.All.StartsWith("square("), check.Method.Name);
            }
        });
    }

    [Test]
    public void A_row_without_samples_does_not_pass_for_want_of_them() =>
        Assert.That(OperationChecks.All.Values.SelectMany(check => check(UnaryOperation<Unsampled>.Instance)), Has.One.StartsWith("unsampled: no samples"));

    [TestCaseSource(nameof(OwnRows))]
    public void A_users_own_row_passes_unchanged(Operation row) =>
        Assert.That(OperationChecks.All.Values.SelectMany(check => check(row)), Is.Empty);

    private static readonly Operation[] OwnRows = [UnaryOperation<Logit>.Instance, BinaryOperation<Harmonic>.Instance];

    public readonly struct SabotagedSquare : IUnaryOperation
    {
        public static string Name => "square";
        public static (string Value, string Derivative) Formula => ("x²", "2.001x");
        public static ReadOnlySpan<double> Samples => [-3, 0, 0.5];
        public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => x * x;
        public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(2.001) * x;
    }

    public readonly struct Unsampled : IUnaryOperation
    {
        public static string Name => "unsampled";
        public static (string Value, string Derivative) Formula => ("x²", "3x");
        public static ReadOnlySpan<double> Samples => [];
        public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => x * x;
        public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CreateChecked(3) * x;
    }

    public readonly struct Logit : IUnaryOperation
    {
        public static string Name => "logit";
        public static (string Value, string Derivative) Formula => ("log(x/(1 - x))", "1/(x (1 - x))");
        public static ReadOnlySpan<double> Samples => [0.1, 0.5, 0.75];
        public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Log(x / (T.One - x));
        public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.One / (x * (T.One - x));
    }

    public readonly struct Harmonic : IBinaryOperation
    {
        public static string Name => "harmonic";
        public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x y/(x + y)", "(z/x)²", "(z/y)²");
        public static (double X, double Y)[] Samples => [(1, 2), (-3, 0.5)];
        public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x * y / (x + y);
        public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => z / x * (z / x);
        public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => z / y * (z / y);
    }
}

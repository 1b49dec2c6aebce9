using System.Globalization;
using System.Numerics;
using Dual = Autodiff.Dual<double>;
using Real = Autodiff.Scalar<double>;

namespace Autodiff.Tests.Numbers;

/// <summary>Conversions, text, order, equality and bits of both number types, each against double.</summary>
[TestFixture(typeof(Real))]
[TestFixture(typeof(Dual))]
public class RepresentationTests<T> where T : struct, IFloatingPointIeee754<T>
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private static readonly double[] Numbers = [0, -0.0, 1.5, -300.75, 1e300, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static T Of(double x) => T.CreateChecked(x);

    private static double Plain(T x) => double.CreateChecked(x);

    [Test]
    public void Converts_from_and_to_double_without_loss([ValueSource(nameof(Numbers))] double x) => Assert.Multiple(() =>
    {
        Assert.That(Plain(T.CreateChecked(x)), Is.EqualTo(x));
        Assert.That(Plain(T.CreateSaturating(x)), Is.EqualTo(x));
        Assert.That(Plain(T.CreateTruncating(x)), Is.EqualTo(x));
        Assert.That(double.CreateSaturating(Of(x)), Is.EqualTo(x));
        Assert.That(double.CreateTruncating(Of(x)), Is.EqualTo(x));
        Assert.That(float.CreateChecked(Of(x)), Is.EqualTo((float)x));
        Assert.That(Plain(T.CreateChecked((float)x)), Is.EqualTo((float)x));
        Assert.That(T.CreateChecked(Of(x)), Is.EqualTo(Of(x)));
    });

    [Test]
    public void Converts_to_int_as_double_does() => Assert.Multiple(() =>
    {
        Assert.That(Plain(T.CreateChecked(7)), Is.EqualTo(7));
        Assert.That(int.CreateChecked(Of(-7.9)), Is.EqualTo(-7));
        Assert.That(() => int.CreateChecked(Of(1e10)), Throws.TypeOf<OverflowException>());
        Assert.That(int.CreateSaturating(Of(1e10)), Is.EqualTo(int.MaxValue));
        Assert.That(byte.CreateSaturating(Of(-3)), Is.Zero);
        Assert.That(int.CreateTruncating(Of(1e10)), Is.EqualTo(int.CreateTruncating(1e10)));
    });

    [Test]
    public void Text_goes_there_and_back([ValueSource(nameof(Numbers))] double x) => Assert.Multiple(() =>
    {
        string text = Of(x).ToString()!;
        Assert.That(text, Is.EqualTo(x.ToString(Culture)));
        Assert.That(Plain(T.Parse(text, Culture)), Is.EqualTo(x));
        Assert.That(Plain(T.Parse(text.AsSpan(), Culture)), Is.EqualTo(x));
        Assert.That(Plain(T.Parse(text, NumberStyles.Float, Culture)), Is.EqualTo(x));
        Assert.That(Plain(T.Parse(text.AsSpan(), NumberStyles.Float, Culture)), Is.EqualTo(x));
        Assert.That(T.TryParse(text, Culture, out T parsed) && T.TryParse(text.AsSpan(), NumberStyles.Float, Culture, out parsed), Is.True);
        Assert.That(Plain(parsed), Is.EqualTo(x));
    });

    [Test]
    public void Formats_as_double_does() => Assert.Multiple(() =>
    {
        Assert.That(Of(1234.5).ToString("N2", Culture), Is.EqualTo("1,234.50"));
        Assert.That(string.Create(Culture, $"{Of(1234.5):e3}"), Is.EqualTo("1.234e+003"));
        Assert.That(Of(1).TryFormat(Span<char>.Empty, out int written, "", Culture), Is.False);
        Assert.That(written, Is.Zero);
        Assert.That(() => T.Parse("one", Culture), Throws.TypeOf<FormatException>());
        Assert.That(T.TryParse("one", Culture, out _), Is.False);
    });

    [Test]
    public void Compares_as_double_does() => Assert.Multiple(() =>
    {
        foreach (double x in Numbers)
        {
            foreach (double y in Numbers)
            {
                var (a, b) = (Of(x), Of(y));
                Assert.That((a < b, a <= b, a > b, a >= b, a == b, a != b), Is.EqualTo((x < y, x <= y, x > y, x >= y, x == y, x != y)), $"{x}, {y}");
                Assert.That(a.CompareTo(b), Is.EqualTo(x.CompareTo(y)), $"{x}, {y}");
                Assert.That(((IComparable)a).CompareTo(b), Is.EqualTo(x.CompareTo(y)), $"{x}, {y}");
                Assert.That(a.Equals(b), Is.EqualTo(x.Equals(y)), $"{x}, {y}");
                Assert.That(a.Equals((object)b), Is.EqualTo(x.Equals(y)), $"{x}, {y}");
                Assert.That(!a.Equals(b) || a.GetHashCode() == b.GetHashCode(), Is.True, $"{x}, {y}");
            }
        }

        Assert.That(((IComparable)Of(1)).CompareTo(null), Is.EqualTo(1));
        Assert.That(() => ((IComparable)Of(1)).CompareTo("1"), Throws.ArgumentException.With.Message.Contains("String"));
        Assert.That(Of(1).Equals("1"), Is.False);
    });

    [Test]
    public void Has_the_bits_of_double([ValueSource(nameof(Numbers))] double x) => Assert.That(Bits(Of(x)), Is.EqualTo(Bits(x)));

    private static List<string> Bits<TNumber>(TNumber x) where TNumber : IFloatingPointIeee754<TNumber>
    {
        var bytes = new byte[16];
        string Written(int count) => Convert.ToHexString(bytes, 0, count);
        return
        [
            Written(x.WriteExponentBigEndian(bytes)),
            Written(x.WriteExponentLittleEndian(bytes)),
            Written(x.WriteSignificandBigEndian(bytes)),
            Written(x.WriteSignificandLittleEndian(bytes)),
            $"{x.GetExponentByteCount()} {x.GetExponentShortestBitLength()} {x.GetSignificandBitLength()} {x.GetSignificandByteCount()}",
            $"{TNumber.Radix} {TNumber.IsCanonical(x)} {TNumber.IsComplexNumber(x)} {TNumber.IsImaginaryNumber(x)}",
            $"{TNumber.AdditiveIdentity} {TNumber.MultiplicativeIdentity}",
        ];
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Operations;

/// <summary>|x|. Convention: the derivative at 0 is 0.</summary>
internal readonly struct Abs : IUnaryOperation
{
    public static string Name => "abs";
    public static (string Value, string Derivative) Formula => ("|x|", "sign x");
    public static ReadOnlySpan<double> Samples => [-2, 0.5, 3];
    public static (double X, double Derivative)[] Kinks => [(0, 0)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Abs(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => Functions.Sign(x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Abs();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x.Sign();
}

/// <summary>-1, 0 or 1. The derivative is 0 everywhere, the jump included.</summary>
internal readonly struct Sign : IUnaryOperation
{
    public static string Name => "sign";
    public static (string Value, string Derivative) Formula => ("sign x", "0");
    public static ReadOnlySpan<double> Samples => [-2, 0.5, 3];
    public static (double X, double Derivative)[] Kinks => [(0, 0)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => x == T.Zero || T.IsNaN(x) ? x : T.CopySign(T.One, x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Zero;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => x.Sign();
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(0);
}

/// <summary>The greater. Convention: a tie is shared half and half.</summary>
internal readonly struct Max : IBinaryOperation
{
    public static string Name => "max";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("max(x, y)", "1 if x > y else ½ if x = y else 0", "1 if y > x else ½ if x = y else 0");
    public static (double X, double Y)[] Samples => [(2, 3), (3, -2)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(1, 1, 0.5, 0.5)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Max(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Share.Of(x, y);
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Share.Of(y, x);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x.Max(y);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => Share.OfMany(x, y);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => Share.OfMany(y, x);
}

/// <summary>The smaller. Convention: a tie is shared half and half.</summary>
internal readonly struct Min : IBinaryOperation
{
    public static string Name => "min";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("min(x, y)", "1 if x < y else ½ if x = y else 0", "1 if y < x else ½ if x = y else 0");
    public static (double X, double Y)[] Samples => [(2, 3), (3, -2)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(1, 1, 0.5, 0.5)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Min(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Share.Of(y, x);
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Share.Of(x, y);

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x.Min(y);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => Share.OfMany(y, x);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => Share.OfMany(x, y);
}

/// <summary>
/// min(max(x, y), z): x kept between y and z; bounds that cross, as learned ones may, give the upper one, as NumPy does.
/// Convention: on a boundary all goes to x. The partial by x is 1 inside and on the boundary, 0 outside; by y it is 1 below, by
/// z 1 above and wherever the bounds cross.
/// </summary>
internal readonly struct Clamp : ITernaryOperation
{
    public static string Name => "clamp";
    public static (string Value, string DerivativeX, string DerivativeY, string DerivativeZ) Formula => (
        "clamp(x, y, z)",
        "0 if x < y else 0 if x > z else 1",
        "0 if y > z else 1 if x < y else 0",
        "1 if y > z else 1 if x > z else 0");
    public static (double X, double Y, double Z)[] Samples => [(0.5, 0, 1), (-2, 0, 1), (3, 0, 1), (0.5, 2, -1)];
    public static (double X, double Y, double Z, double DerivativeX, double DerivativeY, double DerivativeZ)[] Kinks =>
        [(0, 0, 1, 1, 0, 0), (1, 0, 1, 1, 0, 0), (2, 2, 2, 1, 0, 0), (1, 2, 2, 0, 1, 0), (3, 2, 2, 0, 0, 1), (2, 2, 1, 0, 0, 1), (1, 2, 1, 0, 0, 1)];
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.Min(T.Max(x, y), z);
    public static T DerivativeX<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => x < y || x > z ? T.Zero : T.One; // one of which holds where the bounds cross
    public static T DerivativeY<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => x < y && !(y > z) ? T.One : T.Zero;
    public static T DerivativeZ<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => x > z || y > z ? T.One : T.Zero;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => x.Max(y).Min(z);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(y.Exceeds(x), TNumber.Constant(0), TNumber.Where(x.Exceeds(z), TNumber.Constant(0), TNumber.Constant(1)));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(y.Exceeds(x), TNumber.Where(y.Exceeds(z), TNumber.Constant(0), TNumber.Constant(1)), TNumber.Constant(0));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeZ<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(z), TNumber.Constant(1), TNumber.Where(y.Exceeds(z), TNumber.Constant(1), TNumber.Constant(0)));
}

/// <summary>The greatest whole number not above x. The derivative is 0 everywhere, jumps included.</summary>
internal readonly struct Floor : IUnaryOperation
{
    public static string Name => "floor";
    public static (string Value, string Derivative) Formula => ("floor x", "0");
    public static ReadOnlySpan<double> Samples => [-1.5, 0.25, 2.75];
    public static (double X, double Derivative)[] Kinks => [(1, 0)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Floor(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Zero;
}

/// <summary>The smallest whole number not below x. The derivative is 0 everywhere, jumps included.</summary>
internal readonly struct Ceiling : IUnaryOperation
{
    public static string Name => "ceiling";
    public static (string Value, string Derivative) Formula => ("ceiling x", "0");
    public static ReadOnlySpan<double> Samples => [-1.5, 0.25, 2.75];
    public static (double X, double Derivative)[] Kinks => [(1, 0)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Ceiling(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Zero;
}

/// <summary>The nearest whole number, ties to even. The derivative is 0 everywhere, jumps included.</summary>
internal readonly struct Round : IUnaryOperation
{
    public static string Name => "round";
    public static (string Value, string Derivative) Formula => ("round x", "0");
    public static ReadOnlySpan<double> Samples => [-1.25, 0.25, 2.75];
    public static (double X, double Derivative)[] Kinks => [(0.5, 0)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Round(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Zero;
}

/// <summary>The whole part. The derivative is 0 everywhere, jumps included.</summary>
internal readonly struct Truncate : IUnaryOperation
{
    public static string Name => "truncate";
    public static (string Value, string Derivative) Formula => ("truncate x", "0");
    public static ReadOnlySpan<double> Samples => [-1.5, 0.25, 2.75];
    public static (double X, double Derivative)[] Kinks => [(1, 0)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.Truncate(x);
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Zero;
}

/// <summary>|x| with the sign of y. Convention: the partial by x is 0 at x = 0.</summary>
internal readonly struct CopySign : IBinaryOperation
{
    public static string Name => "copySign";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("copySign(x, y)", "sign x copySign(1, y)", "0");
    public static (double X, double Y)[] Samples => [(2, -3), (-2, -3), (-2, 3)];
    public static (double X, double Y, double DerivativeX, double DerivativeY)[] Kinks => [(0, -1, 0, 0)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.CopySign(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => Functions.Sign(x) * T.CopySign(T.One, y);
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.Zero;
}

/// <summary>1 for x &gt; 0, else 0. The derivative is 0 everywhere, the jump included.</summary>
internal readonly struct UnitStep : IUnaryOperation
{
    public static string Name => "step";
    public static (string Value, string Derivative) Formula => ("1 if x > 0 else 0", "0");
    public static ReadOnlySpan<double> Samples => [-2, 0.5, 3];
    public static (double X, double Derivative)[] Kinks => [(0, 0)];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => x > T.Zero ? T.One : T.Zero;
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Zero;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => TNumber.Where(x.Exceeds(0), TNumber.Constant(1), TNumber.Constant(0));
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(0);
}

/// <summary>The part of the adjoint that an operand of max receives: all, half in a tie, none. NaN takes none.</summary>
internal static class Share
{
    public static T Of<T>(T x, T other) where T : IFloatingPointIeee754<T> =>
        x > other ? T.One : x == other ? T.CreateChecked(0.5) : T.Zero;

    /// <summary>The same of many numbers at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber OfMany<TNumber>(TNumber x, TNumber other) where TNumber : struct, IPointwise<TNumber> =>
        TNumber.Where(x.Exceeds(other), TNumber.Constant(1), TNumber.Where(x.EqualTo(other), TNumber.Constant(0.5), TNumber.Constant(0)));
}

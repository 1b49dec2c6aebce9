using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autodiff.Operations;

/// <summary>x + y.</summary>
internal readonly struct Add : IBinaryOperation
{
    public static string Name => "add";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x + y", "1", "1");
    public static (double X, double Y)[] Samples => [(2, 3), (-1.5, 0.25), (0, 0)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x + y;
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.One;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.One;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x + y;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(1);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(1);
}

/// <summary>x - y.</summary>
internal readonly struct Subtract : IBinaryOperation
{
    public static string Name => "subtract";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x - y", "1", "-1");
    public static (double X, double Y)[] Samples => [(2, 3), (-1.5, 0.25), (0, 0)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x - y;
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.One;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => -T.One;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x - y;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(1);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(-1);
}

/// <summary>x y.</summary>
internal readonly struct Multiply : IBinaryOperation
{
    public static string Name => "multiply";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x y", "y", "x");
    public static (double X, double Y)[] Samples => [(2, 3), (-1.5, 0.25), (0, 2)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x * y;
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => y;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => x;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x * y;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => y;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => x;
}

/// <summary>x / y.</summary>
internal readonly struct Divide : IBinaryOperation
{
    public static string Name => "divide";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("x / y", "1/y", "-x y^-2");
    public static (double X, double Y)[] Samples => [(2, 3), (-1.5, 0.25), (0, 2)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x / y;
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.One / y;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => -z / y;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => x / y;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => 1.0 / y;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => -z / y;
}

/// <summary>-x.</summary>
internal readonly struct Negate : IUnaryOperation
{
    public static string Name => "negate";
    public static (string Value, string Derivative) Formula => ("-x", "-1");
    public static ReadOnlySpan<double> Samples => [-2, 0, 3];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => -x;
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => -T.One;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => -x;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(-1);
}

/// <summary>1/x.</summary>
internal readonly struct Reciprocal : IUnaryOperation
{
    public static string Name => "reciprocal";
    public static (string Value, string Derivative) Formula => ("1/x", "-1/x²");
    public static ReadOnlySpan<double> Samples => [-2, 0.25, 3];
    public static T Value<T>(T x) where T : IFloatingPointIeee754<T> => T.One / x;
    public static T Derivative<T>(T x, T y) where T : IFloatingPointIeee754<T> => -y * y;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x) where TNumber : struct, IPointwise<TNumber> => 1.0 / x;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivative<TNumber>(TNumber x, TNumber y) where TNumber : struct, IPointwise<TNumber> => -y * y;
}

/// <summary>x - y truncate(x/y), the sign of x (C#'s <c>%</c>). Piecewise linear; jumps have the slope of their piece.</summary>
internal readonly struct Remainder : IBinaryOperation
{
    public static string Name => "remainder";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("remainder(x, y)", "1", "-(x - z)/y");
    public static (double X, double Y)[] Samples => [(7.5, 2), (-7.5, 2), (5, -3)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => x % y;
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.One;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => -T.Round((x - z) / y);
}

/// <summary>x - y round(x/y), the remainder of IEEE 754. Piecewise linear; jumps have the slope of their piece.</summary>
internal readonly struct IeeeRemainder : IBinaryOperation
{
    public static string Name => "ieeeRemainder";
    public static (string Value, string DerivativeX, string DerivativeY) Formula => ("ieeeRemainder(x, y)", "1", "-(x - z)/y");
    public static (double X, double Y)[] Samples => [(7.5, 2), (-7.25, 2), (5, -3)];
    public static T Value<T>(T x, T y) where T : IFloatingPointIeee754<T> => T.Ieee754Remainder(x, y);
    public static T DerivativeX<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.One;
    public static T DerivativeY<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => -T.Round((x - z) / y);
}

/// <summary>x y + z, rounded once.</summary>
internal readonly struct MultiplyAdd : ITernaryOperation
{
    public static string Name => "multiplyAdd";
    public static (string Value, string DerivativeX, string DerivativeY, string DerivativeZ) Formula => ("x y + z", "y", "x", "1");
    public static (double X, double Y, double Z)[] Samples => [(2, 3, 4), (-1.5, 0.25, 10)];
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.FusedMultiplyAdd(x, y, z);
    public static T DerivativeX<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => y;
    public static T DerivativeY<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => x;
    public static T DerivativeZ<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => T.One;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.FusedMultiplyAdd(x, y, z);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => y;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => x;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeZ<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => TNumber.Constant(1);
}

/// <summary>x (1 - z) + y z, the linear interpolation.</summary>
internal readonly struct Lerp : ITernaryOperation
{
    public static string Name => "lerp";
    public static (string Value, string DerivativeX, string DerivativeY, string DerivativeZ) Formula => ("x (1 - z) + y z", "1 - z", "z", "y - x");
    public static (double X, double Y, double Z)[] Samples => [(2, 3, 0.25), (-1.5, 4, 0.75)];
    public static T Value<T>(T x, T y, T z) where T : IFloatingPointIeee754<T> => T.FusedMultiplyAdd(x, T.One - z, y * z);
    public static T DerivativeX<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => T.One - z;
    public static T DerivativeY<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => z;
    public static T DerivativeZ<T>(T x, T y, T z, T w) where T : IFloatingPointIeee754<T> => y - x;

    public static bool IsPointwise => true;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseValue<TNumber>(TNumber x, TNumber y, TNumber z) where TNumber : struct, IPointwise<TNumber> => TNumber.FusedMultiplyAdd(x, 1.0 - z, y * z);
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeX<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => 1.0 - z;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeY<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => z;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TNumber PointwiseDerivativeZ<TNumber>(TNumber x, TNumber y, TNumber z, TNumber w) where TNumber : struct, IPointwise<TNumber> => y - x;
}

using System.Numerics;
using System.Numerics.Tensors;

namespace Autodiff;

/// <summary>What the factorizations do to rows of a row-major matrix.</summary>
internal static class MatrixRows
{
    /// <summary>The distance from 1 to the next number: 2⁻⁵² for double. (T.Epsilon is the smallest positive number.)</summary>
    public static T Precision<T>() where T : IFloatingPointIeee754<T> => T.BitIncrement(T.One) - T.One;

    /// <summary>
    /// Whether T is a plain number. Others, such as dual numbers, carry a derivative along with the value: an iteration must then not end
    /// because a value is negligible, for its derivative may not be.
    /// </summary>
    public static bool IsPlain<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(Half);

    /// <summary>y + factor x, into y.</summary>
    public static void AddScaled<T>(Span<T> y, T factor, ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> =>
        TensorPrimitives.MultiplyAdd(x, factor, y, y);

    /// <summary>(c x - s y, s x + c y), into x and y: a plane rotation.</summary>
    public static void Rotate<T>(Span<T> x, Span<T> y, T c, T s) where T : IFloatingPointIeee754<T>
    {
        y = y[..x.Length];
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            var (cosine, sine) = (new Vector<T>(c), new Vector<T>(s));
            for (; i <= x.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var (p, q) = (new Vector<T>(x[i..]), new Vector<T>(y[i..]));
                ((cosine * p) - (sine * q)).CopyTo(x[i..]);
                ((sine * p) + (cosine * q)).CopyTo(y[i..]);
            }
        }

        for (; i < x.Length; i++)
        {
            (x[i], y[i]) = ((c * x[i]) - (s * y[i]), (s * x[i]) + (c * y[i]));
        }
    }

    /// <summary>Exchanges x and y.</summary>
    public static void Swap<T>(Span<T> x, Span<T> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (y[i], x[i]);
        }
    }

    /// <summary>The (columns, rows) transpose of a (rows, columns) matrix; the rows of each lie its stride apart.</summary>
    public static void Transpose<T>(ReadOnlySpan<T> a, int stride, int rows, int columns, Span<T> transpose, int transposeStride)
    {
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> row = a.Slice(i * stride, columns);
            for (int j = 0; j < columns; j++)
            {
                transpose[(j * transposeStride) + i] = row[j];
            }
        }
    }

    /// <summary>√Σ xᵢ², without overflow or underflow of the squares.</summary>
    public static T Norm<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T>
    {
        T squares = TensorPrimitives.SumOfSquares(x);
        T precision = Precision<T>();
        if (T.IsFinite(squares) && squares > T.Epsilon / (precision * precision))
        {
            return T.Sqrt(squares);
        }

        T scale = Largest(x);
        if (scale == T.Zero || !T.IsFinite(scale))
        {
            return scale;
        }

        squares = T.Zero;
        foreach (T entry in x)
        {
            squares += entry / scale * (entry / scale);
        }

        return scale * T.Sqrt(squares);
    }

    /// <summary>max |xᵢ|, NaN if one of them is, 0 if there are none.</summary>
    public static T Largest<T>(ReadOnlySpan<T> x) where T : IFloatingPointIeee754<T> =>
        x.IsEmpty ? T.Zero : T.Abs(TensorPrimitives.MaxMagnitude(x));

    /// <summary>⌊log₂ |x|⌋ of a finite x other than 0. By way of double, for Half.ILogB of a subnormal number is too small by 16 (.NET 10).</summary>
    public static int Exponent<T>(T x) where T : IFloatingPointIeee754<T> => Math.ILogB(double.CreateChecked(x));

    /// <summary>Turns the vector so that its component of largest magnitude, the first of equals, is positive; says whether it did.</summary>
    public static bool FixSign<T>(Span<T> x) where T : IFloatingPointIeee754<T>
    {
        int largest = 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (T.Abs(x[i]) > T.Abs(x[largest]))
            {
                largest = i;
            }
        }

        if (x.IsEmpty || !(x[largest] < T.Zero))
        {
            return false;
        }

        TensorPrimitives.Negate(x, x);
        return true;
    }
}

using System.Numerics;

namespace Autodiff;

/// <summary>Running results along one axis of row-major arrays: each from the one before, or, in reverse, from the one after.</summary>
internal readonly struct Scan
{
    private readonly int outer;
    private readonly int length;
    private readonly int inner;
    private readonly int first; // the place along the axis from which the scan starts
    private readonly int step;

    public Scan(Shape shape, int axis, bool reverse)
    {
        outer = 1;
        inner = 1;
        length = shape.Lengths[axis];
        for (int i = 0; i < shape.Rank; i++)
        {
            outer *= i < axis ? shape.Lengths[i] : 1;
            inner *= i > axis ? shape.Lengths[i] : 1;
        }

        first = reverse ? length - 1 : 0;
        step = reverse ? -1 : 1;
    }

    /// <summary>yᵢ = yᵢ₋₁ ∘ xᵢ.</summary>
    public void Run<T, TReducer>(ReadOnlySpan<T> x, Span<T> y)
        where T : IFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        for (int part = 0; part < outer; part++)
        {
            for (int i = 0; i < length; i++)
            {
                var (own, before) = Places(part, i);
                if (i == 0)
                {
                    x.Slice(own, inner).CopyTo(y[own..]);
                }
                else if (inner == 1)
                {
                    y[own] = TReducer.Join(y[before], x[own]);
                }
                else
                {
                    y.Slice(before, inner).CopyTo(y[own..]);
                    RowJoins<T, TReducer>.Join(x.Slice(own, inner), y.Slice(own, inner));
                }
            }
        }
    }

    /// <summary>yᵢ = vᵢ + aᵢ yᵢ₋₁, or vᵢ + aᵢ₋₁ yᵢ₋₁.</summary>
    /// <param name="a">The coefficients.</param>
    /// <param name="v">What is added.</param>
    /// <param name="fromBefore">True when a coefficient stands at the place before, with the element it multiplies.</param>
    /// <param name="y">The results.</param>
    public void Recurrence<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> v, bool fromBefore, Span<T> y) where T : IFloatingPointIeee754<T>
    {
        for (int part = 0; part < outer; part++)
        {
            for (int i = 0; i < length; i++)
            {
                var (own, before) = Places(part, i);
                if (i == 0)
                {
                    v.Slice(own, inner).CopyTo(y[own..]);
                    continue;
                }

                int coefficient = fromBefore ? before : own;
                for (int k = 0; k < inner; k++)
                {
                    y[own + k] = v[own + k] + ChainRule.Product(a[coefficient + k], y[before + k]);
                }
            }
        }
    }

    /// <summary>yᵢ = xᵢ₋₁, and at the start a number.</summary>
    public void Shift<T>(ReadOnlySpan<T> x, T start, Span<T> y)
    {
        for (int part = 0; part < outer; part++)
        {
            for (int i = 0; i < length; i++)
            {
                var (own, before) = Places(part, i);
                if (i == 0)
                {
                    y.Slice(own, inner).Fill(start);
                }
                else
                {
                    x.Slice(before, inner).CopyTo(y[own..]);
                }
            }
        }
    }

    /// <summary>Where the elements of a step start, and those of the step before.</summary>
    private (int Own, int Before) Places(int part, int i)
    {
        int own = ((part * length) + first + (i * step)) * inner;
        return (own, own - (step * inner));
    }
}

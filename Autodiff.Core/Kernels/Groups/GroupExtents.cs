using System.Numerics;

namespace Autodiff;

/// <summary>A row-major array of the axes (outer, length, inner), the middle of which holds the groups.</summary>
internal readonly record struct GroupExtents(int Outer, int Length, int Inner)
{
    private const int Longest = 1 << 14; // the work on longer groups is shared among threads, and sums one by one would lose digits
    private const int FewestColumns = 16; // fewer fill no register

    /// <summary>True when groups over these axes can be computed by themselves: the axes are neighbours, and the groups rows or many columns.</summary>
    public static bool Fit<T>(Shape shape, AxisSet axes) where T : IFloatingPointIeee754<T>
    {
        if ((typeof(T) != typeof(float) && typeof(T) != typeof(double)) || shape.ElementCount == 0)
        {
            return false;
        }

        var its = Of(shape, axes);
        return its.Length <= Longest && (its.Inner == 1 || its.Inner >= FewestColumns) && (long)its.Outer * its.Length * its.Inner == shape.ElementCount;
    }

    /// <summary>Of axes that are neighbours; else the product is more than the elements.</summary>
    public static GroupExtents Of(Shape shape, AxisSet axes)
    {
        var (outer, length, inner) = (1, 1, 1);
        bool passed = false;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            int its = shape.Lengths[axis];
            if (!axes.Contains(axis))
            {
                (outer, inner) = passed ? (outer, inner * its) : (outer * its, inner);
            }
            else if (inner > 1)
            {
                return new(0, 0, 0);
            }
            else
            {
                length *= its;
                passed = true;
            }
        }

        return new(outer, length, inner);
    }

    /// <summary>Runs a kernel over the groups; <paramref name="steps"/> is the work on one number.</summary>
    public void Run<T, TKernel>(ReadOnlyMemory<T> x, ReadOnlyMemory<T> y, Memory<T> result, int steps, TKernel kernel)
        where T : IFloatingPointIeee754<T>
        where TKernel : struct, IGroupKernel<T>
    {
        if (Inner == 1)
        {
            Workers.RunRange(Outer, (long)steps * Length, new GroupRows<T, TKernel>(x, y, result, Length, kernel));
        }
        else
        {
            int blocks = Inner / FewestColumns;
            Workers.RunRange(Outer * blocks, (long)steps * Length * FewestColumns, new GroupColumns<T, TKernel>(x, y, result, this, blocks, FewestColumns, kernel));
        }
    }
}

using System.Numerics;

namespace Autodiff;

/// <summary>(x - mean) / √(variance + ε) of groups, and what adjoints of it add to those of x, in one visit of each group.</summary>
internal static class StandardizationKernel
{
    private const int Steps = 1;

    public static void Run<T>(GroupExtents extents, ReadOnlyMemory<T> x, T epsilon, Memory<T> result) where T : IFloatingPointIeee754<T> =>
        extents.Run(x, default, result, Steps, new StandardizeGroups<T>(extents.Length, epsilon));

    public static void Pullback<T>(GroupExtents extents, ReadOnlyMemory<T> x, ReadOnlyMemory<T> adjoint, T epsilon, Memory<T> result) where T : IFloatingPointIeee754<T> =>
        extents.Run(x, adjoint, result, Steps, new StandardizeAdjointGroups<T>(extents.Length, epsilon));
}

namespace Autodiff.Tests.Tensors;

/// <summary>All rows, by family. A new operation is one more row.</summary>
internal static class TensorCases
{
    public static IEnumerable<TensorCase> All =>
    [
        .. ElementwiseCases.All,
        .. LinearAlgebraCases.All,
        .. ShapeCases.All,
        .. IndexingCases.All,
        .. GatherCases.All,
        .. EinsumCases.All,
        .. ElementRowCases.All,
        .. MaskCases.All,
        .. ProductCases.All,
        .. ReductionCases.All,
        .. ScanCases.All,
        .. SortCases.All,
        .. WindowCases.All,
    ];
}

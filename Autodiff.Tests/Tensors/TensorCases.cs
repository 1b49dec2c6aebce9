namespace Autodiff.Tests.Tensors;

/// <summary>All rows, by family. A new operation is one more row.</summary>
internal static class TensorCases
{
    public static IEnumerable<TensorCase> All =>
    [
        .. EinsumCases.All,
        .. ElementRowCases.All,
        .. ElementwiseCases.All,
        .. GatherCases.All,
        .. IndexingCases.All,
        .. LinearAlgebraCases.All,
        .. MaskCases.All,
        .. ProductCases.All,
        .. ReductionCases.All,
        .. ScanCases.All,
        .. ShapeCases.All,
        .. SortCases.All,
        .. WindowCases.All,
    ];
}

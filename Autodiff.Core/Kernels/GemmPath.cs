namespace Autodiff;

/// <summary>The widths of vector the matrix product is written for. Any path is correct on any machine; one is the fast one.</summary>
internal enum GemmPath
{
    Scalar,
    Vector128,
    Vector256,
    Vector512,
}

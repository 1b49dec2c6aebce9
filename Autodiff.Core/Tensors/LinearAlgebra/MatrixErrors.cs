using System.Diagnostics.CodeAnalysis;

namespace Autodiff;

/// <summary>Matrices on which an algorithm cannot go on; the shapes fit, the numbers do not.</summary>
internal static class MatrixErrors
{
    [DoesNotReturn]
    public static void Singular(string operation, Shape shape, int matrix, int pivot) => throw new ArithmeticException(
        $"{operation}: {Which(shape, matrix)} is singular, for pivot {pivot} is 0 (counted from 0). Multiply by PseudoInverse instead, or add a small multiple of the identity.");

    [DoesNotReturn]
    public static void SingularTriangle(string operation, Shape shape, int matrix, int place) => throw new ArithmeticException(
        $"{operation}: {Which(shape, matrix)} is singular, for element {place} of its diagonal is 0 (counted from 0). Say unitDiagonal if the diagonal is meant to be ones; a factor of a singular matrix has no inverse.");

    [DoesNotReturn]
    public static void Dependent(string operation, Shape shape, int matrix, int column) => throw new ArithmeticException(
        $"{operation}: {Which(shape, matrix)}, the factor R, has a 0 but for rounding as element {column} of its diagonal (counted from 0), for column {column} of A depends on those before. Use PseudoInverse, which needs no independent columns, or leave that column out.");

    [DoesNotReturn]
    public static void NotPositive(string operation, Shape shape, int matrix, int pivot) => throw new ArithmeticException(
        $"{operation}: {Which(shape, matrix)} is not positive definite, for pivot {pivot} is not positive (counted from 0). Look for a wrong sign or NaN in it; a covariance that is so only by rounding needs a small multiple of the identity added.");

    private static string Which(Shape shape, int matrix) => shape.Rank == 2
        ? $"the matrix of shape {shape}"
        : $"matrix {matrix} of the batch of shape {shape}";
}

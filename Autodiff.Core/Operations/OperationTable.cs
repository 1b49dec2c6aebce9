namespace Autodiff;

/// <summary>From the code of an entry to its operation. Codes are handed out once per process and never change.</summary>
internal static class OperationTable
{
    /// <summary>The code of an independent variable.</summary>
    public const int Input = -1;

    /// <summary>The code of an entry whose value and partials came from the user, without a row.</summary>
    public const int Opaque = -2;

    /// <summary>As <see cref="Opaque"/>, but with partials known to be the same wherever the operands are.</summary>
    public const int Linear = -3;

    /// <summary>The code of an entry of a tensor: an input, an operation, or a stack of scalars, as its node says.</summary>
    public const int Tensor = -4;

    /// <summary>The code of a scalar that is an element of a tensor.</summary>
    public const int Element = -5;

    private static readonly Lock Gate = new();
    private static Operation[] operations = [];

    public static int Add(Operation operation)
    {
        lock (Gate)
        {
            operations = [.. operations, operation];
            return operations.Length - 1;
        }
    }

    public static Operation? Find(int code) => code < 0 ? null : operations[code];
}

namespace Autodiff.NN;

/// <summary>How numbers are stored in a file.</summary>
public enum NumberFormat
{
    /// <summary>IEEE 754 binary64, double.</summary>
    F64,

    /// <summary>IEEE 754 binary32, float.</summary>
    F32,

    /// <summary>IEEE 754 binary16, Half.</summary>
    F16,

    /// <summary>The upper half of a binary32.</summary>
    BF16,

    /// <summary>Whole numbers of 64 bits; read only.</summary>
    I64,

    /// <summary>Whole numbers of 32 bits; read only.</summary>
    I32,

    /// <summary>Bytes; read only.</summary>
    U8,

    /// <summary>Bytes, 0 for false; read only.</summary>
    Bool,
}

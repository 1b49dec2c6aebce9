using System.Buffers.Binary;
using System.Numerics;

namespace Autodiff.NN;

/// <summary>Numbers from and to bytes, the least significant first.</summary>
internal static class NumberFormats
{
    private static readonly string[] Unsupported =
        ["F4", "F6_E2M3", "F6_E3M2", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "I8", "I16", "U16", "U32", "U64", "C64"];

    /// <summary>The format of a type's own bits.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static NumberFormat Of<T>()
    {
        if (typeof(T) == typeof(double))
        {
            return NumberFormat.F64;
        }

        if (typeof(T) == typeof(float))
        {
            return NumberFormat.F32;
        }

        return typeof(T) == typeof(Half)
            ? NumberFormat.F16
            : throw new NotSupportedException($"Files have no format for numbers of the type {typeof(T)}. Name one, or use double, float or Half.");
    }

    /// <summary>The format by its name in a file.</summary>
    /// <exception cref="NotSupportedException">It exists, but is not read here.</exception>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static NumberFormat Parse(string dtype) => dtype switch
    {
        "F64" => NumberFormat.F64,
        "F32" => NumberFormat.F32,
        "F16" => NumberFormat.F16,
        "BF16" => NumberFormat.BF16,
        "I64" => NumberFormat.I64,
        "I32" => NumberFormat.I32,
        "U8" => NumberFormat.U8,
        "BOOL" => NumberFormat.Bool,
        _ when Unsupported.Contains(dtype) => throw new NotSupportedException(
            $"Numbers of the type {dtype} are not read. Convert the file to F64, F32, F16, BF16, I64, I32, U8 or BOOL."),
        _ => throw new InvalidDataException($"There is no type of numbers \"{dtype}\"."),
    };

    /// <summary>The bytes of a number.</summary>
    public static int Size(this NumberFormat format) => format switch
    {
        NumberFormat.F64 or NumberFormat.I64 => 8,
        NumberFormat.F32 or NumberFormat.I32 => 4,
        NumberFormat.F16 or NumberFormat.BF16 => 2,
        _ => 1,
    };

    /// <summary>A number, rounded where T does not hold it.</summary>
    public static T Read<T>(this NumberFormat format, ReadOnlySpan<byte> bytes) where T : IFloatingPointIeee754<T> => format switch
    {
        NumberFormat.F64 => T.CreateChecked(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        NumberFormat.F32 => T.CreateChecked(BinaryPrimitives.ReadSingleLittleEndian(bytes)),
        NumberFormat.F16 => T.CreateChecked(BinaryPrimitives.ReadHalfLittleEndian(bytes)),
        NumberFormat.BF16 => T.CreateChecked(BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
        NumberFormat.I64 => T.CreateChecked(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        NumberFormat.I32 => T.CreateChecked(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        NumberFormat.U8 => T.CreateChecked(bytes[0]),
        _ => bytes[0] == 0 ? T.Zero : T.One,
    };

    /// <summary>The bytes of a number, rounded where the format does not hold it.</summary>
    public static void Write<T>(this NumberFormat format, T number, Span<byte> bytes) where T : IFloatingPointIeee754<T>
    {
        switch (format)
        {
            case NumberFormat.F64:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, double.CreateChecked(number));
                break;
            case NumberFormat.F32:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, float.CreateChecked(number));
                break;
            case NumberFormat.F16:
                BinaryPrimitives.WriteHalfLittleEndian(bytes, Half.CreateChecked(number));
                break;
            default:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, UpperHalf(float.CreateChecked(number)));
                break;
        }
    }

    /// <summary>The nearest number of 16 bits, the even one of two as near.</summary>
    private static ushort UpperHalf(float number)
    {
        uint bits = BitConverter.SingleToUInt32Bits(number);
        if (float.IsNaN(number))
        {
            return (ushort)((bits >> 16) | 0x40); // quiet, as the bits that make it a NaN may all be in the lower half
        }

        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}

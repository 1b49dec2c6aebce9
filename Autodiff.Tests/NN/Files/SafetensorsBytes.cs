using System.Buffers.Binary;
using System.Text;

namespace Autodiff.Tests.NN.Files;

/// <summary>Files put together by hand.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string header, byte[] numbers) => Of(Encoding.UTF8.GetBytes(header), numbers);

    public static byte[] Of(byte[] header, byte[] numbers) => Of((ulong)header.Length, header, numbers);

    public static byte[] Of(ulong length, byte[] header, byte[] numbers)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, length);
        return [.. prefix, .. header, .. numbers];
    }
}

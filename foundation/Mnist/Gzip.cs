using System.Buffers.Binary;
using System.IO.Compression;

namespace Katas;

/// <summary>Decompresses files that may come from anyone.</summary>
public static class Gzip
{
    /// <summary>Gets how many bytes a gzip file may hold: 1 MiB, and 64 for each of its own. MNIST has 13.6, or up to 54 in protocol
    /// 0.</summary>
    public static int MostBytes(long fileSize) => (int)Math.Min(Array.MaxLength, (1 << 20) + 64 * fileSize);

    /// <summary>Decompresses a gzip file. A bomb, of which a byte can become a thousand, is refused early.</summary>
    /// <param name="file">The bytes of the file. What follows the compressed data is ignored.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or holds more than <see cref="MostBytes"/>.</exception>
    public static byte[] Decompress(byte[] file)
    {
        int most = MostBytes(file.Length);
        uint length = file.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(^sizeof(uint)..));
        byte[] content = new byte[Math.Min(most, length)];   // as the file says at its end, unless it is in several pieces, or padded
        using GZipStream gzip = new(new MemoryStream(file), CompressionMode.Decompress);
        for (int count = 0; ; count++)
        {
            count += gzip.ReadAtLeast(content.AsSpan(count), content.Length - count, throwOnEndOfStream: false);
            int next = count < content.Length ? -1 : gzip.ReadByte();
            if (next < 0)
                return count < content.Length ? content[..count] : content;
            if (count == most)
                throw new InvalidDataException($"{file.Length:N0} bytes of gzip hold more than {most:N0}.");
            Array.Resize(ref content, (int)Math.Min(most, Math.Max(4096, 2L * count)));
            content[count] = (byte)next;
        }
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Katas;

namespace Razorvine.Pickle;

/// <summary>Reads the bytes of a pickle, and keeps the account of what it may cost.</summary>
/// <remarks>
/// A length in a pickle is a claim. It is checked against the end of the stream, or against the 1032 to 1 that deflate can reach at
/// most; where neither is known, memory is taken in pieces, none larger than 16 times what has arrived. Besides, all memory, and
/// all work that takes longer than its opcode is long, is paid from an allowance of 64 MiB plus 128 times the bytes of the stream,
/// before decompression where that can be seen. MNIST costs 14 times its compressed size.
/// </remarks>
internal sealed class PickleInput(Stream stream) : IArrayReader
{
    private const int FirstPiece = 1 << 16, Growth = 16, LongestLine = 1 << 13, DeflateRatio = 1032;
    private const long Allowance = 64 << 20, AllowancePerByte = 128;

    private readonly long? length = stream.CanSeek ? stream.Length - stream.Position : null;
    private readonly long? compressed = stream is GZipStream { BaseStream: { CanSeek: true } file } ? file.Length : null;
    private long spent;

    /// <summary>Gets the number of bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Pays for memory or work, in bytes.</summary>
    public void Pay(long bytes)
    {
        spent += bytes;
        if (spent > Allowance + AllowancePerByte * (length ?? compressed ?? Position))
            throw new PickleException("The pickle asks for far more memory than a file of its size should");
    }

    /// <summary>Checks that the stream can still hold so many bytes, as far as that can be known.</summary>
    public void Expect(long bytes)
    {
        long most = Math.Min(Array.MaxLength, (length ?? compressed * DeflateRatio ?? long.MaxValue) - Position);
        if (bytes < 0 || bytes > most)
            throw new PickleException($"{(ulong)bytes:N0} bytes are announced, where there can be {most:N0} at most");
    }

    public byte ReadByte()
    {
        int value = stream.ReadByte();
        if (value < 0)
            throw EndOfStream();
        Position++;
        return (byte)value;
    }

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Fill(stackalloc byte[2]));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Fill(stackalloc byte[4]));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fill(stackalloc byte[4]));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Fill(stackalloc byte[8]));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Fill(stackalloc byte[8]));

    public byte[] ReadBytes(long count)
    {
        Expect(count);
        return ReadArray<byte>((int)count);
    }

    /// <inheritdoc/>
    public T[] ReadArray<T>(int count) where T : unmanaged
    {
        Expect((long)count * Unsafe.SizeOf<T>());
        bool isCredible = length is not null || compressed is not null;
        T[] items = New<T>(isCredible ? count : Math.Min(count, FirstPiece));
        Fill(MemoryMarshal.AsBytes(items.AsSpan()));
        while (items.Length < count)
        {
            T[] more = New<T>((int)Math.Min(count, (long)Growth * items.Length));
            items.CopyTo(more, 0);
            Fill(MemoryMarshal.AsBytes(more.AsSpan(items.Length)));
            items = more;
        }
        return items;
    }

    /// <summary>Reads a line of text, a name or a number, without its end.</summary>
    public string ReadLine()
    {
        StringBuilder line = new();
        for (byte next = ReadByte(); next != '\n'; next = ReadByte())
        {
            if (line.Length == LongestLine)
                throw new PickleException($"A name or a number of more than {LongestLine} characters");
            line.Append((char)next);
        }
        Pay(sizeof(char) * line.Length);
        return line.ToString();
    }

    private Span<byte> Fill(Span<byte> bytes)
    {
        for (int filled = 0; filled < bytes.Length;)
        {
            int read = stream.Read(bytes[filled..]);
            if (read == 0)
                throw EndOfStream();
            filled += read;
            Position += read;
        }
        return bytes;
    }

    /// <summary>
    /// Pays for an array and makes it. The first touch of a page costs the kernel about as long as decompressing what goes into it; for a large array
    /// another core touches the pages ahead of the reader. (Adding zero atomically changes nothing, whatever was written meanwhile.)
    /// </summary>
    private T[] New<T>(int count) where T : unmanaged
    {
        const int Page = 4096, Large = 1 << 20;
        Pay((long)count * Unsafe.SizeOf<T>());
        T[] items = GC.AllocateUninitializedArray<T>(count);
        int step = Page / Unsafe.SizeOf<T>(), last = count - sizeof(int);
        if ((long)count * Unsafe.SizeOf<T>() >= Large)
            Task.Run(() =>
            {
                for (int i = 0; i <= last; i += step)
                    Interlocked.Add(ref Unsafe.As<T, int>(ref items[i]), 0);
            });
        return items;
    }

    private static PickleException EndOfStream() => new("The stream ends in the middle of the pickle");
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Katas;

/// <summary>Does, for one type of element, what an array needs without knowing the type.</summary>
internal abstract class ElementType
{
    public abstract int Size { get; }

    /// <summary>Tells whether an array has elements of this type.</summary>
    public abstract bool IsElementTypeOf(Array array);

    /// <summary>Reads so many elements.</summary>
    public abstract Array Read(IArrayReader reader, int length);

    /// <summary>Takes the bytes for elements; bytes beyond the last whole element are dropped.</summary>
    public abstract Array Decode(ReadOnlySpan<byte> bytes);

    /// <summary>Converts elements, after reversing their bytes if need be; where there is nothing to do, returns the array itself.</summary>
    public abstract T[] Convert<T>(Array elements, bool reverseBytes) where T : unmanaged, INumberBase<T>;
}

/// <inheritdoc/>
internal sealed class ElementType<TStored> : ElementType where TStored : unmanaged, INumberBase<TStored>
{
    public override int Size => Unsafe.SizeOf<TStored>();

    public override bool IsElementTypeOf(Array array) => array is TStored[];

    public override Array Read(IArrayReader reader, int length) => reader.ReadArray<TStored>(length);

    public override Array Decode(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, TStored>(bytes).ToArray();

    public override T[] Convert<T>(Array elements, bool reverseBytes)
    {
        TStored[] stored = reverseBytes ? Reversed((TStored[])elements) : (TStored[])elements;
        return stored as T[] ?? Array.ConvertAll(stored, T.CreateTruncating);
    }

    private static TStored[] Reversed(TStored[] elements)
    {
        TStored[] reversed = [.. elements];
        Span<int> ints = MemoryMarshal.Cast<TStored, int>(reversed.AsSpan());
        Span<long> longs = MemoryMarshal.Cast<TStored, long>(reversed.AsSpan());
        if (Unsafe.SizeOf<TStored>() == sizeof(int))
            BinaryPrimitives.ReverseEndianness(ints, ints);
        if (Unsafe.SizeOf<TStored>() == sizeof(long))
            BinaryPrimitives.ReverseEndianness(longs, longs);
        return reversed;
    }
}

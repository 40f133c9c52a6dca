using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using Razorvine.Pickle;

namespace Katas;

/// <summary>Says how the elements of an array are stored, as numpy.dtype does: the kind of number, how many bytes, in which
/// order.</summary>
public sealed class DType
{
    internal DType(string code)
    {
        if (code is not ("b1" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "f2" or "f4" or "f8"))
            throw new PickleException("A dtype that is not read here; b1, i1 to i8, u1 to u8 and f2 to f8 are");
        Code = code;
    }

    /// <summary>Gets the kind (b boolean, i integer, u unsigned integer, f floating point) and the number of bytes, as in f4.</summary>
    public string Code { get; }

    /// <summary>Tells whether the most significant byte of an element comes first.</summary>
    public bool IsBigEndian { get; private set; }

    internal int Size => Code[1] - '0';

    /// <summary>Takes (version, byte order, sub-array, names, fields, ...) from the pickle.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "Python's name")]
    public void __setstate__(object?[] state)
    {
        if (state is not [int, "<" or ">" or "|", null, null, null, ..])
            throw new PickleException("A dtype with an unknown byte order, with fields or with sub-arrays");
        IsBigEndian = state[1] is ">";
    }

    /// <inheritdoc/>
    public override string ToString() => (IsBigEndian ? ">" : "") + Code;

    /// <summary>Converts elements, whose bytes are in an array of any type, to T. Where nothing is to be done, returns that
    /// array.</summary>
    /// <exception cref="OverflowException">An element does not fit T.</exception>
    internal T[] Convert<T>(Array elements) where T : unmanaged, INumberBase<T> => Code switch
    {
        "b1" or "u1" => Convert<byte, T>(elements),
        "u2" => Convert<ushort, T>(elements),
        "u4" => Convert<uint, T>(elements),
        "u8" => Convert<ulong, T>(elements),
        "i1" => Convert<sbyte, T>(elements),
        "i2" => Convert<short, T>(elements),
        "i4" => Convert<int, T>(elements),
        "i8" => Convert<long, T>(elements),
        "f2" => Convert<Half, T>(elements),
        "f4" => Convert<float, T>(elements),
        _ => Convert<double, T>(elements),
    };

    private T[] Convert<TStored, T>(Array elements)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T>
    {
        bool isReversed = IsBigEndian == BitConverter.IsLittleEndian;
        if (typeof(TStored) == typeof(T) && elements is T[] same && !isReversed)
            return same;
        Span<byte> bytes = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(elements), Buffer.ByteLength(elements));
        ReadOnlySpan<TStored> stored = MemoryMarshal.Cast<byte, TStored>(isReversed ? Reversed(bytes) : bytes);
        T[] converted = GC.AllocateUninitializedArray<T>(stored.Length);
        for (int i = 0; i < converted.Length; i++)
            converted[i] = T.CreateChecked(stored[i]);
        return converted;
    }

    /// <summary>Reverses the order of bytes within each element.</summary>
    private byte[] Reversed(ReadOnlySpan<byte> bytes)
    {
        byte[] reversed = bytes.ToArray();
        for (int i = 0; i < reversed.Length; i += Size)
            reversed.AsSpan(i, Size).Reverse();
        return reversed;
    }
}

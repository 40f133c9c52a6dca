using System.Runtime.InteropServices;

namespace Katas.Tests;

/// <summary>Writes pickles as Python 2 and NumPy did, in protocol 2: those of the data file, and others made of the same parts.</summary>
public static class MnistPickle
{
    private static readonly byte[] minusOne = [(byte)'J', 0xff, 0xff, 0xff, 0xff];

    /// <summary>
    /// Writes ((images, labels), (images, labels), (images, labels)): float32 of shape (n, pixels) and int64 of shape (n).
    /// </summary>
    public static byte[] Of(Mnist set) => Whole(Tuple(Of(set.Train), Of(set.Validation), Of(set.Test)));

    /// <summary>Writes one split.</summary>
    public static byte[] Of(Split split) =>
        Tuple(Array("f4", split.Images.Shape, split.Images.AsSpan()), Array("i8", split.Labels.Shape, split.Labels.AsSpan()));

    /// <summary>
    /// Writes a data set whose arrays have other elements, such as f8 and i4, or other orders of their bytes or elements.
    /// </summary>
    public static byte[] Of(Mnist set, string floats, string integers, bool isBigEndian, bool isFortran)
    {
        return Whole(Tuple(Split(set.Train), Split(set.Validation), Split(set.Test)));

        byte[] Split(Split split) => Tuple(
            Array(floats, split.Images.Shape, Elements(isFortran ? split.Images.Transpose() : split.Images), isBigEndian, isFortran),
            Array(integers, split.Labels.Shape, Labels(split.Labels), isBigEndian, isFortran));

        byte[] Elements(Tensor<float> images) => Bytes(images.AsSpan().ToArray(), x => floats switch
        {
            "f2" => BitConverter.GetBytes((Half)x),
            "f4" => BitConverter.GetBytes(x),
            _ => BitConverter.GetBytes((double)x),
        });

        byte[] Labels(Tensor<long> labels) => Bytes(labels.AsSpan().ToArray(), label => integers switch
        {
            "u1" => [(byte)label],
            "i4" => BitConverter.GetBytes((int)label),
            _ => BitConverter.GetBytes(label),
        });

        byte[] Bytes<T>(T[] elements, Func<T, byte[]> bytes) =>
            [.. elements.SelectMany(element => isBigEndian ? bytes(element).Reverse() : bytes(element))];
    }

    /// <summary>Makes a whole pickle of one value.</summary>
    public static byte[] Whole(byte[] value) => [0x80, 2, .. value, (byte)'.'];

    /// <summary>Writes None.</summary>
    public static byte[] None { get; } = [(byte)'N'];

    /// <summary>Writes an int.</summary>
    public static byte[] Number(int value) => [(byte)'J', .. BitConverter.GetBytes(value)];

    /// <summary>Writes a str of Python 2.</summary>
    public static byte[] Text(ReadOnlySpan<byte> text) => [(byte)'T', .. BitConverter.GetBytes(text.Length), .. text];

    /// <summary>Writes a tuple.</summary>
    public static byte[] Tuple(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

    /// <summary>Writes a list.</summary>
    public static byte[] List(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'l'];

    /// <summary>Writes an array of NumPy, of a little-endian dtype and in C order.</summary>
    public static byte[] Array<T>(string dtype, ReadOnlySpan<int> shape, ReadOnlySpan<T> elements) where T : unmanaged =>
        Array(dtype, shape, MemoryMarshal.AsBytes(elements), isBigEndian: false, isFortran: false);

    /// <summary>Writes an array of NumPy, of any byte order, in C or in Fortran order.</summary>
    public static byte[] Array(string dtype, ReadOnlySpan<int> shape, ReadOnlySpan<byte> elements, bool isBigEndian, bool isFortran) =>
    [
        .. "cnumpy.core.multiarray\n_reconstruct\n"u8, .. "cnumpy\nndarray\n"u8, .. Tuple(Number(0)), .. Text("b"u8), 0x87, (byte)'R',
        .. Tuple(
            Number(1),
            Tuple([.. shape.ToArray().Select(Number)]),
            [.. "cnumpy\ndtype\n"u8, .. Tuple(Text([.. dtype.Select(c => (byte)c)]), Number(0), Number(1)), (byte)'R',
             .. Tuple(Number(3), Text(isBigEndian ? ">"u8 : "<"u8), None, None, None, minusOne, minusOne, Number(0)), (byte)'b'],
            [isFortran ? (byte)0x88 : (byte)0x89],
            Text(elements)),
        (byte)'b',
    ];
}

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Razorvine.Pickle;

namespace Katas;

/// <summary>Holds an array as it came from NumPy: a shape, and elements stored as its <see cref="DType"/> says.</summary>
public sealed class NdArray
{
    private int[] shape = [0];
    private Array elements = Array.Empty<byte>();
    private bool isColumnMajor;

    internal NdArray() { }

    /// <param name="dtype">How the elements are stored.</param>
    /// <param name="shape">The number of elements along each axis.</param>
    /// <param name="isColumnMajor">Whether they are in Fortran order.</param>
    /// <param name="content">Their bytes: a byte[], a float[], or a string as of Python 2, where a character is a byte.</param>
    internal NdArray(DType dtype, object?[] shape, bool isColumnMajor, object content) => Set(dtype, shape, isColumnMajor, content);

    /// <summary>Gets the number of elements along each axis.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>Gets the way in which the elements are stored.</summary>
    public DType DType { get; private set; } = new("u1");

    /// <summary>
    /// Makes a tensor of the same shape, with the elements converted to T. Elements that are stored just as the tensor needs them are not
    /// copied: array and tensor share them.
    /// </summary>
    /// <exception cref="OverflowException">An element does not fit T.</exception>
    public Tensor<T> ToTensor<T>() where T : unmanaged, INumberBase<T>
    {
        T[] converted = DType.Convert<T>(elements);
        return Tensor.Of(isColumnMajor ? RowMajor(converted) : converted, shape);
    }

    /// <summary>Formats dtype and shape, as in "f4 (50000, 784)".</summary>
    public override string ToString() => $"{DType} {Tensor.Format(shape)}";

    /// <summary>Takes (version, shape, dtype, is Fortran order, elements) from the pickle.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "Python's name")]
    public void __setstate__(object?[] state)
    {
        if (state is not [int, object?[] dimensions, DType dtype, bool isFortran, (byte[] or float[] or string) and var content])
            throw new PickleException("The state of an array is (version, shape, dtype, is Fortran order, bytes)");
        Set(dtype, dimensions, isFortran, content);
    }

    private void Set(DType dtype, object?[] dimensions, bool isFortran, object content)
    {
        DType = dtype;
        shape = [.. dimensions.Select(dimension => dimension switch
        {
            int n and >= 0 => n,
            long n and >= 0 and <= int.MaxValue => (int)n,   // a long of Python 2
            _ => throw new PickleException("A dimension of an array that is not a size"),
        })];
        isColumnMajor = isFortran;
        elements = content as Array ?? Latin1((string)content);
        long size = shape.Aggregate((long)dtype.Size, (size, n) => checked(size * n));
        if (size != Buffer.ByteLength(elements))
            throw new PickleException($"The array {this} takes {size:N0} bytes, not {Buffer.ByteLength(elements):N0}");
    }

    /// <summary>Gets the bytes of text. If they fit an array of float, they come in one: most of them are float, and stay there.</summary>
    private static Array Latin1(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff'))
            throw new PickleException("The elements of an array are text with characters that are no bytes");
        if (text.Length % sizeof(float) != 0)
            return Encoding.Latin1.GetBytes(text);
        float[] elements = GC.AllocateUninitializedArray<float>(text.Length / sizeof(float));
        Encoding.Latin1.GetBytes(text, MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    /// <summary>Reorders from column-major order, where the first axis has stride 1, to row-major order, where the last one has.</summary>
    private T[] RowMajor<T>(T[] columnMajor)
    {
        T[] rowMajor = new T[columnMajor.Length];
        int[] index = new int[shape.Length];
        for (int i = 0; i < rowMajor.Length; i++)
        {
            int offset = 0;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
                offset = offset * shape[axis] + index[axis];
            rowMajor[i] = columnMajor[offset];
            for (int axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }
        return rowMajor;
    }
}

using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using Razorvine.Pickle;

namespace Katas;

/// <summary>Holds an array as it came from NumPy: a shape, and elements stored in the way that its <see cref="DType"/> tells.</summary>
public sealed class NdArray : IReadsElements
{
    private const int HighestRank = 64;   // as in NumPy 2

    private int[] shape = [0];
    private Array elements = Array.Empty<byte>();
    private bool isColumnMajor;

    internal NdArray() { }

    internal NdArray(DType dtype, object?[] shape, bool isColumnMajor, byte[] bytes) => Set(dtype, shape, isColumnMajor, bytes);

    /// <summary>Gets the number of elements along each axis.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>Gets the way in which the elements are stored.</summary>
    public DType DType { get; private set; } = new("u1");

    /// <summary>
    /// Makes a tensor of the same shape, the elements converted to T. Elements that are stored just as the tensor needs them are not
    /// copied: array and tensor share them.
    /// </summary>
    public Tensor<T> ToTensor<T>() where T : unmanaged, INumberBase<T>
    {
        T[] converted = DType.ElementType.Convert<T>(elements, DType.IsBigEndian == BitConverter.IsLittleEndian);
        return Tensor.Of(isColumnMajor ? RowMajor(converted) : converted, shape);
    }

    /// <summary>Formats dtype and shape: f4 (50000, 784).</summary>
    public override string ToString() => $"{DType} ({string.Join(", ", shape)})";

    /// <summary>Takes (version, shape, dtype, is Fortran order, elements) from the pickle.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Naming", "CA1707:Identifiers should not contain underscores", Justification = "Python's name")]
    public void __setstate__(object?[] state)
    {
        if (state is not [int, object?[] dimensions, DType dtype, bool isFortran, (Array or string) and var content])
            throw new PickleException("The state of an array is (version, shape, dtype, is Fortran order, bytes)");
        Set(dtype, dimensions, isFortran, content as Array ?? Encoding.Latin1.GetBytes((string)content));
    }

    Array IReadsElements.ReadElements(ReadOnlySpan<object?> state, int bytes, IArrayReader reader) =>
        state is [int, object?[], DType { ElementType: var type }, bool] && bytes % type.Size == 0
            ? type.Read(reader, bytes / type.Size)
            : reader.ReadArray<byte>(bytes);

    private void Set(DType dtype, object?[] dimensions, bool isFortran, Array content)
    {
        if (dimensions.Length > HighestRank)
            throw new PickleException($"An array of rank {dimensions.Length}, where {HighestRank} is NumPy's highest");
        BigInteger size = dtype.ElementType.Size;
        foreach (object? dimension in dimensions)
            size *= dimension is int and >= 0 ? (int)dimension : throw new PickleException("A dimension of an array that is not a size");
        if (size != Buffer.ByteLength(content))
            throw new PickleException($"An array {dtype} ({string.Join(", ", dimensions)}) takes {size:N0} bytes, not {Buffer.ByteLength(content):N0}");

        DType = dtype;
        shape = [.. dimensions.Cast<int>()];
        isColumnMajor = isFortran;
        elements = dtype.ElementType.IsElementTypeOf(content) ? content : dtype.ElementType.Decode((byte[])content);
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

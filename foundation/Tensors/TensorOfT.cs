using System.Numerics;
using System.Runtime.CompilerServices;

namespace Katas;

/// <summary>
/// Holds the elements of an n-dimensional array: dense, in row-major order (the last index varies fastest), with a shape
/// of any rank, where rank 0 is a single number. It stores and compares; computing is what the katas are for.
/// </summary>
/// <remarks>
/// Literals are collection expressions: <c>Tensor&lt;float&gt; m = [[1, 2, 3], [4, 5, 6]];</c>
/// Equality is by value, shape first. As the elements can change, a tensor makes a poor dictionary key.
/// </remarks>
[CollectionBuilder(typeof(Tensor), nameof(Tensor.Stack))]
public sealed class Tensor<T> : IEquatable<Tensor<T>>, IEqualityOperators<Tensor<T>, Tensor<T>, bool> where T : unmanaged
{
    private readonly T[] elements;
    private readonly int[] shape;
    private readonly int rows, columns;   // of a matrix; 0 for every other rank, so that m[i, j] needs no check of its own

    internal Tensor(T[] elements, ReadOnlySpan<int> shape)
    {
        this.elements = elements;
        this.shape = shape.ToArray();
        (rows, columns) = shape is [int m, int n] ? (m, n) : (0, 0);
    }

    /// <summary>Gets the number of elements along each axis: (rows, columns) for a matrix, empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>Gets the number of axes: 0 for a scalar, 1 for a vector, 2 for a matrix.</summary>
    public int Rank => shape.Length;

    /// <summary>Gets the number of elements, the product of the shape.</summary>
    public int Length => elements.Length;

    /// <summary>Gets element i of a vector.</summary>
    /// <exception cref="IndexOutOfRangeException">This is not a vector, or i is outside its shape.</exception>
    public ref T this[int i]
    {
        get
        {
            if (shape.Length != 1 || (uint)i >= (uint)elements.Length)
                throw OutOfRange([i]);
            return ref elements[i];
        }
    }

    /// <summary>Gets element (i, j) of a matrix: row i, column j.</summary>
    /// <exception cref="IndexOutOfRangeException">This is not a matrix, or (i, j) is outside its shape.</exception>
    public ref T this[int i, int j]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)i >= (uint)rows || (uint)j >= (uint)columns)
                throw OutOfRange([i, j]);
            return ref elements[i * columns + j];
        }
    }

    /// <summary>Gets the element at an index with one entry for each axis.</summary>
    /// <exception cref="IndexOutOfRangeException">The index has another rank, or is outside the shape.</exception>
    public ref T this[params ReadOnlySpan<int> index]
    {
        get
        {
            if (index.Length != shape.Length)
                throw OutOfRange(index);
            int offset = 0;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                if ((uint)index[axis] >= (uint)shape[axis])
                    throw OutOfRange(index);
                offset = offset * shape[axis] + index[axis];
            }
            return ref elements[offset];
        }
    }

    /// <summary>Gets all elements in row-major order, without a copy.</summary>
    public Span<T> AsSpan() => elements;

    /// <summary>Gets all elements in row-major order, without a copy, in a form that other threads can be given.</summary>
    public Memory<T> AsMemory() => elements;

    /// <summary>Gets row i of a matrix, without a copy.</summary>
    /// <exception cref="InvalidOperationException">This is not a matrix.</exception>
    /// <exception cref="IndexOutOfRangeException">The matrix has no row i.</exception>
    public Span<T> Row(int i)
    {
        if (Rank != 2)
            throw new InvalidOperationException($"Only a matrix has rows; the shape of this tensor is {Tensor.Format(shape)}.");
        if ((uint)i >= (uint)rows)
            throw OutOfRange([i]);
        return elements.AsSpan(i * columns, columns);
    }

    /// <summary>Gets the same elements, not copied, in another shape of the same length.</summary>
    /// <exception cref="ArgumentException">The shape has a negative dimension, or another length.</exception>
    public Tensor<T> Reshape(params ReadOnlySpan<int> shape)
    {
        if (Tensor.LengthOf(shape) != Length)
            throw new ArgumentException(
                $"{Tensor.Format(this.shape)} has {Length} elements and does not fit into {Tensor.Format(shape)}.", nameof(shape));
        return new(elements, shape);
    }

    /// <summary>Enumerates the items along the first axis, each a copy: the rows of a matrix, the elements of a vector.</summary>
    /// <exception cref="InvalidOperationException">A scalar has no axis.</exception>
    public IEnumerator<Tensor<T>> GetEnumerator()
    {
        if (Rank == 0)
            throw new InvalidOperationException("A scalar has no axis to enumerate.");
        int[] inner = shape[1..];
        int length = Tensor.LengthOf(inner);
        for (int i = 0; i < shape[0]; i++)
            yield return new(elements.AsSpan(i * length, length).ToArray(), inner);
    }

    /// <summary>Makes a tensor of rank 0.</summary>
    public static implicit operator Tensor<T>(T scalar) => new([scalar], []);

    /// <summary>Tells whether both have the same shape and equal elements; as with <see cref="float.Equals(float)"/>, NaN equals
    /// NaN.</summary>
    public bool Equals(Tensor<T>? other) =>
        other is not null && shape.AsSpan().SequenceEqual(other.shape) && elements.AsSpan().SequenceEqual(other.elements);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Tensor<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int dimension in shape)
            hash.Add(dimension);
        foreach (T element in elements.AsSpan(0, Math.Min(Length, 16)))
            hash.Add(element);
        return hash.ToHashCode();
    }

    /// <summary>Tells whether both have the same shape and equal elements.</summary>
    public static bool operator ==(Tensor<T>? left, Tensor<T>? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether the shapes or any elements differ.</summary>
    public static bool operator !=(Tensor<T>? left, Tensor<T>? right) => !(left == right);

    /// <summary>Formats shape and elements as NumPy does; an axis of more than ten shows its ends: <c>(2, 3) [[1, 2, 3], ...</c></summary>
    public override string ToString() => TensorFormat.Format<T>(elements, shape);

    private IndexOutOfRangeException OutOfRange(ReadOnlySpan<int> index) =>
        new($"Index {Tensor.Format(index)} is outside a tensor of shape {Tensor.Format(shape)}.");
}

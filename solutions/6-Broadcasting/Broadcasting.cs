namespace Katas;

/// <summary>Combines tensors of different shapes: an axis of size 1 is stretched, without a copy.</summary>
/// <remarks>
/// Tensors may have any rank. Several threads may call the methods at the same time, and memory does not grow from call to call.
/// </remarks>
public static class Broadcasting
{
    /// <summary>
    /// Computes the shape to which two shapes are broadcast, by NumPy's rule. The shapes are aligned at the last axis, and a missing axis
    /// counts as 1. Two sizes fit if they are equal or if one of them is 1. If one is 1, the result has the other size.
    /// </summary>
    /// <returns>The shape of the result, of the higher of the two ranks.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit. ParamName is a or b, and the message shows both.</exception>
    public static int[] Shape(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int[] shape = new int[Math.Max(a.Length, b.Length)];
        for (int axis = 1; axis <= shape.Length; axis++)   // ^1 is the last axis
        {
            int p = axis <= a.Length ? a[^axis] : 1, q = axis <= b.Length ? b[^axis] : 1;
            if (p != q && p != 1 && q != 1)
                throw new ArgumentException(
                    $"The shapes {Tensor.Format(a)} and {Tensor.Format(b)} do not fit: {p} against {q}, at axis -{axis}.", nameof(b));
            shape[^axis] = p == 1 ? q : p;
        }
        return shape;
    }

    /// <summary>Inserts an axis of size 1, without copying the elements: (2, 3) becomes (2, 1, 3) at axis 1.</summary>
    /// <param name="a">A tensor of rank r.</param>
    /// <param name="axis">The position of the new axis in the result: 0 to r, or counted from the end, -1 (last) to -r - 1 (first).</param>
    /// <returns>A tensor that shares the elements of a: what is written into one of them is in the other.</returns>
    /// <exception cref="ArgumentException">The axis is not in the range from -r - 1 to r. ParamName is axis.</exception>
    public static Tensor<float> Unsqueeze(Tensor<float> a, int axis)
    {
        if (axis < -a.Rank - 1 || axis > a.Rank)
            throw new ArgumentOutOfRangeException(nameof(axis), axis,
                $"{Tensor.Format(a.Shape)} has no such place for a new axis. The first is 0 and the last is {a.Rank}; " +
                "or counted from the end, the last is -1.");

        int at = axis < 0 ? axis + a.Rank + 1 : axis;
        return a.Reshape([.. a.Shape[..at], 1, .. a.Shape[at..]]);
    }

    /// <summary>Adds two tensors, element by element, each stretched to <see cref="Shape"/> without a copy.</summary>
    /// <remarks>Apart from the result, nothing of its size is allocated: no stretched operand, no table of offsets, no list.</remarks>
    /// <returns>A new tensor. Neither a nor b is modified; they may share memory.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit. ParamName is a or b, and the message shows both.</exception>
    public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) => Apply<Sum>(a, b);

    /// <summary>Multiplies two tensors, element by element, each stretched to <see cref="Shape"/> without a copy.</summary>
    /// <remarks>Apart from the result, nothing of its size is allocated: no stretched operand, no table of offsets, no list.</remarks>
    /// <returns>A new tensor. Neither a nor b is modified; they may share memory.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit. ParamName is a or b, and the message shows both.</exception>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Apply<Product>(a, b);

    /// <summary>Multiplies two matrices row by row: C[i] is the sum of the rows of A[i] as a column (K, 1) times B (K, N).</summary>
    /// <param name="a">A, of shape (M, K).</param>
    /// <param name="b">B, of shape (K, N).</param>
    /// <returns>C, a new matrix of shape (M, N); zeros when K = 0. Neither A nor B is modified; they may share memory.</returns>
    /// <remarks>
    /// The terms may be added in any order: the error of an element is at most K u / (1 - K u) times the sum over k of |A[i, k] B[k, j]|,
    /// with u = 2^-24 (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, 3.13). 0 times infinity is NaN, as in IEEE 754,
    /// subnormal numbers are not taken for zero, and a zero may have either sign. The same matrices always give the same bits. Several
    /// threads may multiply at the same time, and memory does not grow from call to call.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A or B is not a matrix, or A's columns do not match B's rows. ParamName says which is refused, and the message shows its shape.
    /// </exception>
    public static Tensor<float> Matmul(Tensor<float> a, Tensor<float> b)
    {
        (int rows, _, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        int i = 0;
        foreach (Tensor<float> row in a)
            AddRows(Multiply(Unsqueeze(row, 1), b), c.Row(i++));
        return c;
    }

    /// <summary>Gets M, K and N of a product, and refuses what cannot be multiplied. (Given: you wrote these checks in stage 2.)</summary>
    private static (int Rows, int Inner, int Columns) Dimensions(Tensor<float> a, Tensor<float> b)
    {
        if (a.Shape is not [int rows, int inner])
            throw new ArgumentException($"A matrix has rank 2; the shape of a is {Tensor.Format(a.Shape)}.", nameof(a));
        if (b.Shape is not [int height, int columns])
            throw new ArgumentException($"A matrix has rank 2; the shape of b is {Tensor.Format(b.Shape)}.", nameof(b));
        if (inner != height)
            throw new ArgumentException(
                $"{Tensor.Format(a.Shape)} times {Tensor.Format(b.Shape)}: the inner dimensions differ.", nameof(b));
        return (rows, inner, columns);
    }

    private static Tensor<float> Apply<TOperation>(Tensor<float> a, Tensor<float> b) where TOperation : IOperation
    {
        int[] shape = Shape(a.Shape, b.Shape);
        Tensor<float> result = Tensor.Zeros<float>(shape);
        if (shape.Length == 0)
            shape = [1];
        Apply<TOperation>(a.AsSpan(), Strides(a.Shape, shape.Length), b.AsSpan(), Strides(b.Shape, shape.Length), result.AsSpan(), shape);
        return result;
    }

    /// <summary>Walks along the first axis: at each step lies a tensor with one axis less, a stride further in each operand. The last axis
    /// has elements.</summary>
    private static void Apply<TOperation>(ReadOnlySpan<float> a, ReadOnlySpan<int> aStrides, ReadOnlySpan<float> b,
        ReadOnlySpan<int> bStrides, Span<float> result, ReadOnlySpan<int> shape)
        where TOperation : IOperation
    {
        int aStride = aStrides[0], bStride = bStrides[0];
        if (shape.Length == 1)
            for (int i = 0; i < result.Length; i++)
                result[i] = TOperation.Of(a[i * aStride], b[i * bStride]);
        else
            for (int i = 0, step = result.Length / Math.Max(1, shape[0]); i < shape[0]; i++)
                Apply<TOperation>(a[(i * aStride)..], aStrides[1..], b[(i * bStride)..], bStrides[1..], result.Slice(i * step, step),
                    shape[1..]);
    }

    /// <summary>Computes how many elements apart neighbors are along each axis of the result: 0 along an axis that is stretched or
    /// missing.</summary>
    private static int[] Strides(ReadOnlySpan<int> shape, int rank)
    {
        int[] strides = new int[rank];
        for (int axis = 1, stride = 1; axis <= shape.Length; stride *= shape[^axis++])
            strides[^axis] = shape[^axis] == 1 ? 0 : stride;
        return strides;
    }

    private static void AddRows(Tensor<float> matrix, Span<float> sums)
    {
        for (int k = 0; k < matrix.Shape[0]; k++)
        {
            ReadOnlySpan<float> row = matrix.Row(k);
            for (int j = 0; j < sums.Length; j++)
                sums[j] += row[j];
        }
    }

    /// <summary>An operation as a type, so that the JIT compiles a loop for each, with the operation in it. A delegate is called for every
    /// element.</summary>
    private interface IOperation { public static abstract float Of(float x, float y); }

    private readonly struct Sum : IOperation { public static float Of(float x, float y) => x + y; }

    private readonly struct Product : IOperation { public static float Of(float x, float y) => x * y; }
}

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
    public static int[] Shape(ReadOnlySpan<int> a, ReadOnlySpan<int> b) =>
        throw new NotImplementedException(
            "Write Broadcasting.Shape in katas/6-Broadcasting/Broadcasting.cs; README.md beside it explains how.");

    /// <summary>Inserts an axis of size 1, without copying the elements: (2, 3) becomes (2, 1, 3) at axis 1.</summary>
    /// <param name="a">A tensor of rank r.</param>
    /// <param name="axis">The position of the new axis in the result: 0 to r, or counted from the end, -1 (last) to -r - 1 (first).</param>
    /// <returns>A tensor that shares the elements of a: what is written into one of them is in the other.</returns>
    /// <exception cref="ArgumentException">The axis is not in the range from -r - 1 to r. ParamName is axis.</exception>
    public static Tensor<float> Unsqueeze(Tensor<float> a, int axis) =>
        throw new NotImplementedException(
            "Write Broadcasting.Unsqueeze in katas/6-Broadcasting/Broadcasting.cs; README.md beside it explains how.");

    /// <summary>Adds two tensors, element by element, each stretched to <see cref="Shape"/> without a copy.</summary>
    /// <remarks>Apart from the result, nothing of its size is allocated: no stretched operand, no table of offsets, no list.</remarks>
    /// <returns>A new tensor. Neither a nor b is modified; they may share memory.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit. ParamName is a or b, and the message shows both.</exception>
    public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Broadcasting.Add in katas/6-Broadcasting/Broadcasting.cs; README.md beside it explains how.");

    /// <summary>Multiplies two tensors, element by element, each stretched to <see cref="Shape"/> without a copy.</summary>
    /// <remarks>Apart from the result, nothing of its size is allocated: no stretched operand, no table of offsets, no list.</remarks>
    /// <returns>A new tensor. Neither a nor b is modified; they may share memory.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit. ParamName is a or b, and the message shows both.</exception>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Broadcasting.Multiply in katas/6-Broadcasting/Broadcasting.cs; README.md beside it explains how.");

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
    public static Tensor<float> Matmul(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write Broadcasting.Matmul in katas/6-Broadcasting/Broadcasting.cs; README.md beside it explains how.");

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
}

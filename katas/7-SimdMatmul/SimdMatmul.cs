namespace Katas;

/// <summary>Multiplies matrices with vector instructions.</summary>
public static class SimdMatmul
{
    /// <summary>Multiplies two matrices: C[i, j] = sum over k of A[i, k] B[k, j].</summary>
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
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write SimdMatmul.Multiply in katas/7-SimdMatmul/SimdMatmul.cs; README.md beside it explains how.");

    /// <summary>Gets M, K and N of a product, and refuses what cannot be multiplied. (Given: you wrote these checks in stage 2.)</summary>
    internal static (int Rows, int Inner, int Columns) Dimensions(Tensor<float> a, Tensor<float> b)
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

namespace Katas;

/// <summary>Multiplies matrices by the definition: three nested loops.</summary>
public static class NaiveMatmul
{
    /// <summary>Multiplies two matrices: C[i, j] = sum over k of A[i, k] B[k, j].</summary>
    /// <param name="a">A, of shape (M, K).</param>
    /// <param name="b">B, of shape (K, N).</param>
    /// <returns>C, a new matrix of shape (M, N); zeros when K = 0.</returns>
    /// <remarks>
    /// 0 times infinity is NaN, as in IEEE 754. Several threads may multiply at the same time, and the same matrices always give the same
    /// bits.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A or B is not a matrix, or A's columns do not match B's rows. ParamName says which is refused, and the message shows its shape.
    /// </exception>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) =>
        throw new NotImplementedException(
            "Write NaiveMatmul.Multiply in katas/2-NaiveMatmul/NaiveMatmul.cs; README.md beside it explains how.");
}

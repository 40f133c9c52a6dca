namespace Katas;

/// <summary>Multiplies matrices by dot products of whole rows and columns.</summary>
public static class VectorizedMatmul
{
    /// <summary>Multiplies two matrices: C[i, j] is the dot product of row i of A and column j of B.</summary>
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
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        (int rows, _, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        Tensor<float> bTransposed = Transpose(b);   // once, so that every column of B lies in one piece
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                c[i, j] = Dot(a.Row(i), bTransposed.Row(j));
        return c;
    }

    /// <summary>Sums the products of two vectors of the same length: x[0] y[0] + x[1] y[1] + ...</summary>
    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        y = y[..x.Length];   // so that y[k] needs no check
        float sum = 0;
        for (int k = 0; k < x.Length; k++)
            sum += x[k] * y[k];
        return sum;
    }

    /// <summary>Copies a matrix of shape (m, n) to one of shape (n, m) whose rows are its columns.</summary>
    private static Tensor<float> Transpose(Tensor<float> matrix)
    {
        Tensor<float> transposed = Tensor.Zeros<float>(matrix.Shape[1], matrix.Shape[0]);
        for (int i = 0; i < matrix.Shape[0]; i++)
            for (int j = 0; j < matrix.Shape[1]; j++)
                transposed[j, i] = matrix[i, j];
        return transposed;
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
}

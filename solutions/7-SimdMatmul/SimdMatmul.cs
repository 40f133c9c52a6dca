namespace Katas;

/// <summary>Multiplies matrices with vector instructions.</summary>
// Register tiles and packed panels, after Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication
// (ACM Transactions on Mathematical Software 34, 2008), and its heir BLIS.
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
    // On all cores if m n k is at least 32 million. The same input gives the same bits, on any number of cores.
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        (int rows, int inner, int columns) = Dimensions(a, b);
        return Multiply(a, b, Blocking.Threads(rows, inner, columns));
    }

    /// <summary>Multiplies two matrices on at most so many threads; 1 is the calling thread alone.</summary>
    /// <inheritdoc cref="Multiply(Tensor{float}, Tensor{float})"/>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is less than 1.</exception>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b, int threads)
    {
        (int rows, _, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Uninitialized<float>(rows, columns);
        Multiply(a, b, c, threads);
        return c;
    }

    /// <summary>
    /// Stores the product of two matrices in a third, whatever was there. Where results are large and many, new memory for each can take
    /// longer than the product.
    /// </summary>
    /// <param name="a">A, of shape (M, K).</param>
    /// <param name="b">B, of shape (K, N).</param>
    /// <param name="c">C, of shape (M, N), in memory of its own.</param>
    /// <param name="threads">The number of threads at most; 1 is the calling thread alone.</param>
    /// <exception cref="ArgumentException">
    /// A, B or C is not a matrix, their shapes do not fit, or C has elements in common with A or B.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is less than 1.</exception>
    public static void Multiply(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        (int rows, _, int columns) = Dimensions(a, b);
        if (c.Rank != 2 || c.Shape[0] != rows || c.Shape[1] != columns)
            throw DoesNotFit(a, b, c);
        if (c.AsSpan().Overlaps(a.AsSpan()) || c.AsSpan().Overlaps(b.AsSpan()))
            throw new ArgumentException("C shares elements with A or B, which are read until the end.", nameof(c));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);

        if (c.Length == 0 || a.Length == 0)
            c.AsSpan().Clear();
        else
            Gemm.Multiply(a, b, c, threads, Gemm.Widest);
    }

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

    // Apart, as a method that formats a message clears memory for it, in every call.
    private static ArgumentException DoesNotFit(Tensor<float> a, Tensor<float> b, Tensor<float> c) =>
        new($"{Tensor.Format(a.Shape)} times {Tensor.Format(b.Shape)} does not fit into {Tensor.Format(c.Shape)}.", nameof(c));
}

namespace Katas;

/// <summary>Multiplies matrices with vector instructions.</summary>
// Register tiles and packed panels, after Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication
// (ACM Transactions on Mathematical Software 34, 2008), and its heir BLIS.
public static class SimdMatmul
{
    /// <summary>Multiplies two matrices: C[i, j] = sum over k of A[i, k] B[k, j].</summary>
    /// <param name="a">A, of shape (M, K).</param>
    /// <param name="b">B, of shape (K, N).</param>
    /// <returns>C, a new matrix of shape (M, N); zeros when K = 0.</returns>
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
        Check(a, b);
        return Multiply(a, b, Blocking.Threads(a.Shape[0], a.Shape[1], b.Shape[1]));
    }

    /// <summary>Multiplies two matrices on at most so many threads; 1 is the calling thread alone.</summary>
    /// <inheritdoc cref="Multiply(Tensor{float}, Tensor{float})"/>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is less than 1.</exception>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b, int threads)
    {
        Check(a, b);
        Tensor<float> c = Tensor.Uninitialized<float>(a.Shape[0], b.Shape[1]);
        Multiply(a, b, c, threads);
        return c;
    }

    /// <summary>
    /// Stores the product of two matrices in a third, whatever was there. Where results are large and many, new memory for each takes up to
    /// a fifth of the time.
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
        Check(a, b);
        if (c.Rank != 2 || c.Shape[0] != a.Shape[0] || c.Shape[1] != b.Shape[1])
            throw new ArgumentException($"{Format(a)} times {Format(b)} does not fit into {Format(c)}.", nameof(c));
        if (c.AsSpan().Overlaps(a.AsSpan()) || c.AsSpan().Overlaps(b.AsSpan()))
            throw new ArgumentException("C shares elements with A or B, which are read until the end.", nameof(c));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);

        if (c.Length == 0 || a.Length == 0)
            c.AsSpan().Clear();
        else
            Gemm.Multiply(a, b, c, threads, Gemm.Widest);
    }

    private static void Check(Tensor<float> a, Tensor<float> b)
    {
        if (a.Rank != 2 || b.Rank != 2)
            throw new ArgumentException($"A matrix has rank 2; a has shape {Format(a)}, b has shape {Format(b)}.",
                a.Rank != 2 ? nameof(a) : nameof(b));
        if (a.Shape[1] != b.Shape[0])
            throw new ArgumentException($"{Format(a)} times {Format(b)}: the inner dimensions differ.", nameof(b));
    }

    private static string Format(Tensor<float> tensor) => Tensor.Format(tensor.Shape);
}

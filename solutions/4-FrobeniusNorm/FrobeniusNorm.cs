namespace Katas;

/// <summary>Computes the Frobenius norm of a matrix: its length as a vector.</summary>
// The square of a float overflows beyond 1.8e19 and underflows below 1e-23, and a float sum of n squares may be off by n units in the last
// place. Both functions therefore square and add in double, whose range and precision hold the square of every float, and round once,
// at the end.
public static class FrobeniusNorm
{
    /// <summary>Computes the square root of the sum over i and j of m[i, j]², with two loops.</summary>
    /// <param name="m">A matrix of any shape, which is not modified.</param>
    /// <returns>
    /// The norm. It is 0 when the matrix has no elements, infinity when an element is infinite, NaN when one is NaN, and either of the two
    /// when there are both.
    /// </returns>
    /// <remarks>
    /// The relative error is at most (n + 4) u, where n is the number of elements other than zero and u = 2^-24, as Higham's bounds allow
    /// for a sum in float or a chain of hypotenuses; only where squares are beyond the range of float may the norm be infinite or too
    /// small. A call takes memory in proportion to the number of elements, and memory does not grow from call to call. Several threads may
    /// call the method at the same time, and the same matrix always gives the same bits.
    /// </remarks>
    /// <exception cref="ArgumentException">m is not a matrix. ParamName is m, and the message shows its shape.</exception>
    public static float ByLoops(Tensor<float> m)
    {
        if (m.Shape is not [int rows, int columns])
            throw new ArgumentException($"A matrix has rank 2; the shape of m is {Tensor.Format(m.Shape)}.", nameof(m));

        double sum = 0;
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                sum += (double)m[i, j] * m[i, j];
        return (float)Math.Sqrt(sum);
    }

    /// <summary>
    /// Computes the same norm as <c>(m*m).sum().sqrt()</c> in the notebook: squares all elements, adds them up, and takes the square root.
    /// </summary>
    /// <inheritdoc cref="ByLoops"/>
    public static float ByElementwise(Tensor<float> m)
    {
        if (m.Rank != 2)
            throw new ArgumentException($"A matrix has rank 2; the shape of m is {Tensor.Format(m.Shape)}.", nameof(m));
        return (float)Math.Sqrt(Sum(Square(m)));
    }

    private static Tensor<double> Square(Tensor<float> m)
    {
        Tensor<double> squares = Tensor.Zeros<double>(m.Shape);
        ReadOnlySpan<float> elements = m.AsSpan();
        Span<double> squared = squares.AsSpan();
        for (int i = 0; i < squared.Length; i++)
            squared[i] = (double)elements[i] * elements[i];
        return squares;
    }

    private static double Sum(Tensor<double> tensor)
    {
        double sum = 0;
        foreach (double element in tensor.AsSpan())
            sum += element;
        return sum;
    }
}

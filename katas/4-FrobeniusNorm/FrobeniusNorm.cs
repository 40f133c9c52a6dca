namespace Katas;

/// <summary>Computes the Frobenius norm of a matrix: its length as a vector.</summary>
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
    public static float ByLoops(Tensor<float> m) =>
        throw new NotImplementedException(
            "Write FrobeniusNorm.ByLoops in katas/4-FrobeniusNorm/FrobeniusNorm.cs; README.md beside it explains how.");

    /// <summary>
    /// Computes the same norm as <c>(m*m).sum().sqrt()</c> in the notebook: squares all elements, adds them up, and takes the square root.
    /// </summary>
    /// <inheritdoc cref="ByLoops"/>
    public static float ByElementwise(Tensor<float> m) =>
        throw new NotImplementedException(
            "Write FrobeniusNorm.ByElementwise in katas/4-FrobeniusNorm/FrobeniusNorm.cs; README.md beside it explains how.");
}

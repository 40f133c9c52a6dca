namespace Katas;

/// <summary>Turns logits into logarithms of probabilities.</summary>
public static class LogSoftmax
{
    /// <summary>Computes the natural logarithm of the softmax of each row: log p[i, j] = log(exp z[i, j] / Σₖ exp z[i, k]).</summary>
    /// <param name="z">Logits of shape (m, n), all finite, with n at least 1.</param>
    /// <returns>A new matrix of shape (m, n), with no element above 0. Logits beyond the range of exp are no exception.</returns>
    public static Tensor<float> OfRows(Tensor<float> z) =>
        throw new NotImplementedException("Write LogSoftmax.OfRows in katas/Finale/LogSoftmax.cs; README.md beside it explains how.");
}

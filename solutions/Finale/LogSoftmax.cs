namespace Katas;

/// <summary>Turns logits into logarithms of probabilities.</summary>
public static class LogSoftmax
{
    /// <summary>Computes the natural logarithm of the softmax of each row: log p[i, j] = log(exp z[i, j] / Σₖ exp z[i, k]).</summary>
    /// <param name="z">Logits of shape (m, n), all finite, with n at least 1.</param>
    /// <returns>A new matrix of shape (m, n), with no element above 0. Logits beyond the range of exp are no exception.</returns>
    public static Tensor<float> OfRows(Tensor<float> z)
    {
        Tensor<float> logP = Tensor.Zeros<float>(z.Shape);
        for (int i = 0; i < z.Shape[0]; i++)
        {
            float max = float.NegativeInfinity, sum = 0;
            foreach (float element in z.Row(i))
                max = Math.Max(max, element);
            foreach (float element in z.Row(i))
                sum += MathF.Exp(element - max);   // at most 1 each, and 1 for the largest
            for (int j = 0; j < z.Shape[1]; j++)
                logP[i, j] = z[i, j] - max - MathF.Log(sum);
        }
        return logP;
    }
}

using static Katas.SimdMatmul;

namespace Katas.Rungs;

/// <summary>
/// Multiplies with the loops in the order i, k, j, the first rung of the lesson: the innermost loop reads a row of B and a row of C from
/// left to right.
/// </summary>
public static class LoopOrder
{
    /// <inheritdoc cref="SimdMatmul.Multiply(Tensor{float}, Tensor{float})"/>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        (int rows, int inner, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int k = 0; k < inner; k++)
                AddScaledRow(a[i, k], b.Row(k), c.Row(i));
        return c;
    }

    /// <summary>Adds a multiple of a row of B to a row of C: sums[j] += x row[j]. BLAS calls this axpy.</summary>
    private static void AddScaledRow(float x, ReadOnlySpan<float> row, Span<float> sums)
    {
        for (int j = 0; j < sums.Length; j++)
            sums[j] += x * row[j];
    }
}

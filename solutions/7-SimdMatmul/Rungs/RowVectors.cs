using System.Numerics;
using System.Runtime.InteropServices;
using static Katas.SimdMatmul;

namespace Katas.Rungs;

/// <summary>Multiplies as <see cref="LoopOrder"/> does, with vectors, the second rung of the lesson: a row is a span of vectors and a
/// remainder.</summary>
public static class RowVectors
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

    /// <summary>Adds a multiple of a row of B to a row of C: sums[j] += x row[j].</summary>
    internal static void AddScaledRow(float x, ReadOnlySpan<float> row, Span<float> sums)
    {
        ReadOnlySpan<Vector<float>> rowVectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        Span<Vector<float>> sumVectors = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (int v = 0; v < sumVectors.Length; v++)
            sumVectors[v] = Vector.MultiplyAddEstimate(new(x), rowVectors[v], sumVectors[v]);
        for (int j = sumVectors.Length * Vector<float>.Count; j < sums.Length; j++)
            sums[j] += x * row[j];
    }
}

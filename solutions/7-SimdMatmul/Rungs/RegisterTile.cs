using System.Numerics;
using System.Runtime.InteropServices;
using static Katas.Rungs.RowVectors;
using static Katas.SimdMatmul;

namespace Katas.Rungs;

/// <summary>
/// Multiplies tile by tile, the third rung of the lesson: the sums of 6 rows and 2 vectors of C stay in registers while k runs. The columns
/// beyond the last tile are multiplied as <see cref="RowVectors"/> does.
/// </summary>
public static class RegisterTile
{
    private const int TileRows = 6;

    private static readonly int tileColumns = 2 * Vector<float>.Count;

    /// <inheritdoc cref="SimdMatmul.Multiply(Tensor{float}, Tensor{float})"/>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        (int rows, int inner, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        Vector<float>[] sums = new Vector<float>[2 * TileRows];
        int tiled = columns - columns % tileColumns;
        for (int i = 0; i < rows; i += TileRows)
            for (int j = 0; j < tiled; j += tileColumns)
            {
                MultiplyTile(a, b, i, j, sums);
                StoreTile(sums, c, i, j);
            }
        if (tiled < columns)
            for (int i = 0; i < rows; i++)
                for (int k = 0; k < inner; k++)
                    AddScaledRow(a[i, k], b.Row(k)[tiled..], c.Row(i)[tiled..]);
        return c;
    }

    /// <summary>Computes the sums of C[i .. i + 6, j .. j + 2 W], row by row; where fewer rows are left, the last row of A stands for those
    /// that are missing.</summary>
    private static void MultiplyTile(Tensor<float> a, Tensor<float> b, int i, int j, Span<Vector<float>> sums)
    {
        int columns = b.Shape[1], last = a.Shape[0] - 1;
        ReadOnlySpan<float> a0 = a.Row(i);
        ReadOnlySpan<float> a1 = a.Row(Math.Min(i + 1, last))[..a0.Length];
        ReadOnlySpan<float> a2 = a.Row(Math.Min(i + 2, last))[..a0.Length];
        ReadOnlySpan<float> a3 = a.Row(Math.Min(i + 3, last))[..a0.Length];
        ReadOnlySpan<float> a4 = a.Row(Math.Min(i + 4, last))[..a0.Length];
        ReadOnlySpan<float> a5 = a.Row(Math.Min(i + 5, last))[..a0.Length];
        ReadOnlySpan<float> elements = b.AsSpan();
        Vector<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (int k = 0; k < a0.Length; k++)
        {
            ReadOnlySpan<Vector<float>> y = MemoryMarshal.Cast<float, Vector<float>>(elements.Slice(k * columns + j, tileColumns));
            Vector<float> y0 = y[0], y1 = y[1];
            Vector<float> x = new(a0[k]);
            c00 = Vector.MultiplyAddEstimate(x, y0, c00);
            c01 = Vector.MultiplyAddEstimate(x, y1, c01);
            x = new(a1[k]);
            c10 = Vector.MultiplyAddEstimate(x, y0, c10);
            c11 = Vector.MultiplyAddEstimate(x, y1, c11);
            x = new(a2[k]);
            c20 = Vector.MultiplyAddEstimate(x, y0, c20);
            c21 = Vector.MultiplyAddEstimate(x, y1, c21);
            x = new(a3[k]);
            c30 = Vector.MultiplyAddEstimate(x, y0, c30);
            c31 = Vector.MultiplyAddEstimate(x, y1, c31);
            x = new(a4[k]);
            c40 = Vector.MultiplyAddEstimate(x, y0, c40);
            c41 = Vector.MultiplyAddEstimate(x, y1, c41);
            x = new(a5[k]);
            c50 = Vector.MultiplyAddEstimate(x, y0, c50);
            c51 = Vector.MultiplyAddEstimate(x, y1, c51);
        }
        (sums[0], sums[1], sums[2], sums[3]) = (c00, c01, c10, c11);
        (sums[4], sums[5], sums[6], sums[7]) = (c20, c21, c30, c31);
        (sums[8], sums[9], sums[10], sums[11]) = (c40, c41, c50, c51);
    }

    /// <summary>Copies the sums of a tile to C, those of rows that C has.</summary>
    private static void StoreTile(Span<Vector<float>> sums, Tensor<float> c, int i, int j)
    {
        Span<float> tile = MemoryMarshal.Cast<Vector<float>, float>(sums);
        int height = Math.Min(TileRows, c.Shape[0] - i);
        for (int row = 0; row < height; row++)
            tile.Slice(row * tileColumns, tileColumns).CopyTo(c.Row(i + row)[j..]);
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using static Katas.SimdMatmul;

namespace Katas.Rungs;

/// <summary>
/// Multiplies panel by panel, the fourth rung of the lesson: the columns of B that a tile needs are copied once, in the order in which it
/// reads them, and are used for all rows of A.
/// </summary>
public static class PackedPanel
{
    private const int TileRows = 6;

    private static readonly int tileColumns = 2 * Vector<float>.Count;

    /// <inheritdoc cref="SimdMatmul.Multiply(Tensor{float}, Tensor{float})"/>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        (int rows, int inner, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        Pair[] panel = new Pair[inner];
        for (int j = 0; j < columns; j += tileColumns)
            MultiplyPanel(a, b, c, j, panel);
        return c;
    }

    /// <summary>Computes the columns of C from j on that a tile covers, with memory for a panel.</summary>
    internal static void MultiplyPanel(Tensor<float> a, Tensor<float> b, Tensor<float> c, int j, Pair[] panel)
    {
        Pack(b, j, panel);
        Vector<float>[] sums = new Vector<float>[2 * TileRows];
        for (int i = 0; i < c.Shape[0]; i += TileRows)
        {
            MultiplyTile(a, panel, i, sums);
            StoreTile(sums, c, i, j);
        }
    }

    /// <summary>Copies the columns of B from j on that a tile covers, or as many as there are.</summary>
    private static void Pack(Tensor<float> b, int j, Pair[] panel)
    {
        Span<float> floats = MemoryMarshal.Cast<Pair, float>(panel.AsSpan());
        int width = Math.Min(tileColumns, b.Shape[1] - j);
        for (int k = 0; k < panel.Length; k++)
            b.Row(k).Slice(j, width).CopyTo(floats[(k * tileColumns)..]);
    }

    /// <summary>Computes the sums of a tile from row i of A on, row by row; where fewer rows are left, the last row of A stands for those
    /// that are missing.</summary>
    private static void MultiplyTile(Tensor<float> a, ReadOnlySpan<Pair> panel, int i, Span<Vector<float>> sums)
    {
        int last = a.Shape[0] - 1;
        ReadOnlySpan<float> a0 = a.Row(i);
        ReadOnlySpan<float> a1 = a.Row(Math.Min(i + 1, last))[..a0.Length];
        ReadOnlySpan<float> a2 = a.Row(Math.Min(i + 2, last))[..a0.Length];
        ReadOnlySpan<float> a3 = a.Row(Math.Min(i + 3, last))[..a0.Length];
        ReadOnlySpan<float> a4 = a.Row(Math.Min(i + 4, last))[..a0.Length];
        ReadOnlySpan<float> a5 = a.Row(Math.Min(i + 5, last))[..a0.Length];
        panel = panel[..a0.Length];
        Vector<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (int k = 0; k < a0.Length; k++)
        {
            (Vector<float> y0, Vector<float> y1) = panel[k];
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

    /// <summary>Copies the sums of a tile to C, those of rows and columns that C has.</summary>
    private static void StoreTile(Span<Vector<float>> sums, Tensor<float> c, int i, int j)
    {
        Span<float> tile = MemoryMarshal.Cast<Vector<float>, float>(sums);
        int height = Math.Min(TileRows, c.Shape[0] - i), width = Math.Min(tileColumns, c.Shape[1] - j);
        for (int row = 0; row < height; row++)
            tile.Slice(row * tileColumns, width).CopyTo(c.Row(i + row)[j..]);
    }

    /// <summary>What a tile needs of a row of B.</summary>
    internal readonly record struct Pair(Vector<float> Left, Vector<float> Right);
}

using System.Numerics;
using System.Runtime.InteropServices;
using static Katas.SimdMatmul;

namespace Katas.Rungs;

/// <summary>
/// Multiplies panel by panel, the fourth rung of the lesson: the columns of B that a tile needs are copied once, in the order in which it
/// reads them, and are used for all rows of A. Zeros fill the last panel.
/// </summary>
public static class PackedPanel
{
    private const int TileRows = 6;

    private static readonly int tileColumns = 2 * Vector<float>.Count;

    /// <inheritdoc cref="SimdMatmul.Multiply(Tensor{float}, Tensor{float})"/>
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        (int rows, _, int columns) = Dimensions(a, b);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        for (int j = 0; j < columns; j += tileColumns)
            MultiplyPanel(a, b, c, j);
        return c;
    }

    /// <summary>Computes the columns of C from j on that a tile covers.</summary>
    internal static void MultiplyPanel(Tensor<float> a, Tensor<float> b, Tensor<float> c, int j)
    {
        Vector<float>[] panel = Pack(b, j);
        for (int i = 0; i < c.Shape[0]; i += TileRows)
            MultiplyTile(a, panel, c, i, j);
    }

    /// <summary>Copies the columns of B from j on that a tile covers: two vectors for each row of B, with zeros beyond its end.</summary>
    private static Vector<float>[] Pack(Tensor<float> b, int j)
    {
        int inner = b.Shape[0], width = Math.Min(tileColumns, b.Shape[1] - j);
        Vector<float>[] panel = new Vector<float>[2 * inner];
        Span<float> floats = MemoryMarshal.Cast<Vector<float>, float>(panel.AsSpan());
        for (int k = 0; k < inner; k++)
            b.Row(k).Slice(j, width).CopyTo(floats[(k * tileColumns)..]);
        return panel;
    }

    /// <summary>Computes C[i .. i + 6, j .. j + 2 W] from a panel; where fewer rows are left, the last row of A stands for those that are
    /// missing.</summary>
    private static void MultiplyTile(Tensor<float> a, ReadOnlySpan<Vector<float>> panel, Tensor<float> c, int i, int j)
    {
        int last = a.Shape[0] - 1;
        ReadOnlySpan<float> a0 = a.Row(i);
        ReadOnlySpan<float> a1 = a.Row(Math.Min(i + 1, last))[..a0.Length];
        ReadOnlySpan<float> a2 = a.Row(Math.Min(i + 2, last))[..a0.Length];
        ReadOnlySpan<float> a3 = a.Row(Math.Min(i + 3, last))[..a0.Length];
        ReadOnlySpan<float> a4 = a.Row(Math.Min(i + 4, last))[..a0.Length];
        ReadOnlySpan<float> a5 = a.Row(Math.Min(i + 5, last))[..a0.Length];
        Vector<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (int k = 0; k < a0.Length; k++)
        {
            Vector<float> y0 = panel[2 * k], y1 = panel[2 * k + 1];
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
        Span<Vector<float>> sums = [c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51];
        Span<float> tile = MemoryMarshal.Cast<Vector<float>, float>(sums);
        int width = Math.Min(tileColumns, c.Shape[1] - j);
        for (int row = i; row <= Math.Min(i + TileRows - 1, last); row++)
            tile.Slice((row - i) * tileColumns, width).CopyTo(c.Row(row)[j..]);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Katas;

/// <summary>Multiplies A by B into C, panel by panel and tile by tile, for one width of vector.</summary>
internal static class Product<TVector, TLanes> where TVector : unmanaged where TLanes : ILanes<TVector>
{
    private static int Lanes => Unsafe.SizeOf<TVector>() / sizeof(float);

    /// <summary>Stores the product of A, (m, k), and B, (k, n), in C, (m, n), whatever was there; none of the three is empty.</summary>
    public static void Multiply(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        if (Blocking.DotsPay(c.Shape[0], c.Shape[1]))
            MultiplyByDots(a, b, c, threads);
        else
            MultiplyByTiles(a, b, c, threads);
    }

    // ---- Lanes along the columns: one float of A against vectors of a row of B ----------------------------------------

    /// <summary>Takes B block by block. A block of rows of A meets one panel after the other.</summary>
    private static void MultiplyByTiles(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        int m = c.Shape[0], n = c.Shape[1], k = b.Shape[0];
        foreach (Panel[] panels in Blocking.Blocks(m, k, n, Lanes, TLanes.Widest))
        {
            Panel[] packed = Array.FindAll(panels, panel => panel.IsPacked);   // all of the same rows, as where B stays in place only the last can be packed
            using AlignedBuffer buffer = new(packed.Sum(panel => panel.Depth * panel.Width));
            Memory<float> floats = buffer.Floats;
            Blocking.InParallel(packed.Length, 1, threads, (first, last) => Pack(b, packed.AsSpan()[first..last], floats.Span));
            Blocking.InParallel(m, Blocking.TileRows, threads, (first, last) => MultiplyRows(first, last, a, b, c, panels, floats.Span));
        }
    }

    /// <summary>Copies panels of the same rows to lie in one piece each, a row of B at a time, as memory delivers it best. Lanes beyond the last column hold what follows in B or lay in the buffer; nothing looks at them.</summary>
    private static void Pack(Tensor<float> b, ReadOnlySpan<Panel> panels, Span<float> packed)
    {
        int n = b.Shape[1];
        for (int k = 0; !panels.IsEmpty && k < panels[0].Depth; k++)
            foreach (Panel panel in panels)
            {
                ReadOnlySpan<float> row = b.AsSpan()[((panel.Row + k) * n + panel.Column)..];
                row[..Math.Min(panel.Width, row.Length)].CopyTo(packed[(panel.Offset + k * panel.Width)..]);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]   // as the tile: a few large products are over before the JIT would come back
    private static void MultiplyRows(int first, int last, Tensor<float> left, Tensor<float> right, Tensor<float> product, Panel[] panels, ReadOnlySpan<float> packed)
    {
        int n = product.Shape[1], k = left.Shape[1];
        Span<float> edge = stackalloc float[Blocking.TileRows * TLanes.Widest * Lanes];
        for (int block = first, height; block < last; block += height)
        {
            height = Blocking.Height(last - block, panels[0].Depth);
            foreach (Panel panel in panels)
                for (int i = block; i < Math.Min(last, block + height); i += Blocking.TileRows)
                {
                    int rows = Math.Min(Blocking.TileRows, last - i), columns = Math.Min(panel.Width, n - panel.Column), ldb = panel.IsPacked ? panel.Width : n;
                    ReadOnlySpan<float> a = left.AsSpan()[(i * k + panel.Row)..];
                    ReadOnlySpan<float> b = panel.IsPacked ? packed[panel.Offset..] : right.AsSpan()[(panel.Row * n + panel.Column)..];
                    Span<float> c = product.AsSpan()[(i * n + panel.Column)..];
                    bool add = panel.Row > 0;
                    if (columns == panel.Width)
                    {
                        MultiplyTile(rows, panel.Width / Lanes, a, k, panel.Depth, b, ldb, c, n, add);
                        continue;
                    }
                    for (int r = 0; add && r < rows; r++)   // the tile reaches beyond C, so it works in a buffer
                        c.Slice(r * n, columns).CopyTo(edge[(r * panel.Width)..]);
                    MultiplyTile(rows, panel.Width / Lanes, a, k, panel.Depth, b, ldb, edge, panel.Width, add);
                    for (int r = 0; r < rows; r++)
                        edge.Slice(r * panel.Width, columns).CopyTo(c[(r * n)..]);
                }
        }
    }

    private static void MultiplyTile(int rows, int vectors, ReadOnlySpan<float> a, int lda, int depth, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, bool add)
    {
        switch (rows)
        {
            case 1: MultiplyTile<One>(vectors, a, lda, depth, b, ldb, c, ldc, add); break;
            case 2: MultiplyTile<Two>(vectors, a, lda, depth, b, ldb, c, ldc, add); break;
            case 3: MultiplyTile<Three>(vectors, a, lda, depth, b, ldb, c, ldc, add); break;
            case 4: MultiplyTile<Four>(vectors, a, lda, depth, b, ldb, c, ldc, add); break;
            case 5: MultiplyTile<Five>(vectors, a, lda, depth, b, ldb, c, ldc, add); break;
            default: MultiplyTile<Six>(vectors, a, lda, depth, b, ldb, c, ldc, add); break;
        }
    }

    private static void MultiplyTile<TRows>(int vectors, ReadOnlySpan<float> a, int lda, int depth, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, bool add) where TRows : ICount
    {
        switch (vectors)
        {
            case 1: Tile<TVector, TLanes, float, TRows, One>.Multiply(a, lda, depth, b, ldb, c, ldc, add); break;
            case 2: Tile<TVector, TLanes, float, TRows, Two>.Multiply(a, lda, depth, b, ldb, c, ldc, add); break;
            case 3: Tile<TVector, TLanes, float, TRows, Three>.Multiply(a, lda, depth, b, ldb, c, ldc, add); break;
            default: Tile<TVector, TLanes, float, TRows, Four>.Multiply(a, lda, depth, b, ldb, c, ldc, add); break;
        }
    }

    // ---- Lanes along k: a vector of a row of A against a vector of a column of B --------------------------------------

    /// <summary>
    /// For B of few columns, where rows of B would leave lanes empty and A, read once, is most of the work. One row of A against two
    /// columns goes as fast as memory delivers A; what has come into the cache then meets the other columns, four at a time.
    /// </summary>
    private static void MultiplyByDots(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        int m = c.Shape[0], n = c.Shape[1], k = Blocking.RoundUp(b.Shape[0], Lanes);
        using AlignedBuffer buffer = new((n + 3) * k);
        Memory<float> floats = buffer.Floats;
        for (int j = 0, width = 2; j < n; j += width, width = 4)
            PackColumns(b, j, Math.Min(width, n - j), width, floats.Span.Slice(j * k, width * k));
        Blocking.InParallel(m, Blocking.TileRows, threads, (first, last) =>
        {
            ReadOnlySpan<float> packed = floats.Span;
            for (int i = first, end; i < last; i = end)
            {
                end = Math.Min(last, i + Blocking.Height(last - i, k));
                MultiplyByDots<One, Two>(i, end, a, packed, c, 0);
                for (int j = 2; j < n; j += 4)
                    if (TLanes.Widest == 4)
                        MultiplyByDots<Six, Four>(i, end, a, packed[(j * k)..], c, j);
                    else
                        MultiplyByDots<Two, Four>(i, end, a, packed[(j * k)..], c, j);
            }
        });
    }

    private static void MultiplyByDots<TRows, TColumns>(int first, int last, Tensor<float> a, ReadOnlySpan<float> panel, Tensor<float> c, int column) where TRows : ICount where TColumns : ICount
    {
        int i = first;
        for (; i + TRows.Value <= last; i += TRows.Value)
            Dots<TRows, TColumns>(i, a, panel, c, column);
        for (; i < last; i++)
            Dots<One, TColumns>(i, a, panel, c, column);
    }

    private static void Dots<TRows, TColumns>(int i, Tensor<float> left, ReadOnlySpan<float> panel, Tensor<float> product, int column) where TRows : ICount where TColumns : ICount
    {
        int k = left.Shape[1], whole = k / Lanes * Lanes, width = TColumns.Value * Lanes, columns = Math.Min(TColumns.Value, product.Shape[1] - column);
        ReadOnlySpan<float> a = left.AsSpan().Slice(i * k, TRows.Value * k);
        Span<TVector> dots = stackalloc TVector[TRows.Value * TColumns.Value];
        Span<float> lanes = MemoryMarshal.Cast<TVector, float>(dots);
        Tile<TVector, TLanes, TVector, TRows, TColumns>.Multiply(a, k, whole, panel, width, lanes, width, add: false);
        if (whole < k)
        {
            Span<float> ends = stackalloc float[TRows.Value * Lanes];
            for (int r = 0; r < TRows.Value; r++)
                a.Slice(r * k + whole, k - whole).CopyTo(ends[(r * Lanes)..]);
            Tile<TVector, TLanes, TVector, TRows, TColumns>.Multiply(ends, Lanes, Lanes, panel[(whole * TColumns.Value)..], width, lanes, width, add: true);
        }
        for (int r = 0; r < TRows.Value; r++)
            for (int j = 0; j < columns; j++)
                product.Row(i + r)[column + j] = TLanes.Sum(dots[r * TColumns.Value + j]);
    }

    /// <summary>Copies columns of B side by side: a vector of the first, a vector of the next, and on down; zeros where columns or rows are wanting.</summary>
    private static void PackColumns(Tensor<float> right, int column, int columns, int width, Span<float> panel)
    {
        ReadOnlySpan<float> b = right.AsSpan();
        panel.Clear();
        for (int k = 0; k < right.Shape[0]; k++)
            for (int j = 0; j < columns; j++)
                panel[(k / Lanes * width + j) * Lanes + k % Lanes] = b[k * right.Shape[1] + column + j];
    }
}

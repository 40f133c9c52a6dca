using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Katas;

/// <summary>Adds A B to C, panel by panel and tile by tile, for one width of vector.</summary>
internal static class Product<TVector, TLanes> where TVector : unmanaged where TLanes : ILanes<TVector>
{
    private const int Deepest = 1024;       // rows of B in a block: four rows of A of this length, 16 KB, stay in the first-level cache
    private const int Broadest = 4096;      // columns of B in a block: what is packed takes 16 MB at most
    private static int SmallB => Lanes == 16 ? 1 << 16 : 1 << 12;   // floats of B that are read as well where they lie: narrow panels use cache lines in part
    private const int BlockOfA = 1 << 16;   // floats of A that it holds while panel after panel of a narrow B comes by

    private static int Lanes => Unsafe.SizeOf<TVector>() / sizeof(float);

    public static void Add(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        int m = c.Shape[0], n = c.Shape[1];
        if (m >= 64 && n <= 10)
            AddDots(a, b, c, threads);
        else if (m == 5)
            AddTiles<Five>(a, b, c, threads);
        else if (m > 5 && n <= Lanes)
            AddTiles<Six>(a, b, c, threads);
        else
            AddTiles<Four>(a, b, c, threads);
    }

    // ---- Lanes along the columns: one float of A against vectors of a row of B ----------------------------------------

    /// <summary>Rows [Row, Row + Depth) and columns [Column, Column + Width) of B, packed in a buffer from Offset on, or, if that is negative, where they lie.</summary>
    private readonly record struct Panel(int Row, int Depth, int Column, int Width, int Offset);

    /// <summary>Takes B in blocks, so that what is packed stays small, and a block in panels, as wide as the tile. Every tile of C meets its panel of each block.</summary>
    private static void AddTiles<TRows>(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads) where TRows : ICount
    {
        int m = c.Shape[0], n = c.Shape[1], k = b.Shape[0], widest = Math.Min(4, TLanes.Accumulators / TRows.Value) * Lanes;
        int deepest = Math.Min(k, Deepest), broadest = Math.Min(RoundUp(n), Broadest / widest * widest);
        bool once = m <= TRows.Value, stays = once || b.Length <= SmallB;
        float[] buffer = ArrayPool<float>.Shared.Rent(deepest * (stays ? widest : broadest) + 16);
        int origin = Aligned(buffer);
        for (int left = 0; left < n; left += broadest)
            for (int top = 0; top < k; top += deepest)
            {
                List<Panel> panels = [];
                for (int column = left, depth = Math.Min(deepest, k - top); column < n && column < left + broadest; column += widest)
                {
                    // In place as far as a whole width can be read: within B, and for a single tile even beyond the end of a row, as those lanes are thrown away.
                    int width = Math.Min(widest, RoundUp(n - column)), readable = b.Length - column - width;
                    int inPlace = stays && readable >= 0 && (once || column + width <= n) ? Math.Clamp(readable / n + 1 - top, 0, depth) : 0;
                    if (inPlace > 0)
                        panels.Add(new(top, inPlace, column, width, -1));
                    if (inPlace < depth)
                        panels.Add(new(top + inPlace, depth - inPlace, column, width, origin + (stays ? 0 : (column - left) * depth)));
                }
                InParallel(panels.Count, 1, stays ? 1 : threads, (first, last) => Pack(b, CollectionsMarshal.AsSpan(panels)[first..last], buffer));
                InParallel(m, TRows.Value, threads, (first, last) => AddRows<TRows>(first, last, a, b, c, CollectionsMarshal.AsSpan(panels), buffer));
            }
        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>Copies panels to lie in one piece each, row after row; zeros beyond the last column.</summary>
    private static void Pack(Tensor<float> b, ReadOnlySpan<Panel> panels, float[] buffer)
    {
        int n = b.Shape[1];
        foreach (Panel panel in panels)
            for (int k = 0; k < panel.Depth && panel.Offset >= 0; k++)
            {
                Span<float> packed = buffer.AsSpan(panel.Offset + k * panel.Width, panel.Width);
                int columns = Math.Min(panel.Width, n - panel.Column);
                b.AsSpan().Slice((panel.Row + k) * n + panel.Column, columns).CopyTo(packed);
                packed[columns..].Clear();
            }
    }

    private static void AddRows<TRows>(int first, int last, Tensor<float> left, Tensor<float> right, Tensor<float> sum, ReadOnlySpan<Panel> panels, float[] packed) where TRows : ICount
    {
        int n = sum.Shape[1], k = left.Shape[1];
        Span<float> edge = stackalloc float[TRows.Value * panels[0].Width];
        for (int i = first; i < last; i += TRows.Value)
            foreach (Panel panel in panels)
            {
                int rows = Math.Min(TRows.Value, last - i), columns = Math.Min(panel.Width, n - panel.Column), ldb = panel.Offset < 0 ? n : panel.Width;
                ReadOnlySpan<float> a = left.AsSpan()[(i * k + panel.Row)..];
                ReadOnlySpan<float> b = panel.Offset < 0 ? right.AsSpan()[(panel.Row * n + panel.Column)..] : packed.AsSpan(panel.Offset);
                Span<float> c = sum.AsSpan()[(i * n + panel.Column)..];
                if (rows == TRows.Value && columns == panel.Width)
                    AddTile<TRows>(panel.Width / Lanes, a, k, rows, panel.Depth, b, ldb, c, n);
                else   // the tile reaches beyond C
                {
                    edge.Clear();
                    AddTile<TRows>(panel.Width / Lanes, a, k, rows, panel.Depth, b, ldb, edge, panel.Width);
                    for (int r = 0; r < rows; r++)
                        for (int j = 0; j < columns; j++)
                            c[r * n + j] += edge[r * panel.Width + j];
                }
            }
    }

    private static void AddTile<TRows>(int vectors, ReadOnlySpan<float> a, int lda, int rows, int depth, ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc) where TRows : ICount
    {
        switch (vectors)
        {
            case 1: Tile<TVector, TLanes, float, TRows, One>.Add(a, lda, rows, depth, b, ldb, c, ldc); break;
            case 2: Tile<TVector, TLanes, float, TRows, Two>.Add(a, lda, rows, depth, b, ldb, c, ldc); break;
            case 3: Tile<TVector, TLanes, float, TRows, Three>.Add(a, lda, rows, depth, b, ldb, c, ldc); break;
            default: Tile<TVector, TLanes, float, TRows, Four>.Add(a, lda, rows, depth, b, ldb, c, ldc); break;
        }
    }

    // ---- Lanes along k: a vector of a row of A against a vector of a column of B --------------------------------------

    /// <summary>
    /// For B of few columns, where rows of B would leave lanes empty and A, read once, is most of the work. One row of A against two
    /// columns goes as fast as memory delivers A; what has come into the cache then meets the other columns, four at a time.
    /// </summary>
    private static void AddDots(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        int m = c.Shape[0], n = c.Shape[1], k = RoundUp(b.Shape[0]);
        float[] buffer = ArrayPool<float>.Shared.Rent((n + 3) * k + 16);
        int origin = Aligned(buffer);
        for (int j = 0, width = 2; j < n; j += width, width = 4)
            PackColumns(b, j, Math.Min(width, n - j), width, buffer.AsSpan(origin + j * k, width * k));
        InParallel(m, 6, threads, (first, last) =>
        {
            ReadOnlySpan<float> packed = buffer.AsSpan(origin);
            int block = Math.Max(1, BlockOfA / k / 6) * 6;
            for (int i = first; i < last; i += block)
            {
                int end = Math.Min(last, i + block);
                AddDots<One, Two>(i, end, a, packed, c, 0);
                for (int j = 2; j < n; j += 4)
                    if (TLanes.Accumulators >= 16)
                        AddDots<Six, Four>(i, end, a, packed[(j * k)..], c, j);
                    else
                        AddDots<Two, Four>(i, end, a, packed[(j * k)..], c, j);
            }
        });
        ArrayPool<float>.Shared.Return(buffer);
    }

    private static void AddDots<TRows, TColumns>(int first, int last, Tensor<float> left, ReadOnlySpan<float> panel, Tensor<float> sum, int column) where TRows : ICount where TColumns : ICount
    {
        int k = left.Shape[1], whole = k / Lanes * Lanes, width = TColumns.Value * Lanes, n = sum.Shape[1];
        Span<TVector> dots = stackalloc TVector[TRows.Value * TColumns.Value];
        Span<float> lanes = MemoryMarshal.Cast<TVector, float>(dots), ends = stackalloc float[TRows.Value * Lanes];
        for (int i = first; i < last; i += TRows.Value)
        {
            int rows = Math.Min(TRows.Value, last - i);
            ReadOnlySpan<float> a = left.AsSpan()[(i * k)..];
            dots.Clear();
            Tile<TVector, TLanes, TVector, TRows, TColumns>.Add(a, k, rows, whole, panel, width, lanes, width);
            if (whole < k)
            {
                for (int r = 0; r < rows; r++)
                    a.Slice(r * k + whole, k - whole).CopyTo(ends[(r * Lanes)..]);
                Tile<TVector, TLanes, TVector, TRows, TColumns>.Add(ends, Lanes, rows, Lanes, panel[(whole * TColumns.Value)..], width, lanes, width);
            }
            for (int r = 0; r < rows; r++)
                for (int j = 0; j < TColumns.Value && column + j < n; j++)
                    sum.AsSpan()[(i + r) * n + column + j] = TLanes.Sum(dots[r * TColumns.Value + j]);
        }
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

    // ---- What both share ------------------------------------------------------------------------------------------------

    /// <summary>Splits [0, count) into pieces, multiples of a step, for so many threads. No sum depends on the split.</summary>
    private static void InParallel(int count, int step, int threads, Action<int, int> body)
    {
        int piece = (count / (8 * threads) / step + 1) * step;   // eight for each thread, as some will be slower
        if (threads == 1 || piece >= count)
            body(0, count);
        else
            Parallel.For(0, (count + piece - 1) / piece, new ParallelOptions { MaxDegreeOfParallelism = threads },
                p => body(p * piece, Math.Min(count, (p + 1) * piece)));
    }

    private static int RoundUp(int x) => (x + Lanes - 1) / Lanes * Lanes;

    /// <summary>The first index at a multiple of 64 bytes, so that no vector lies across two cache lines. Should the buffer be moved, only speed is lost.</summary>
    private static int Aligned(float[] buffer) => (int)(-Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref buffer[0]) & 63) / sizeof(float);
}

using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Katas;

/// <summary>Multiplies A by B into C, panel by panel and tile by tile, for one width of vector.</summary>
internal static class Product<TVector, TLanes> where TVector : unmanaged where TLanes : ILanes<TVector>
{
    private const int Rows = 6;             // of a tile; see ILanes.Widest
    private const int Deepest = 1024;       // rows of B in a panel: 256 KB of it, at 64 columns, stay in the second-level cache
    private const int BlockOfA = 1 << 16;   // floats of A that meet one panel after the other: 256 KB, in the same cache
    private const int Broadest = 2048;      // columns of B that are packed at a time, 8 MB at most
    private const int SmallB = 1 << 17;     // floats of B that are read as well where they lie, as they stay in the second-level cache
    private const int Few = 4 * Rows;       // rows of A for which B is not worth packing, which takes as long as some ten rows
    private const int WorthThreads = 1 << 17;   // floats of B that take longer to pack than other threads take to wake

    private static int Lanes => Unsafe.SizeOf<TVector>() / sizeof(float);

    /// <summary>Stores the product of A, (m, k), and B, (k, n), in C, (m, n), whatever was there; none of the three is empty.</summary>
    public static void Multiply(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        if (c.Shape[0] >= 64 && c.Shape[1] <= 10)
            MultiplyByDots(a, b, c, threads);
        else
            MultiplyByTiles(a, b, c, threads);
    }

    // ---- Lanes along the columns: one float of A against vectors of a row of B ----------------------------------------

    /// <summary>Rows [Row, Row + Depth) and columns [Column, Column + Width) of B, packed in a buffer from Offset on, or, if that is negative, where they lie.</summary>
    private readonly record struct Panel(int Row, int Depth, int Column, int Width, int Offset);

    /// <summary>Takes B in blocks, so that what is packed stays small, and a block in panels, as wide as the tile. A block of rows of A meets one panel after the other.</summary>
    private static void MultiplyByTiles(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    {
        int m = c.Shape[0], n = c.Shape[1], k = b.Shape[0], blocks = (k + Deepest - 1) / Deepest, deepest = (k + blocks - 1) / blocks;
        int widest = TLanes.Widest * Lanes, broadest = Math.Min(RoundUp(n, Lanes), Broadest);
        bool few = m <= Few, stays = few || m <= 256 && n <= 512 && b.Length <= SmallB;   // columns of a broader B push each other out of the cache
        float[] buffer = ArrayPool<float>.Shared.Rent(deepest * (stays ? widest : broadest) + 16);
        int origin = Aligned(buffer);
        for (int left = 0; left < n; left += broadest)
            for (int top = 0; top < k; top += deepest)
            {
                List<Panel> panels = [];
                for (int column = left, depth = Math.Min(deepest, k - top), width; column < n && column < left + broadest; column += width)
                {
                    // In place as far as a whole width can be read: within B, and for few rows even beyond the end of a row of B, as those lanes are thrown away.
                    width = WidthOf(Math.Min(n, left + broadest) - column);
                    int readable = b.Length - column - width;
                    int inPlace = stays && readable >= 0 && (few || column + width <= n) ? Math.Clamp(readable / n + 1 - top, 0, depth) : 0;
                    if (inPlace > 0)
                        panels.Add(new(top, inPlace, column, width, -1));
                    if (inPlace < depth)
                        panels.Add(new(top + inPlace, depth - inPlace, column, width, origin + (stays ? 0 : (column - left) * depth)));
                }
                List<Panel> packed = panels.FindAll(panel => panel.Offset >= 0);   // all of the same rows: where most stays in place, one
                InParallel(packed.Count, 1, b.Length < WorthThreads ? 1 : threads, (first, last) => Pack(b, CollectionsMarshal.AsSpan(packed)[first..last], buffer));
                InParallel(m, Rows, threads, (first, last) => MultiplyRows(first, last, a, b, c, CollectionsMarshal.AsSpan(panels), buffer));
            }
        ArrayPool<float>.Shared.Return(buffer);
    }

    /// <summary>The width of the next panel: all that are left, as far as the tile goes. But 5 vectors are 3 and 2: a tile one vector wide has too few sums to keep the processor busy.</summary>
    private static int WidthOf(int columns)
    {
        int vectors = (columns + Lanes - 1) / Lanes;
        return Lanes * (vectors == TLanes.Widest + 1 ? vectors - 2 : Math.Min(vectors, TLanes.Widest));
    }

    /// <summary>Copies panels of the same rows to lie in one piece each, a row of B at a time, as memory delivers it best; zeros beyond the last column.</summary>
    private static void Pack(Tensor<float> b, ReadOnlySpan<Panel> panels, float[] buffer)
    {
        int n = b.Shape[1];
        for (int k = 0; !panels.IsEmpty && k < panels[0].Depth; k++)
            foreach (Panel panel in panels)
            {
                Span<float> packed = buffer.AsSpan(panel.Offset + k * panel.Width, panel.Width);
                int columns = Math.Min(panel.Width, n - panel.Column);
                b.AsSpan().Slice((panel.Row + k) * n + panel.Column, columns).CopyTo(packed);
                if (columns < panel.Width)
                    packed[columns..].Clear();
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]   // as the tile: a few large products are over before the JIT would come back
    private static void MultiplyRows(int first, int last, Tensor<float> left, Tensor<float> right, Tensor<float> product, ReadOnlySpan<Panel> panels, float[] packed)
    {
        int n = product.Shape[1], k = left.Shape[1];
        Span<float> edge = stackalloc float[Rows * TLanes.Widest * Lanes];
        int height = BlockHeight(last - first, panels[0].Depth);
        for (int block = first; block < last; block += height)
            foreach (Panel panel in panels)
                for (int i = block; i < Math.Min(last, block + height); i += Rows)
                {
                    int rows = Math.Min(Rows, last - i), columns = Math.Min(panel.Width, n - panel.Column), ldb = panel.Offset < 0 ? n : panel.Width;
                    ReadOnlySpan<float> a = left.AsSpan()[(i * k + panel.Row)..];
                    ReadOnlySpan<float> b = panel.Offset < 0 ? right.AsSpan()[(panel.Row * n + panel.Column)..] : packed.AsSpan(panel.Offset);
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
        int m = c.Shape[0], n = c.Shape[1], k = RoundUp(b.Shape[0], Lanes);
        float[] buffer = ArrayPool<float>.Shared.Rent((n + 3) * k + 16);
        int origin = Aligned(buffer);
        for (int j = 0, width = 2; j < n; j += width, width = 4)
            PackColumns(b, j, Math.Min(width, n - j), width, buffer.AsSpan(origin + j * k, width * k));
        InParallel(m, Rows, threads, (first, last) =>
        {
            ReadOnlySpan<float> packed = buffer.AsSpan(origin);
            int height = BlockHeight(last - first, k);
            for (int i = first; i < last; i += height)
            {
                int end = Math.Min(last, i + height);
                MultiplyByDots<One, Two>(i, end, a, packed, c, 0);
                for (int j = 2; j < n; j += 4)
                    if (TLanes.Widest == 4)
                        MultiplyByDots<Six, Four>(i, end, a, packed[(j * k)..], c, j);
                    else
                        MultiplyByDots<Two, Four>(i, end, a, packed[(j * k)..], c, j);
            }
        });
        ArrayPool<float>.Shared.Return(buffer);
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

    /// <summary>The rows of A in a block: all blocks of a size, so that the last one is not a sliver for which B comes by once more.</summary>
    private static int BlockHeight(int rows, int depth)
    {
        int blocks = Math.Max(1, (int)(((long)rows * depth + BlockOfA / 2) / BlockOfA));
        return RoundUp((rows + blocks - 1) / blocks, Rows);
    }

    private static int RoundUp(int x, int step) => (x + step - 1) / step * step;

    /// <summary>The first index at a multiple of 64 bytes, so that no vector lies across two cache lines. Should the buffer be moved, only speed is lost.</summary>
    private static int Aligned(float[] buffer) => (int)(-Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref buffer[0]) & 63) / sizeof(float);
}

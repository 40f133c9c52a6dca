using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Katas;

/// <summary>
/// General matrix multiplication, as BLAS calls it: chooses the axis that the lanes of a vector run along, and the width of the vectors.
/// </summary>
internal static class Gemm
{
    /// <summary>Gets the floats in the widest vector of this processor.</summary>
    public static int Widest =>
        Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;

    /// <summary>Stores the product of A, (m, k), and B, (k, n), in C, (m, n), whatever was there; none of the three is empty.</summary>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C.</param>
    /// <param name="threads">The number of threads at most.</param>
    /// <param name="widest">The floats in the widest vector to use: 16, 8, 4 or 1.</param>
    public static void Multiply(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads, int widest)
    {
        int m = c.Shape[0], k = b.Shape[0], n = c.Shape[1];
        if (k == 1 && n == 1)   // B is a number, and the column A as good as a row: up to five times as fast
            (a, b, m, n) = (b, a, n, m);
        bool alongK = Blocking.LanesRunAlongK(m, k, n, widest);
        switch (Blocking.Width(n, alongK, widest))
        {
            case 16: Gemm<Vector512<float>, Vector512Ops>.Multiply(a, b, c, m, k, n, threads, alongK); break;
            case 8: Gemm<Vector256<float>, Vector256Ops>.Multiply(a, b, c, m, k, n, threads, alongK); break;
            case 4: Gemm<Vector128<float>, Vector128Ops>.Multiply(a, b, c, m, k, n, threads, alongK); break;
            default: Gemm<float, ScalarOps>.Multiply(a, b, c, m, k, n, threads, alongK); break;
        }
    }
}

/// <summary>Multiplies A, (m, k), by B, (k, n), into C, (m, n), for one width of vector.</summary>
internal static unsafe class Gemm<TVector, TOps> where TVector : unmanaged where TOps : IVectorOps<TVector>
{
    private static int W => sizeof(TVector) / sizeof(float);

    /// <summary>
    /// Chooses the way to multiply; what is small and needs no copy goes straight to the tiles. Not to be inlined: the JIT inlines only so
    /// much into one method, and a product of 2 x 2 matrices took twice as long when it had no room left for slices.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(Tensor<float> a, Tensor<float> b, Tensor<float> c, int m, int k, int n, int threads, bool alongK)
    {
        int vectors = Blocking.Vectors(m, TOps.Vectors);
        if (alongK)
            MultiplyAlongK(a, b, c, m, threads, vectors, new(k, n == 1 ? 1 : 0, n, k, n));
        else if (threads > 1 || !Blocking.IsOneBlock(m, k, n, W))
            MultiplyBlocks(a, b, c, m, k, n, threads, vectors);
        else
            MultiplyRows<float>(m, vectors, a.AsSpan(), b.AsSpan(), c.AsSpan(), new(k, n, n, k, n));
    }

    /// <summary>
    /// Multiplies with the lanes along the rows of B, which are taken block by block, packed or where they are. Blocks of the same columns
    /// come from the top down: the first stores its sums, the others add to them.
    /// </summary>
    private static void MultiplyBlocks(Tensor<float> a, Tensor<float> b, Tensor<float> c, int m, int k, int n, int threads, int vectors)
    {
        bool packs = Blocking.PackingPays(m, k, n, W);
        int height = Blocking.KC(m, k, n, W), most = Math.Min(n, Blocking.NC(m, n, W) + W);   // the last may be broader than the first
        using AlignedBuffer buffer = new(packs ? height * most : 0);
        for (int column = 0, width; column < n; column += width)
        {
            width = Blocking.NC(m, n - column, W);
            for (int row = 0, depth; row < k; row += depth)
            {
                depth = Math.Min(height, k - row);
                Memory<float> source = b.AsMemory()[(row * n + column)..];
                var job = (A: a.AsMemory()[row..], Source: source, B: packs ? buffer.Floats : source, C: c.AsMemory()[column..],
                    Vectors: vectors, Block: new Grid(k, packs ? 0 : n, n, depth, width, Add: row > 0));
                if (packs)
                    Blocking.InParallel(depth, 1, threads, job, static (job, from, to) =>
                        Pack<float>(from, to, job.Vectors, job.Source.Span, job.B.Span, job.Block));
                Blocking.InParallel(m, Blocking.MR, threads, job, static (job, from, to) => MultiplyRows<float>(to - from, job.Vectors,
                    job.A.Span[(from * job.Block.Lda)..], job.B.Span, job.C.Span[(from * job.Block.Ldc)..], job.Block));
            }
        }
    }

    /// <summary>
    /// Multiplies with the lanes along k, all of B in one block, which is packed; a single column lies in one piece already. The loops over
    /// blocks would add some 30 ns, while 30 x 44 x 1 takes 100 ns.
    /// </summary>
    private static void MultiplyAlongK(Tensor<float> a, Tensor<float> b, Tensor<float> c, int m, int threads, int vectors, in Grid block)
    {
        bool packs = block.Ldb == 0;
        using AlignedBuffer buffer = new(packs ? Blocking.Padded(block.Depth, W) * block.Columns : 0);
        if (packs)
            Pack<TVector>(0, block.Depth, vectors, b.AsSpan(), buffer.Floats.Span, block);
        var job = (A: a, B: packs ? buffer.Floats : b.AsMemory(), C: c, Vectors: vectors, Block: block);
        Blocking.InParallel(m, Blocking.MR, threads, job, static (job, from, to) => MultiplyRows<TVector>(to - from, job.Vectors,
            job.A.AsSpan()[(from * job.Block.Lda)..], job.B.Span, job.C.AsSpan()[(from * job.Block.Ldc)..], job.Block));
    }

    /// <summary>
    /// Copies rows of a block into its panels, so that the tile reads each panel from front to back: vectors of one row after another or,
    /// with the lanes along k, a vector of the first column, a vector of the second, and on down, the last of them filled up with zeros.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]   // as the tile: a few large products are over before the JIT would come back
    public static void Pack<TLeft>(int first, int last, int vectors, ReadOnlySpan<float> b, Span<float> packed, in Grid block)
        where TLeft : unmanaged
    {
        int step = sizeof(TLeft) / sizeof(float), w = W / step, ldb = block.Ldc, width = block.Columns;
        int end = (block.Depth - 1) * ldb + width, height = Blocking.Padded(block.Depth, step);
        fixed (float* b0 = b[..end], packed0 = packed[..(height * width)])
            for (int row = first; row < last; row += step)
                for (int j = 0, columns; j < width; j += columns)
                {
                    columns = Blocking.Columns(width - j, w, vectors);
                    float* from = b0 + (nint)row * ldb + j, to = packed0 + j * height + row * columns;
                    for (int v = 0, column; v < columns; v += w)
                    {
                        column = Math.Min(v, columns - w);   // the last vector may overlap the one before
                        *(TVector*)(to + column * step) =
                            step == 1 ? *(TVector*)(from + column) : Column(from + column, ldb, (int)(b0 + end - from) - column);
                    }
                }
    }

    /// <summary>Takes every n-th of the floats before an end, from the first on, and zeros for those that are missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Column(float* x, int n, int end)
    {
        TVector column = default;
        for (int v = 0; v < W * n; v += W)
            column = TOps.Pick(column, TOps.Load(x + v, TOps.First(end - v)), n, -v);
        return column;
    }

    /// <summary>
    /// Multiplies rows of A by a block of B: a few rows meet one panel after the other, all panels in a call where each has little to do.
    /// Checks once that all that the tiles read and write is there, and pins it, as masked loads and stores take pointers. TLeft is what a
    /// step of k takes from a row of A: a float, or, with the lanes along k, a vector.
    /// </summary>
    /// <param name="rows">The rows of A.</param>
    /// <param name="vectors">The vectors in a row of the tile.</param>
    /// <param name="a">A, from the first row and the block's first k on.</param>
    /// <param name="b">The block of B, packed in panels, or where it is.</param>
    /// <param name="c">C, from the first row and the block's first column on.</param>
    /// <param name="block">The block as if it were one panel; its Ldb is 0 if it is packed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyRows<TLeft>(
        int rows, int vectors, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in Grid block) where TLeft : unmanaged
    {
        (int lda, int ldb, int ldc, int depth, int width) = (block.Lda, block.Ldb, block.Ldc, block.Depth, block.Columns);
        int floats = sizeof(TLeft) / sizeof(float), w = W / floats, full = vectors * w, height = Blocking.Padded(depth, floats);
        int step = Blocking.MC(rows, depth, width, full, W);
        bool packed = ldb == 0, shallow = Blocking.IsShallow(rows, depth);
        a = a[..((rows - 1) * lda + depth)];
        b = b[..(packed ? height * width : (depth - 1) * ldb + width)];
        c = c[..((rows - 1) * ldc + width)];
        fixed (float* a0 = a, b0 = b, c0 = c)
            for (int top = 0; top < rows; top += step)
                for (int j = 0, columns, panels; j < width; j += columns * panels)
                {
                    columns = Blocking.Columns(width - j, w, vectors);
                    panels = shallow && columns == full ? Math.Max(1, (width - j - w) / full) : 1;
                    int stride = packed ? columns * height : columns;
                    Grid grid = new(lda, packed ? columns : ldb, ldc, depth, columns, panels, stride, block.Add);
                    MultiplyTiles<TLeft>(
                        Math.Min(step, rows - top), a0 + (nint)top * lda, b0 + (packed ? j * height : j), c0 + (nint)top * ldc + j, grid);
                }
    }

    /// <summary>Calls the tiles of a grid for each number of rows that they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyTiles<TLeft>(int rows, float* a, float* b, float* c, in Grid grid) where TLeft : unmanaged
    {
        int left = Blocking.Tiles(rows), height = Blocking.Rows(rows);
        for (int tiles; left > 0; left -= tiles, height--)
        {
            tiles = rows - (height - 1) * left;   // the others have a row less
            switch (height)
            {
                case 1: MultiplyTiles<TLeft, One>(tiles, a, b, c, grid); break;
                case 2: MultiplyTiles<TLeft, Two>(tiles, a, b, c, grid); break;
                case 3: MultiplyTiles<TLeft, Three>(tiles, a, b, c, grid); break;
                case 4: MultiplyTiles<TLeft, Four>(tiles, a, b, c, grid); break;
                case 5: MultiplyTiles<TLeft, Five>(tiles, a, b, c, grid); break;
                case 6: MultiplyTiles<TLeft, Six>(tiles, a, b, c, grid); break;
            }
            rows -= height * tiles;
            a += (nint)height * tiles * grid.Lda;
            c += (nint)height * tiles * grid.Ldc;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTiles<TLeft, TRows>(int tiles, float* a, float* b, float* c, in Grid grid)
        where TLeft : unmanaged where TRows : ICount
    {
        switch (Blocking.Ceiling(grid.Columns * sizeof(TLeft) / sizeof(float), W))
        {
            case 1 when sizeof(TLeft) == sizeof(float) && Blocking.PairsPay(grid.Depth):
                Tile<TVector, TOps, double, TRows, One>.Multiply(tiles, a, b, c, grid); break;
            case 1: Tile<TVector, TOps, TLeft, TRows, One>.Multiply(tiles, a, b, c, grid); break;
            case 2: Tile<TVector, TOps, TLeft, TRows, Two>.Multiply(tiles, a, b, c, grid); break;
            case 3: Tile<TVector, TOps, TLeft, TRows, Three>.Multiply(tiles, a, b, c, grid); break;
            case 4: Tile<TVector, TOps, TLeft, TRows, Four>.Multiply(tiles, a, b, c, grid); break;
        }
    }
}

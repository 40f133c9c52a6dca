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
internal readonly unsafe struct Gemm<TVector, TOps>(Tensor<float> a, Tensor<float> b, Tensor<float> c, int m, int k, int n, int threads)
    where TVector : unmanaged where TOps : IVectorOps<TVector>
{
    private static int W => sizeof(TVector) / sizeof(float);

    /// <summary>
    /// Chooses the way to multiply; what is small and needs no copy goes straight to the tiles. Not to be inlined: the JIT inlines only so
    /// much into one method, and a product of 2 x 2 matrices took twice as long when it had no room left for slices.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Multiply(
        Tensor<float> a, Tensor<float> b, Tensor<float> c, int m, int k, int n, int threads, bool alongK)
    {
        if (alongK)
            new Gemm<TVector, TOps>(a, b, c, m, k, n, threads).MultiplyAlongK();
        else if (threads > 1 || !Blocking.IsOneBlock(m, k, n, W))
            new Gemm<TVector, TOps>(a, b, c, m, k, n, threads).MultiplyBlocks();
        else
            MultiplyRows(m, Blocking.Vectors(m, TOps.Vectors), a.AsSpan(), b.AsSpan(), c.AsSpan(), new(k, n, n, k, n));
    }

    // ---- Lanes along the rows of B: one float of A times vectors of B -----------------------------------------------

    /// <summary>
    /// Multiplies with the lanes along the rows of B, which are taken block by block, packed or where they are. Blocks of the same columns
    /// come from the top down: the first stores its sums, the others add to them.
    /// </summary>
    private void MultiplyBlocks()
    {
        bool packs = Blocking.PackingPays(m, k, n, W);
        int height = Blocking.KC(m, k, n, W);
        using AlignedBuffer buffer = packs ? new(height * Math.Min(n, Blocking.NC(m, n, W) + W)) : default;   // the last may be broader
        for (int column = 0, width; column < n; column += width)
        {
            width = Blocking.NC(m, n - column, W);
            for (int row = 0, depth; row < k; row += depth)
            {
                depth = Math.Min(height, k - row);
                var job = (Gemm: this, Row: row, Column: column, Packed: buffer.Floats,
                    Block: new Grid(k, packs ? 0 : n, n, depth, width, Add: row > 0));
                if (packs)
                    Blocking.InParallel(depth, 1, threads, job, static (job, from, to) =>
                        job.Gemm.Pack(from, to, job.Row, job.Column, job.Packed.Span, job.Block));
                Blocking.InParallel(m, Blocking.MR, threads, job, static (job, from, to) =>
                    job.Gemm.MultiplyRows(from, to, job.Row, job.Column, job.Packed.Span, job.Block));
            }
        }
    }

    /// <summary>Copies rows of a block into its panels, so that the tile reads each panel from front to back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]   // as the tile: a few large products are over before the JIT would come back
    private void Pack(int first, int last, int top, int left, Span<float> packed, in Grid block)
    {
        int depth = block.Depth, width = block.Columns, vectors = Blocking.Vectors(m, TOps.Vectors);
        fixed (float* b0 = b.AsSpan().Slice(top * n + left, (depth - 1) * n + width), packed0 = packed[..(depth * width)])
            for (int row = first; row < last; row++)
                for (int j = 0, columns; j < width; j += columns)
                {
                    columns = Blocking.Columns(width - j, W, vectors);
                    float* from = b0 + (nint)row * n + j, to = packed0 + j * depth + row * columns;
                    for (int v = 0; v < columns; v += W)   // the last vector may overlap the one before
                        *(TVector*)(to + Math.Min(v, columns - W)) = *(TVector*)(from + Math.Min(v, columns - W));
                }
    }

    /// <summary>Multiplies rows of A by the block of B that begins at a row and a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyRows(int first, int last, int row, int column, ReadOnlySpan<float> packed, in Grid block) =>
        MultiplyRows(last - first, Blocking.Vectors(m, TOps.Vectors), a.AsSpan()[(first * k + row)..],
            packed.IsEmpty ? b.AsSpan()[(row * n + column)..] : packed, c.AsSpan()[(first * n + column)..], block);

    /// <summary>
    /// Multiplies rows of A by a block of B: a few rows meet one panel after the other, all panels in a call where each has little to do.
    /// Checks once that all that the tiles read and write is there, and pins it, as masked loads and stores take pointers.
    /// </summary>
    /// <param name="rows">The rows of A.</param>
    /// <param name="vectors">The vectors in a row of the tile.</param>
    /// <param name="a">A, from the first row and the block's first k on.</param>
    /// <param name="b">The block of B, packed in panels, or where it is.</param>
    /// <param name="c">C, from the first row and the block's first column on.</param>
    /// <param name="block">The block as if it were one panel; its Ldb is 0 if it is packed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyRows(
        int rows, int vectors, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in Grid block)
    {
        (int lda, int ldb, int ldc, int depth, int width) = (block.Lda, block.Ldb, block.Ldc, block.Depth, block.Columns);
        int full = vectors * W, step = width <= full ? rows : Blocking.MC(rows, depth, width, W);
        bool packed = ldb == 0, shallow = depth < 128 || rows <= Blocking.MR;
        a = a[..((rows - 1) * lda + depth)];
        b = b[..(packed ? depth * width : (depth - 1) * ldb + width)];
        c = c[..((rows - 1) * ldc + width)];
        fixed (float* a0 = a, b0 = b, c0 = c)
            for (int top = 0; top < rows; top += step)
                for (int j = 0, columns, panels; j < width; j += columns * panels)
                {
                    columns = Blocking.Columns(width - j, W, vectors);
                    panels = shallow && columns == full ? Math.Max(1, (width - j - W) / full) : 1;
                    Grid grid = new(
                        lda, packed ? columns : ldb, ldc, depth, columns, columns, panels, packed ? columns * depth : columns, block.Add);
                    MultiplyTiles<float>(
                        Math.Min(step, rows - top), a0 + (nint)top * lda, b0 + (packed ? j * depth : j), c0 + (nint)top * ldc + j, grid);
                }
    }

    // ---- Lanes along k: vectors of a row of A times vectors of a column of B ------------------------------------------

    /// <summary>
    /// Multiplies by the columns of B, packed in panels: a vector of the first column, a vector of the second, and on down; the last
    /// vectors end with zeros.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyAlongK()
    {
        int width = n, end = k * n;   // here, as the JIT would load fields again after each vector that is stored
        using AlignedBuffer buffer = new(Blocking.Ceiling(k, W) * W * width);
        fixed (float* from = b.AsSpan(), packed = buffer.Floats.Span)
        {
            TVector* to = (TVector*)packed;
            for (int j = 0, columns; j < width; j += columns)
            {
                columns = Math.Min(TOps.Vectors, width - j);
                for (int first = 0; first < end; first += W * width)
                    for (int column = j; column < j + columns; column++)
                    {
                        TVector vector = default;
                        for (int v = first; v < first + W * width; v += W)   // where a vector does not hold a float, Pick finds a zero
                            vector = TOps.Add(vector, TOps.Pick(TOps.Load(from + v, TOps.First(end - v)), width, column + first - v));
                        *to++ = vector;
                    }
            }
        }
        Blocking.InParallel(m, Blocking.MR, threads, (Gemm: this, buffer.Floats), static (job, from, to) =>
            job.Gemm.MultiplyAlongK(from, to, job.Floats.Span));
    }

    private void MultiplyAlongK(int first, int last, ReadOnlySpan<float> packed) =>
        MultiplyAlongK(last - first, k, n, a.AsSpan()[(first * k)..], packed, c.AsSpan()[(first * n)..]);

    /// <summary>
    /// Multiplies rows of A by the packed columns of B, after the one check that all that the tiles read and write is there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAlongK(int rows, int k, int n, ReadOnlySpan<float> a, ReadOnlySpan<float> packed, Span<float> c)
    {
        // Rows of A that stay in the first-level cache: for k of a few hundred up to 15 % faster than 6 at a time.
        int steps = Blocking.Ceiling(k, W), step = n <= TOps.Vectors ? rows : Blocking.MR * Math.Max(1, 1024 / k);
        a = a[..(rows * k)];
        packed = packed[..(n * steps * W)];
        c = c[..(rows * n)];
        fixed (float* a0 = a, b0 = packed, c0 = c)
            for (int top = 0; top < rows; top += step)
                for (int j = 0, columns; j < n; j += columns)
                {
                    columns = Math.Min(TOps.Vectors, n - j);
                    MultiplyTiles<TVector>(
                        Math.Min(step, rows - top), a0 + (nint)top * k, b0 + (nint)j * steps * W, c0 + (nint)top * n + j,
                        new(k, columns * W, n, steps, columns * W, k - (steps - 1) * W));
                }
    }

    // ---- The tiles of so many rows and columns ----------------------------------------------------------------------

    /// <summary>Calls the tiles of a grid. A step of k takes a float of each row of A, or a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MultiplyTiles<TLeft>(int rows, float* a, float* b, float* c, in Grid grid) where TLeft : unmanaged
    {
        for (int height, tiles; rows > 0; rows -= height * tiles)
        {
            (height, tiles) = (Blocking.Rows(rows), Blocking.Tiles(rows));
            switch (height)
            {
                case 1: MultiplyTiles<TLeft, One>(tiles, a, b, c, grid); break;
                case 2: MultiplyTiles<TLeft, Two>(tiles, a, b, c, grid); break;
                case 3: MultiplyTiles<TLeft, Three>(tiles, a, b, c, grid); break;
                case 4: MultiplyTiles<TLeft, Four>(tiles, a, b, c, grid); break;
                case 5: MultiplyTiles<TLeft, Five>(tiles, a, b, c, grid); break;
                case 6: MultiplyTiles<TLeft, Six>(tiles, a, b, c, grid); break;
            }
            a += (nint)height * tiles * grid.Lda;
            c += (nint)height * tiles * grid.Ldc;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTiles<TLeft, TRows>(int tiles, float* a, float* b, float* c, in Grid grid)
        where TLeft : unmanaged where TRows : ICount
    {
        switch (Blocking.Ceiling(grid.Columns, W))
        {
            case 1 when grid.Depth > 3: Tile<TVector, TOps, TLeft, TRows, OneInPairs>.Multiply(tiles, a, b, c, grid); break;
            case 1: Tile<TVector, TOps, TLeft, TRows, One>.Multiply(tiles, a, b, c, grid); break;
            case 2: Tile<TVector, TOps, TLeft, TRows, Two>.Multiply(tiles, a, b, c, grid); break;
            case 3: Tile<TVector, TOps, TLeft, TRows, Three>.Multiply(tiles, a, b, c, grid); break;
            case 4: Tile<TVector, TOps, TLeft, TRows, Four>.Multiply(tiles, a, b, c, grid); break;
        }
    }
}

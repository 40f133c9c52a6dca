using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
            case 16: new Gemm<Vector512<float>, Vector512Ops>(a, b, c, m, k, n, threads).Multiply(alongK); break;
            case 8: new Gemm<Vector256<float>, Vector256Ops>(a, b, c, m, k, n, threads).Multiply(alongK); break;
            case 4: new Gemm<Vector128<float>, Vector128Ops>(a, b, c, m, k, n, threads).Multiply(alongK); break;
            default: new Gemm<float, ScalarOps>(a, b, c, m, k, n, threads).Multiply(alongK); break;
        }
    }
}

/// <summary>Multiplies A, (m, k), by B, (k, n), into C, (m, n), for one width of vector.</summary>
internal readonly unsafe struct Gemm<TVector, TOps>(Tensor<float> a, Tensor<float> b, Tensor<float> c, int m, int k, int n, int threads)
    where TVector : unmanaged where TOps : IVectorOps<TVector>
{
    private int Vectors => Blocking.Vectors(m, TOps.Vectors);

    private static int W => Unsafe.SizeOf<TVector>() / sizeof(float);

    /// <summary>Chooses the way to multiply; what is small and needs no copy goes straight to the tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(bool alongK)
    {
        if (alongK)
            MultiplyAlongK();
        else if (threads == 1 && n <= Vectors * W && (n < W || Blocking.IsOneBlock(m, k, n, W)))
            MultiplyPanel(0, m);
        else if (n < W)
            Blocking.InParallel(m, Blocking.MR, threads, this, static (gemm, from, to) => gemm.MultiplyPanel(from, to));
        else if (threads > 1 || !Blocking.IsOneBlock(m, k, n, W))
            MultiplyBlocks();
        else
            MultiplyRows(0, m, new(0, k, 0, n, default));
    }

    /// <summary>Multiplies rows of A by a B that is read where it is, and no broader than a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MultiplyPanel(int first, int last) => MultiplyGrid<float>(
        last - first, a.AsSpan()[(first * k)..], b.AsSpan(), c.AsSpan()[(first * n)..], new(k, n, n, k, n, Math.Min(n, W)));

    // ---- Lanes along the rows of B: one float of A times vectors of B -----------------------------------------------

    /// <summary>
    /// Rows [Row, Row + Depth) and columns [Column, Column + Width) of B: packed, panel after panel, or read where they are.
    /// </summary>
    public readonly record struct Block(int Row, int Depth, int Column, int Width, Memory<float> Packed);

    /// <summary>
    /// Multiplies with the lanes along the rows of B, which are no shorter than a vector, and taken block by block. Blocks
    /// of the same columns come from the top down: the first stores its sums, the others add to them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyBlocks()
    {
        bool packs = Blocking.PackingPays(m, k, n, W);
        int height = Blocking.KC(m, k, W);
        using AlignedBuffer buffer = packs ? new(height * Math.Min(n, Blocking.NC(m, n, W) + W)) : default;   // the last may be broader
        for (int column = 0, width; column < n; column += width)
        {
            width = Blocking.NC(m, n - column, W);
            for (int row = 0, depth; row < k; row += depth)
            {
                depth = Math.Min(height, k - row);
                (Gemm<TVector, TOps> Gemm, Block Block) job = (this, new(row, depth, column, width, buffer.Floats));
                if (packs)
                    Blocking.InParallel(depth, 1, threads, job, static (job, from, to) => job.Gemm.Pack(from, to, job.Block));
                Blocking.InParallel(m, Blocking.MR, threads, job, static (job, from, to) => job.Gemm.MultiplyRows(from, to, job.Block));
            }
        }
    }

    /// <summary>Copies rows of a block into its panels, so that the tile reads each panel from front to back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]   // as the tile: a few large products are over before the JIT would come back
    private void Pack(int first, int last, Block block)
    {
        for (int row = first; row < last; row++)
        {
            ref float from = ref MemoryMarshal.GetReference(b.AsSpan().Slice((block.Row + row) * n + block.Column, block.Width));
            for (int j = 0, columns; j < block.Width; j += columns)
            {
                columns = Blocking.Columns(block.Width - j, W, Vectors);
                ref float to = ref MemoryMarshal.GetReference(block.Packed.Span.Slice(j * block.Depth + row * columns, columns));
                for (int v = 0; v < columns; v += W)   // the last vector may overlap the one before
                    Vector(ref to, Math.Min(v, columns - W)) = Vector(ref from, j + Math.Min(v, columns - W));
            }
        }
    }

    /// <summary>
    /// Multiplies rows of A by a block of B: a few rows meet one panel after the other, all panels in a call where each has little to do.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]   // as the tile: a few large products are over before the JIT would come back
    private void MultiplyRows(int first, int last, in Block block)
    {
        int full = Vectors * W, step = block.Width <= full ? last - first : Blocking.MC(block.Depth, block.Width, W);
        bool shallow = block.Depth < 128 || last - first <= Blocking.MR;
        ReadOnlySpan<float> packed = block.Packed.Span;
        for (int top = first, rows; top < last; top += rows)
        {
            rows = Math.Min(step, last - top);
            for (int j = 0, columns, panels; j < block.Width; j += columns * panels)
            {
                columns = Blocking.Columns(block.Width - j, W, Vectors);
                panels = shallow && columns == full ? Math.Max(1, (block.Width - j - W) / full) : 1;
                MultiplyGrid<float>(rows, a.AsSpan()[(top * k + block.Row)..],
                    packed.IsEmpty ? b.AsSpan()[(block.Row * n + block.Column + j)..] : packed[(j * block.Depth)..],
                    c.AsSpan()[(top * n + block.Column + j)..], new(k, packed.IsEmpty ? n : columns, n, block.Depth, columns, W,
                        panels, packed.IsEmpty ? columns : columns * block.Depth, Add: block.Row > 0));
            }
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
        int width = n, height = Blocking.Ceiling(k, W) * W;
        using AlignedBuffer buffer = new(height * width);
        Span<float> packed = buffer.Floats.Span;
        fixed (float* pinned = b.AsSpan())
            for (int j = 0, columns; j < width; j += columns)
            {
                columns = Math.Min(TOps.Vectors, width - j);
                ref float to = ref MemoryMarshal.GetReference(packed.Slice(j * height, columns * height));
                for (int first = 0; first < k * width; first += W * width)
                    for (int column = j; column < j + columns; column++, to = ref Unsafe.Add(ref to, W))
                    {
                        TVector vector = default;
                        for (int v = first; v < first + W * width; v += W)   // where a vector does not hold a float, Pick finds a zero
                            vector = TOps.Add(vector,
                                TOps.Pick(TOps.Load(ref pinned[v], TOps.First(k * width - v)), width, column + first - v));
                        Vector(ref to, 0) = vector;
                    }
            }
        Blocking.InParallel(m, Blocking.MR, threads, (Gemm: this, buffer.Floats), static (job, from, to) =>
            job.Gemm.MultiplyAlongK(from, to, job.Floats.Span));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyAlongK(int first, int last, ReadOnlySpan<float> packed)
    {
        // Rows of A that stay in the first-level cache: for k of a few hundred up to 15 % faster than 6 at a time.
        int steps = Blocking.Ceiling(k, W), step = n <= TOps.Vectors ? last - first : Blocking.MR * Math.Max(1, 1024 / k);
        for (int top = first; top < last; top += step)
            for (int j = 0, columns; j < n; j += columns)
            {
                columns = Math.Min(TOps.Vectors, n - j);
                MultiplyGrid<TVector>(Math.Min(step, last - top), a.AsSpan()[(top * k)..], packed[(j * steps * W)..],
                    c.AsSpan()[(top * n + j)..], new(k, columns * W, n, steps, columns * W, k - (steps - 1) * W));
            }
    }

    // ---- The tiles of so many rows and columns ----------------------------------------------------------------------

    /// <summary>
    /// Calls the tiles, after the one check that all they read and write is there, and pins it, as masked loads and stores take pointers.
    /// A step of k takes a float of each row of A, or a vector.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyGrid<TLeft>(int rows, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, in Grid grid)
        where TLeft : unmanaged
    {
        int lanes = Unsafe.SizeOf<TLeft>() / sizeof(float), vectors = (grid.Columns + W - 1) / W;
        int used = lanes == 1 ? grid.Depth : (grid.Depth - 1) * W + grid.Some;
        a = a[..((rows - 1) * grid.Lda + used)];
        b = b[..((grid.Panels - 1) * grid.Stride + (grid.Depth - 1) * grid.Ldb + grid.Columns)];
        c = c[..((rows - 1) * grid.Ldc + grid.Panels * grid.Columns / lanes)];
        fixed (float* a0 = a, b0 = b, c0 = c)
            for (int top = 0, height, tiles; top < rows; top += height * tiles)
            {
                height = Blocking.Rows(rows - top);
                tiles = Blocking.Tiles(rows - top);
                ref float at = ref a0[top * grid.Lda], ct = ref c0[top * grid.Ldc];
                switch (height)
                {
                    case 1: MultiplyTiles<TLeft, One>(vectors, tiles, ref at, ref *b0, ref ct, grid); break;
                    case 2: MultiplyTiles<TLeft, Two>(vectors, tiles, ref at, ref *b0, ref ct, grid); break;
                    case 3: MultiplyTiles<TLeft, Three>(vectors, tiles, ref at, ref *b0, ref ct, grid); break;
                    case 4: MultiplyTiles<TLeft, Four>(vectors, tiles, ref at, ref *b0, ref ct, grid); break;
                    case 5: MultiplyTiles<TLeft, Five>(vectors, tiles, ref at, ref *b0, ref ct, grid); break;
                    case 6: MultiplyTiles<TLeft, Six>(vectors, tiles, ref at, ref *b0, ref ct, grid); break;
                }
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTiles<TLeft, TRows>(int vectors, int tiles, ref float a, ref float b, ref float c,
        in Grid grid) where TLeft : unmanaged where TRows : ICount
    {
        switch (vectors)
        {
            case 1: Tile<TVector, TOps, TLeft, TRows, One>.Multiply(tiles, ref a, ref b, ref c, grid); break;
            case 2: Tile<TVector, TOps, TLeft, TRows, Two>.Multiply(tiles, ref a, ref b, ref c, grid); break;
            case 3: Tile<TVector, TOps, TLeft, TRows, Three>.Multiply(tiles, ref a, ref b, ref c, grid); break;
            case 4: Tile<TVector, TOps, TLeft, TRows, Four>.Multiply(tiles, ref a, ref b, ref c, grid); break;
        }
    }

    private static ref TVector Vector(ref float floats, nint first) => ref Unsafe.As<float, TVector>(ref Unsafe.Add(ref floats, first));
}

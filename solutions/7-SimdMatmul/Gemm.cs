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
        bool alongK = Blocking.LanesRunAlongK(m, k, n, widest);
        switch (Blocking.Width(k, n, alongK, widest))
        {
            case 16: new Gemm<Vector512<float>, Vector512Ops>(a, b, c, threads).Multiply(alongK); break;
            case 8: new Gemm<Vector256<float>, Vector256Ops>(a, b, c, threads).Multiply(alongK); break;
            case 4: new Gemm<Vector128<float>, Vector128Ops>(a, b, c, threads).Multiply(alongK); break;
            case 1 when Blocking.PaddingPays(m, k, n, widest):
                new Gemm<Vector128<float>, Vector128Ops>(a, b, c, threads).MultiplyPadded(); break;
            default: new Gemm<float, ScalarOps>(a, b, c, threads).Multiply(alongK); break;
        }
    }
}

/// <summary>Multiplies A, (m, k), by B, (k, n), into C, (m, n), for one width of vector.</summary>
internal readonly struct Gemm<TVector, TOps>(Tensor<float> a, Tensor<float> b, Tensor<float> c, int threads)
    where TVector : unmanaged where TOps : IVectorOps<TVector>
{
    private readonly int m = c.Shape[0], k = b.Shape[0], n = c.Shape[1];

    private int Vectors => Blocking.Vectors(m, TOps.Vectors);

    private static int W => Unsafe.SizeOf<TVector>() / sizeof(float);

    // ---- Lanes along the rows of B: one float of A times vectors of B -----------------------------------------------

    /// <summary>
    /// Rows [Row, Row + Depth) and columns [Column, Column + Width) of B: packed, panel after panel, or read where they are.
    /// </summary>
    public readonly record struct Block(int Row, int Depth, int Column, int Width, Memory<float> Packed);

    /// <summary>
    /// Multiplies with the lanes along k, or along the rows of B, which are then no shorter than a vector, and taken block by block. Blocks
    /// of the same columns come from the top down: the first stores its sums, the others add to them.
    /// </summary>
    public void Multiply(bool alongK)
    {
        if (alongK)
        {
            MultiplyAlongK();
            return;
        }
        bool packs = Blocking.PackingPays(m, k, n, W);
        int height = Blocking.KC(m, k, W);
        using AlignedBuffer buffer = packs ? new(height * Blocking.NC(m, n, W)) : default;
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

    /// <summary>Multiplies rows of A by a block of B: a few rows meet one panel after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]   // as the tile: a few large products are over before the JIT would come back
    public void MultiplyRows(int first, int last, Block block)
    {
        ReadOnlySpan<float> packed = block.Packed.Span;
        for (int top = first, end; top < last; top = end)
        {
            end = Math.Min(last, top + Blocking.MC(block.Depth, W));
            for (int j = 0, columns; j < block.Width; j += columns)
            {
                columns = Blocking.Columns(block.Width - j, W, Vectors);
                ReadOnlySpan<float> panel = packed.IsEmpty ? b.AsSpan()[(block.Row * n + block.Column + j)..] : packed[(j * block.Depth)..];
                for (int i = top, rows; i < end; i += rows)
                {
                    rows = Blocking.Rows(end - i);
                    MultiplyTile<float>(rows, columns, a.AsSpan()[(i * k + block.Row)..], k, block.Depth,
                        panel, packed.IsEmpty ? n : columns, c.AsSpan()[(i * n + block.Column + j)..], n, add: block.Row > 0);
                }
            }
        }
    }

    // ---- Fewer columns than lanes: rows of B are padded -----------------------------------------------------------------

    /// <summary>
    /// Multiplies by a copy of B whose rows are padded to a vector. So are the rows of C that come out of it: what is too much lands in the
    /// next row, which is written later. The last rows have none to spill into, and are done float by float.
    /// </summary>
    public void MultiplyPadded()
    {
        using AlignedBuffer buffer = new(k * W);
        for (int row = 0; row < k; row++)
            b.AsSpan().Slice(row * n, n).CopyTo(buffer.Floats.Span[(row * W)..]);
        int last = m - Blocking.Ceiling(W - n, n);
        MultiplyRows(0, last, new(0, k, 0, W, buffer.Floats));
        new Gemm<float, ScalarOps>(a, b, c, threads).MultiplyRows(last, m, new(0, k, 0, n, default));
    }

    // ---- Lanes along k: vectors of a row of A times vectors of a column of B ------------------------------------------

    /// <summary>
    /// Multiplies by the columns of B, packed in groups of two: a vector of the first, a vector of the second, and on down; the last
    /// vectors end in zeros. Six rows of A and two columns are a tile of 12 sums; one of 24 would be no faster, as both wait for A.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyAlongK()
    {
        using AlignedBuffer buffer = new(Blocking.Ceiling(k, W) * W * n);
        buffer.Floats.Span.Clear();
        for (int j = 0; j < n; j++)
        {
            int width = W * Math.Min(2, n - j / 2 * 2);
            Span<float> panel = buffer.Floats.Span[(j / 2 * 2 * W * Blocking.Ceiling(k, W))..];
            for (int row = 0, to = j % 2 * W; row < k; row += W, to += width)
                for (int lane = 0; lane < Math.Min(W, k - row); lane++)
                    panel[to + lane] = b.AsSpan()[(row + lane) * n + j];
        }
        Blocking.InParallel(m, Blocking.MR, threads, (Gemm: this, buffer.Floats), static (job, from, to) =>
            job.Gemm.MultiplyAlongK(from, to, job.Floats.Span));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyAlongK(int first, int last, ReadOnlySpan<float> packed)
    {
        int whole = k / W, rest = k % W;
        Span<TVector> sums = stackalloc TVector[Blocking.MR * 2];
        Span<float> lanes = MemoryMarshal.Cast<TVector, float>(sums), ends = stackalloc float[Blocking.MR * W];   // ends of rows, and zeros
        for (int i = first, rows; i < last; i += rows)
        {
            rows = Blocking.Rows(last - i);
            ReadOnlySpan<float> left = a.AsSpan().Slice(i * k, rows * k);
            for (int r = 0; r < rows; r++)
                left.Slice(r * k + whole * W, rest).CopyTo(ends[(r * W)..]);
            for (int j = 0, columns; j < n; j += columns)
            {
                columns = Math.Min(2, n - j);
                ReadOnlySpan<float> panel = packed[(j * Blocking.Ceiling(k, W) * W)..];
                MultiplyTile<TVector>(rows, columns * W, left, k, whole, panel, columns * W, lanes, columns * W, add: false);
                if (rest > 0)
                    MultiplyTile<TVector>(rows, columns * W, ends, W, 1,
                        panel[(whole * columns * W)..], columns * W, lanes, columns * W, add: true);
                for (int r = 0; r < rows; r++)
                    for (int v = 0; v < columns; v++)
                        c.AsSpan()[(i + r) * n + j + v] = TOps.Sum(sums[r * columns + v]);
            }
        }
    }

    // ---- The tile of so many rows and columns -----------------------------------------------------------------------

    /// <summary>
    /// Calls the tile, after the one check that all it reads and writes is there. A step of k takes a float of each row of A, or a vector.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyTile<TLeft>(int rows, int columns, ReadOnlySpan<float> a, int lda, int depth,
        ReadOnlySpan<float> b, int ldb, Span<float> c, int ldc, bool add) where TLeft : unmanaged
    {
        ref float a0 = ref MemoryMarshal.GetReference(a[..((rows - 1) * lda + depth * Unsafe.SizeOf<TLeft>() / sizeof(float))]);
        ref float b0 = ref MemoryMarshal.GetReference(b[..((depth - 1) * ldb + columns)]);
        ref float c0 = ref MemoryMarshal.GetReference(c[..((rows - 1) * ldc + columns)]);
        switch (rows)
        {
            case 1: MultiplyTile<TLeft, One>(columns, ref a0, lda, depth, ref b0, ldb, ref c0, ldc, add); break;
            case 2: MultiplyTile<TLeft, Two>(columns, ref a0, lda, depth, ref b0, ldb, ref c0, ldc, add); break;
            case 3: MultiplyTile<TLeft, Three>(columns, ref a0, lda, depth, ref b0, ldb, ref c0, ldc, add); break;
            case 4: MultiplyTile<TLeft, Four>(columns, ref a0, lda, depth, ref b0, ldb, ref c0, ldc, add); break;
            case 5: MultiplyTile<TLeft, Five>(columns, ref a0, lda, depth, ref b0, ldb, ref c0, ldc, add); break;
            case 6: MultiplyTile<TLeft, Six>(columns, ref a0, lda, depth, ref b0, ldb, ref c0, ldc, add); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTile<TLeft, TRows>(int columns, ref float a, int lda, int depth,
        ref float b, int ldb, ref float c, int ldc, bool add) where TLeft : unmanaged where TRows : ICount
    {
        switch (Blocking.Ceiling(columns, W))
        {
            case 1: Tile<TVector, TOps, TLeft, TRows, One>.Multiply(ref a, lda, depth, ref b, ldb, ref c, ldc, columns - W, add); break;
            case 2: Tile<TVector, TOps, TLeft, TRows, Two>.Multiply(ref a, lda, depth, ref b, ldb, ref c, ldc, columns - W, add); break;
            case 3: Tile<TVector, TOps, TLeft, TRows, Three>.Multiply(ref a, lda, depth, ref b, ldb, ref c, ldc, columns - W, add); break;
            case 4: Tile<TVector, TOps, TLeft, TRows, Four>.Multiply(ref a, lda, depth, ref b, ldb, ref c, ldc, columns - W, add); break;
        }
    }

    private static ref TVector Vector(ref float floats, int first) => ref Unsafe.As<float, TVector>(ref Unsafe.Add(ref floats, first));
}

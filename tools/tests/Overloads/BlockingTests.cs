using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Katas.Tests;

/// <summary>
/// What must hold however a product is cut. Which way is fast was measured, and is said beside the constants; no test repeats these.
/// </summary>
public sealed class BlockingTests
{
    private static readonly int[] widths = [1, 4, 8, 16];

    [Fact]
    public void A_vector_is_the_shortest_that_holds_a_row_of_B_or_the_widest()
    {
        foreach ((int n, int widest) in from n in Enumerable.Range(1, 40) from widest in widths select (n, widest))
        {
            int shortest = n <= 3 && !Avx.IsSupported ? 1 : widths[1..].FirstOrDefault(w => w >= n, widest);
            Blocking.Width(n, alongK: false, widest).ShouldBe(Math.Min(widest, shortest), $"n {n}, widest {widest}");
            Blocking.Width(n, alongK: true, widest).ShouldBe(widest);
        }
    }

    [Fact]
    public void Blocks_of_B_are_as_even_in_depth_as_there_can_be()
    {
        foreach ((int m, int w) in from m in (int[])[1, 512, 513] from w in widths select (m, w))
            for (int k = 1; k < 5000; k++)
            {
                int depth = Blocking.KC(m, k, 2000, w), blocks = Blocking.Ceiling(k, depth), last = k - (blocks - 1) * depth;
                (depth - last).ShouldBeInRange(0, blocks - 1, $"m {m}, k {k}, w {w}");
                depth.ShouldBeLessThanOrEqualTo(1024);
            }
    }

    [Fact]
    public void No_block_of_B_is_narrower_than_a_vector_nor_larger_than_a_cache()
    {
        foreach ((int m, int w) in from m in (int[])[1, 512, 513] from w in widths select (m, w))
        {
            int deepest = Blocking.KC(m, 1024, 2000, w), most = (w == 16 ? 8 : 4) << 20;   // bytes
            for (int n = w; n < 9000; n++)
            {
                int columns = Blocking.NC(m, n, w);
                (columns <= n && columns >= w && (columns == n || n - columns >= w)).ShouldBeTrue($"m {m}, n {n}, w {w}: {columns}");
                ((columns - w) * deepest * sizeof(float)).ShouldBeLessThan(most, $"m {m}, n {n}, w {w}: {columns}");
            }
        }
    }

    [Fact]
    public void Panels_cover_all_columns_and_hold_a_vector_at_least()
    {
        foreach ((int w, int vectors) in from w in widths from vectors in (int[])[2, 4] select (w, vectors))
            for (int n = w; n < 10 * vectors * w; n++)
            {
                List<int> panels = [];
                for (int left = n; left > 0; left -= panels[^1])
                    panels.Add(Blocking.Columns(left, w, vectors));
                panels.Sum().ShouldBe(n);
                panels.ShouldAllBe(columns => columns >= w && columns <= vectors * w);
                panels.SkipLast(1).ShouldAllBe(columns => columns % w == 0, $"{n} columns, w {w}");
                if (n % (vectors * w) == 0)
                    panels.ShouldAllBe(columns => columns == vectors * w, $"{n} columns, w {w}");
            }
    }

    [Fact]
    public void Tiles_are_as_few_as_there_can_be_and_as_even()
    {
        for (int m = 1; m < 200; m++)
        {
            int tiles = Blocking.Tiles(m), rows = Blocking.Rows(m);
            rows.ShouldBeInRange(1, Blocking.MR);
            m.ShouldBeInRange((rows - 1) * tiles + 1, rows * tiles, $"{m} rows");
            ((tiles - 1) * Blocking.MR).ShouldBeLessThan(m);
        }
    }

    [Theory, InlineData(0, 1, 0), InlineData(1, 6, 1), InlineData(6, 6, 1), InlineData(7, 6, 2), InlineData(int.MaxValue, 2, 1 << 30)]
    public void Ceiling_rounds_up(int x, int y, int ceiling) => Blocking.Ceiling(x, y).ShouldBe(ceiling);

    [Fact]
    public unsafe void Columns_are_packed_vector_by_vector_and_filled_up_with_zeros()
    {
        float[] b = [.. Enumerable.Range(1, 6 * 3).Select(i => (float)i), float.NaN, float.NaN], packed = new float[8 * 3];   // (6, 3)
        Gemm<Vector128<float>, Vector128Ops>.Pack<Vector128<float>>(0, 6, vectors: 2, b.AsSpan(0, 6 * 3), packed, new(6, 0, 3, 6, 3));
        packed.ShouldBe([1, 4, 7, 10, 2, 5, 8, 11, 13, 16, 0, 0, 14, 17, 0, 0, 3, 6, 9, 12, 15, 18, 0, 0]);
    }

    [Theory, InlineData(100, 6, 1, "0-100"), InlineData(0, 6, 2, "0-0"), InlineData(6, 6, 2, "0-6"), InlineData(12, 6, 2, "0-6 6-12")]
    [InlineData(13, 6, int.MaxValue, "0-6 6-12 12-13")]
    [InlineData(61, 2, 3, "0-4 4-8 8-12 12-16 16-20 20-24 24-28 28-32 32-36 36-40 40-44 44-48 48-52 52-56 56-60 60-61")]
    public void Pieces_for_threads_are_of_a_size_and_cover_all(int count, int step, int threads, string pieces) =>
        Pieces(count, step, threads).ShouldBe(pieces);

    private static string Pieces(int count, int step, int threads)
    {
        ConcurrentBag<(int First, int Last)> pieces = [];
        Blocking.InParallel(count, step, threads, pieces, (pieces, first, last) => pieces.Add((first, last)));
        return string.Join(' ', pieces.Order().Select(piece => $"{piece.First}-{piece.Last}"));
    }

    [Theory, InlineData(100, 1), InlineData(6, 2)]
    public void For_one_thread_or_one_piece_no_other_is_woken(int count, int threads)
    {
        (Thread, int?) caller = (Thread.CurrentThread, Task.CurrentId), worker = default;
        Blocking.InParallel(count, 6, threads, 0, (_, _, _) => worker = (Thread.CurrentThread, Task.CurrentId));
        worker.ShouldBe(caller);
    }

    [Fact]
    public void Never_do_more_threads_work_than_are_allowed()
    {
        int working = 0, most = 0;
        Lock counting = new();
        Blocking.InParallel(17, 1, threads: 2, 0, (_, _, _) =>
        {
            lock (counting)
                most = Math.Max(most, ++working);
            Thread.Sleep(5);
            lock (counting)
                working--;
        });
        most.ShouldBeLessThanOrEqualTo(2);
    }

    [Theory, InlineData(1 << 16), InlineData(1 << 17), InlineData(1 << 18)]   // large objects, which stay where they are
    public void A_buffer_is_as_long_as_asked_and_begins_at_a_cache_line(int length)
    {
        using AlignedBuffer buffer = new(length);
        buffer.Floats.Length.ShouldBe(length);
        ((long)Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetReference(buffer.Floats.Span)) % 64).ShouldBe(0);
    }

    [Theory, InlineData(10), InlineData(100)]
    public void Buffers_are_used_again(int n)
    {
        Tensor<float> a = Tensor.RandomNormal(1, 70, 3000), b = Tensor.RandomNormal(2, 3000, n), c = Tensor.Zeros<float>(70, n);
        Allocation.LeastOf(() => SimdMatmul.Multiply(a, b, c, threads: 1)).ShouldBeLessThan(1 << 16);
    }

    [Theory, InlineData(1, 8, 80), InlineData(2, 27, 80), InlineData(6, 16, 80), InlineData(13, 45, 80), InlineData(13, 45, 0)]
    public void Tiles_stay_in_the_memory_they_are_given(int rows, int columns, int ldb)
    {
        const int Depth = 3, Lda = 40, Ldc = 90;
        int lengthA = (rows - 1) * Lda + Depth, lengthC = (rows - 1) * Ldc + columns;
        int lengthB = ldb == 0 ? Depth * columns : (Depth - 1) * ldb + columns;
        Multiply(lengthA, lengthB, lengthC);
        foreach ((int a, int b, int c) in ((int, int, int)[])[(1, 0, 0), (0, 1, 0), (0, 0, 1)])
            Should.Throw<ArgumentOutOfRangeException>(() => Multiply(lengthA - a, lengthB - b, lengthC - c));

        void Multiply(int a, int b, int c) =>
            MultiplyRows<float>(rows, new float[a], new float[b], new float[c], new(Lda, ldb, Ldc, Depth, columns));
    }

    [Fact]
    public void Tiles_along_k_stay_in_the_memory_they_are_given()
    {
        const int Rows = 2, K = 3 * 8 + 5, N = 2;
        Multiply(Rows * K, N * 4 * 8, Rows * N);
        foreach ((int a, int b, int c) in ((int, int, int)[])[(1, 0, 0), (0, 1, 0), (0, 0, 1)])
            Should.Throw<ArgumentOutOfRangeException>(() => Multiply(Rows * K - a, N * 4 * 8 - b, Rows * N - c));

        static void Multiply(int a, int b, int c) =>
            MultiplyRows<Vector256<float>>(Rows, new float[a], new float[b], new float[c], new(K, 0, N, K, N));
    }

    [Fact]
    public void Narrow_tiles_touch_nothing_beyond_the_memory_they_are_given()
    {
        float[] c = [.. Enumerable.Repeat(float.NaN, 12)];
        Multiply(new float[6], new float[30], c.AsSpan(0, 5));
        c.ShouldBe([.. new float[5], .. Enumerable.Repeat(float.NaN, 7)]);
        Should.Throw<ArgumentOutOfRangeException>(() => Multiply(new float[5], new float[30], c));
        Should.Throw<ArgumentOutOfRangeException>(() => Multiply(new float[6], new float[29], c));
        Should.Throw<ArgumentOutOfRangeException>(() => Multiply(new float[6], new float[30], c.AsSpan(0, 4)));

        static void Multiply(float[] a, float[] b, Span<float> c) => MultiplyRows<float>(1, a, b, c, new(6, 5, 5, 6, 5));
    }

    private static void MultiplyRows<TLeft>(int rows, float[] a, float[] b, Span<float> c, Grid block) where TLeft : unmanaged
    {
        if (Avx.IsSupported)
            Gemm<Vector256<float>, Vector256Ops>.MultiplyRows<TLeft>(rows, 2, a, b, c, block);
        else
            Gemm<Vector256<float>, WithoutMasks<Vector256<float>, Vector256Ops>>.MultiplyRows<TLeft>(rows, 2, a, b, c, block);
    }

    [Fact]
    public void Masked_loads_and_stores_touch_the_first_lanes_alone()
    {
        Check<Vector128<float>, Vector128Ops>(Vector128<float>.Count);
        if (Avx.IsSupported)
            Check<Vector256<float>, Vector256Ops>(Vector256<float>.Count);
        if (Avx512F.IsSupported)
            Check<Vector512<float>, Vector512Ops>(Vector512<float>.Count);

        static unsafe void Check<TVector, TOps>(int lanes) where TVector : unmanaged where TOps : IVectorOps<TVector>
        {
            for (int count = -1; count <= lanes; count++)
            {
                float[] from = [.. Enumerable.Range(1, lanes).Select(i => (float)i)], to = [.. from.Select(_ => -1f)];
                TVector loaded;
                fixed (float* x = from, y = to)
                {
                    loaded = TOps.Load(x, TOps.First(count));
                    TOps.Store(y, TOps.First(count), *(TVector*)x);
                }
                new Span<float>(&loaded, lanes).ToArray().ShouldBe([.. from.Select((value, lane) => lane < count ? value : 0)]);
                to.ShouldBe([.. from.Select((value, lane) => lane < count ? value : -1)]);
            }
        }
    }

    [Fact]
    public void The_widest_vectors_of_the_processor_are_used() =>
        Gemm.Widest.ShouldBe(
            Vector512.IsHardwareAccelerated ? Vector512<float>.Count
            : Vector256.IsHardwareAccelerated ? Vector256<float>.Count
            : Vector128.IsHardwareAccelerated ? Vector128<float>.Count
            : 1);

    [Fact]
    public void The_widest_tile_fills_the_registers_and_no_more()
    {
        Check<Vector512<float>, Vector512Ops>(32);
        Check<Vector256<float>, Vector256Ops>(16);
        Check<Vector128<float>, Vector128Ops>(AdvSimd.IsSupported ? 32 : 16);
        Check<float, ScalarOps>(16);

        static void Check<TVector, TOps>(int registers) where TVector : unmanaged where TOps : IVectorOps<TVector>
        {
            Needed(TOps.Vectors).ShouldBeLessThanOrEqualTo(registers);
            Needed(2 * TOps.Vectors).ShouldBeGreaterThan(registers);
        }

        static int Needed(int vectors) => Blocking.MR * vectors + vectors + 1;   // sums, a row of B, one of A
    }
}

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Katas.Tests;

// However a product is cut, and on whatever vectors it runs, every law accepts it, so none can tell whether that was the fast way.
// What is fast was measured, and is laid down here.
public sealed class BlockingTests
{
    [Theory, InlineData(64, 10, true), InlineData(63, 10, false), InlineData(64, 11, false)]
    public void Lanes_run_along_k_for_many_rows_and_few_columns(int m, int n, bool pays) =>
        Blocking.DotsPay(m, n).ShouldBe(pays);

    [Theory, InlineData(24, 2000, 2000, false), InlineData(25, 2000, 2000, true)]
    [InlineData(256, 256, 512, false), InlineData(257, 256, 512, true), InlineData(256, 1, 513, true), InlineData(256, 257, 512, true)]
    public void B_is_packed_unless_rows_are_few_or_A_and_B_small(int m, int k, int n, bool pays) =>
        Blocking.PackingPays(m, k, n).ShouldBe(pays);

    [Theory, InlineData(512, 256, 256, true), InlineData(511, 256, 256, false), InlineData(1 << 16, 1 << 16, 1 << 16, true)]
    public void All_processors_work_from_32_million_multiply_adds_on(int m, int k, int n, bool pay) =>
        Blocking.Threads(m, k, n).ShouldBe(pay ? Environment.ProcessorCount : 1);

    [Fact]
    public void Blocks_of_B_are_even_in_depth_and_at_most_1024_deep_and_2048_broad() =>
        Blocking.Blocks(m: 25, k: 1025, n: 2049, lanes: 512, widest: 4).ShouldBe(
        [
            [new(Row: 0, Depth: 513, Column: 0, Width: 2048, Offset: 0)],
            [new(513, 512, 0, 2048, 0)],
            [new(0, 513, 2048, 512, 0)],
            [new(513, 512, 2048, 512, 0)],
        ]);

    [Fact]
    public void Panels_are_as_wide_as_the_tile_and_packed_one_after_the_other() =>
        Blocking.Blocks(m: 257, k: 2, n: 47, lanes: 4, widest: 4).Single().ShouldBe(
        [
            new(Row: 0, Depth: 2, Column: 0, Width: 16, Offset: 0),
            new(0, 2, 16, 16, 32),
            new(0, 2, 32, 16, 64),
        ]);

    [Fact]
    public void Five_vectors_are_three_and_two() =>
        Blocking.Blocks(m: 257, k: 2, n: 36, lanes: 4, widest: 4).Single().ShouldBe(
        [
            new(Row: 0, Depth: 2, Column: 0, Width: 16, Offset: 0),
            new(0, 2, 16, 12, 32),
            new(0, 2, 28, 8, 56),
        ]);

    [Fact]
    public void In_place_a_panel_ends_where_its_last_vector_would_reach_beyond_B() =>
        Blocking.Blocks(m: 24, k: 1026, n: 3, lanes: 8, widest: 2).ShouldBe(
        [
            [new(Row: 0, Depth: 513, Column: 0, Width: 8, Offset: -1)],
            [new(513, 511, 0, 8, -1), new(1024, 2, 0, 8, 0)],
        ]);

    [Fact]
    public void Panels_cover_B_once_from_the_top_down_and_read_nothing_beyond_it()
    {
        int[] ms = [24, 100, 300], ks = [1, 2, 3, 17, 80, 1025, 2049], ns = [1, 3, 15, 16, 17, 80, 2049];
        (int, int)[] tiles = [(1, 2), (4, 2), (4, 4), (16, 4)];
        foreach ((int m, int k, int n, (int lanes, int widest)) in from m in ms from k in ks from n in ns from tile in tiles select (m, k, n, tile))
        {
            bool[] covered = new bool[k * n];
            foreach (Panel[] block in Blocking.Blocks(m, k, n, lanes, widest))
            {
                int offset = 0;
                foreach (Panel panel in block)
                {
                    int first = panel.Row * n + panel.Column, last = first + (panel.Depth - 1) * n;
                    bool wide = panel.Width % lanes == 0 && panel.Width <= widest * lanes, next = panel.Row == 0 || covered[first - n];
                    bool within = panel.IsPacked ? panel.Offset == offset : last + panel.Width <= k * n;
                    if (!wide || !next || !within)
                        Assert.Fail($"{panel} of A, ({m}, {k}), times B, ({k}, {n}), in tiles of {widest} vectors of {lanes}");
                    if (panel.IsPacked)
                        offset += panel.Depth * panel.Width;
                    for (int i = first; i <= last; i += n)
                    {
                        Span<bool> row = covered.AsSpan(i, Math.Min(panel.Width, n - panel.Column));
                        row.Contains(true).ShouldBeFalse();
                        row.Fill(true);
                    }
                }
                block.Where(panel => panel.IsPacked).Select(panel => (panel.Row, panel.Depth)).Distinct().Count().ShouldBeLessThan(2);
            }
            covered.AsSpan().Contains(false).ShouldBeFalse();
        }
    }

    [Fact]
    public void The_largest_matrices_are_cut_without_overflow()
    {
        int most = Array.MaxLength;
        Blocking.Blocks(m: 1, k: 1, n: most, lanes: 16, widest: 4).Sum(block => (long)block.Length).ShouldBe(most / 64 + 1);
        Blocking.Blocks(m: 1, k: most, n: 1, lanes: 16, widest: 4).Sum(block => block.Sum(panel => (long)panel.Depth)).ShouldBe(most);
        Blocking.Height(most, 1).ShouldBePositive();
        Pieces(most, 6, 2).ShouldEndWith($"-{most}");
    }

    [Theory, InlineData(64, 1024, 66), InlineData(65, 1024, 36), InlineData(1000, 100, 504), InlineData(655, 100, 660), InlineData(7, 1 << 20, 6)]
    public void Blocks_of_A_are_even_and_in_whole_tiles_of_about_256_KB(int rows, int depth, int height) =>
        Blocking.Height(rows, depth).ShouldBe(height);

    [Theory, InlineData(100, 6, 1, "0-100"), InlineData(0, 6, 2, "0-0"), InlineData(6, 6, 2, "0-6"), InlineData(12, 6, 2, "0-6 6-12"), InlineData(13, 6, int.MaxValue, "0-6 6-12 12-13")]
    [InlineData(61, 2, 3, "0-4 4-8 8-12 12-16 16-20 20-24 24-28 28-32 32-36 36-40 40-44 44-48 48-52 52-56 56-60 60-61")]
    public void Pieces_for_threads_are_of_a_size_and_cover_all(int count, int step, int threads, string pieces) =>
        Pieces(count, step, threads).ShouldBe(pieces);

    private static string Pieces(int count, int step, int threads)
    {
        ConcurrentBag<(int First, int Last)> pieces = [];
        Blocking.InParallel(count, step, threads, (first, last) => pieces.Add((first, last)));
        return string.Join(' ', pieces.Order().Select(piece => $"{piece.First}-{piece.Last}"));
    }

    [Theory, InlineData(100, 1), InlineData(6, 2)]
    public void For_one_thread_or_one_piece_no_other_is_woken(int count, int threads)
    {
        (Thread, int?) caller = (Thread.CurrentThread, Task.CurrentId), worker = default;
        Blocking.InParallel(count, 6, threads, (_, _) => worker = (Thread.CurrentThread, Task.CurrentId));
        worker.ShouldBe(caller);
    }

    [Fact]
    public void Never_do_more_threads_work_than_are_allowed()
    {
        int working = 0, most = 0;
        Lock counting = new();
        Blocking.InParallel(17, 1, threads: 2, (_, _) =>
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
        Enumerable.Range(0, 10).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            SimdMatmul.Multiply(a, b, c, threads: 1);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBeLessThan(1 << 16);
    }

    [Fact]
    public void The_widest_vectors_of_the_processor_are_used() =>
        SimdMatmul.OnWidestVectors.Method.DeclaringType!.GenericTypeArguments[0].ShouldBe(
            Vector512.IsHardwareAccelerated ? typeof(Vector512<float>)
            : Vector256.IsHardwareAccelerated ? typeof(Vector256<float>)
            : Vector128.IsHardwareAccelerated ? typeof(Vector128<float>)
            : typeof(float));

    [Fact]
    public void The_widest_tile_fills_the_registers_and_no_more()
    {
        Check<Vector512<float>, Lanes512>(32);
        Check<Vector256<float>, Lanes256>(16);
        Check<Vector128<float>, Lanes128>(AdvSimd.IsSupported ? 32 : 16);
        Check<float, Lanes1>(16);

        static void Check<TVector, TLanes>(int registers) where TVector : unmanaged where TLanes : ILanes<TVector>
        {
            Needed(TLanes.Widest).ShouldBeLessThanOrEqualTo(registers);
            Needed(2 * TLanes.Widest).ShouldBeGreaterThan(registers);
        }

        static int Needed(int vectors) => Blocking.TileRows * vectors + vectors + 1;   // sums, a row of B, one of A
    }
}

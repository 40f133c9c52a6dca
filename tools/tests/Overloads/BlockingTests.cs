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
    [Theory, InlineData(6, 48, 3, true), InlineData(5, 48, 3, false), InlineData(6, 47, 3, false)]
    [InlineData(128, 256, 7, true), InlineData(127, 256, 7, false), InlineData(128, 255, 7, false)]
    [InlineData(128, 256, 4, true), InlineData(6, 48, 4, false)]
    [InlineData(128, 256, 8, false)]
    [InlineData(16384, 256, 15, true), InlineData(16383, 256, 15, false), InlineData(16384, 256, 16, false)]
    [InlineData(1 << 16, 1 << 16, 8, true)]
    public void Lanes_run_along_k_for_few_columns(int m, int k, int n, bool pays)
    {
        Blocking.LanesRunAlongK(m, k, n, w: 8).ShouldBe(pays);
        Blocking.LanesRunAlongK(m, k, n, w: 1).ShouldBeFalse();
    }

    [Theory, InlineData(6, 96, 3, true), InlineData(6, 95, 3, false), InlineData(128, 512, 15, true), InlineData(128, 511, 15, false)]
    [InlineData(128, 512, 16, false)]
    [InlineData(8192, 512, 31, true), InlineData(8191, 512, 31, false), InlineData(8192, 512, 32, false)]
    public void The_wider_the_vector_the_more_columns_are_few(int m, int k, int n, bool pays) =>
        Blocking.LanesRunAlongK(m, k, n, w: 16).ShouldBe(pays);

    [Theory, InlineData(16, 128, 3, true), InlineData(15, 128, 3, false), InlineData(16, 129, 3, false), InlineData(16, 128, 4, false)]
    public void Up_to_three_columns_are_padded(int m, int k, int n, bool pays)
    {
        Blocking.PaddingPays(m, k, n, w: 4).ShouldBe(pays);
        Blocking.PaddingPays(m, k, n, w: 1).ShouldBeFalse();
    }

    [Theory, InlineData(16, 16, 16), InlineData(15, 16, 8), InlineData(8, 16, 8), InlineData(7, 16, 4), InlineData(4, 16, 4)]
    [InlineData(3, 16, 1), InlineData(100, 8, 8), InlineData(100, 4, 4), InlineData(100, 1, 1)]
    public void A_vector_is_no_longer_than_its_axis(int axis, int widest, int width)
    {
        Blocking.Width(1000, axis, alongK: false, widest).ShouldBe(width);
        Blocking.Width(axis, 1000, alongK: true, widest).ShouldBe(width);
    }

    [Theory, InlineData(24, 2000, 2000, false), InlineData(25, 2000, 2000, true)]
    [InlineData(256, 127, 512, false), InlineData(257, 127, 512, true), InlineData(256, 1, 513, true), InlineData(256, 128, 512, true)]
    [InlineData(25, 1 << 20, 1 << 20, true)]
    public void B_is_packed_unless_rows_are_few_or_A_and_B_small(int m, int k, int n, bool pays)
    {
        Blocking.PackingPays(m, k, n, w: 8).ShouldBe(pays);
        Blocking.PackingPays(m, 2 * k, n, w: 16).ShouldBe(pays);
    }

    [Theory, InlineData(512, 256, 256, true), InlineData(511, 256, 256, false), InlineData(1 << 16, 1 << 16, 1 << 16, true)]
    public void All_processors_work_from_32_million_multiply_adds_on(int m, int k, int n, bool pay) =>
        Blocking.Threads(m, k, n).ShouldBe(pay ? Environment.ProcessorCount : 1);

    [Theory, InlineData(1, 16, 1024, 1024), InlineData(1, 16, 1025, 513), InlineData(1, 16, 2049, 683)]
    [InlineData(1, 16, int.MaxValue, 1024), InlineData(512, 8, 1, 1), InlineData(512, 8, 512, 512), InlineData(512, 8, 513, 257)]
    [InlineData(513, 8, 1024, 1024), InlineData(513, 8, 1025, 513), InlineData(512, 4, 513, 257), InlineData(512, 1, 513, 257)]
    public void Blocks_of_B_are_even_in_depth(int m, int w, int k, int depth) => Blocking.KC(m, k, w).ShouldBe(depth);

    [Theory, InlineData(1, 16, 2047, 2047), InlineData(1, 16, 2063, 2063), InlineData(1, 16, 2064, 2048)]
    [InlineData(1, 16, int.MaxValue, 2048), InlineData(512, 8, 2056, 2048), InlineData(513, 8, 1031, 1031), InlineData(513, 8, 1032, 1024)]
    public void Blocks_of_B_are_of_one_size_and_none_is_narrower_than_a_vector(int m, int w, int left, int width) =>
        Blocking.NC(m, left, w).ShouldBe(width);

    [Theory, InlineData(127, 16, 12), InlineData(127, 8, 12), InlineData(128, 16, 66), InlineData(128, 8, 24), InlineData(128, 4, 24)]
    public void In_shallow_blocks_two_tiles_meet_a_panel(int depth, int w, int rows) => Blocking.MC(depth, w).ShouldBe(rows);

    [Theory, InlineData(1, 4), InlineData(2, 4), InlineData(3, 2)]
    public void A_tile_of_one_or_two_rows_has_four_vectors(int m, int vectors) => Blocking.Vectors(m, 2).ShouldBe(vectors);

    [Theory, InlineData(8, "8"), InlineData(9, "9"), InlineData(16, "16"), InlineData(17, "8 9"), InlineData(24, "16 8")]
    [InlineData(33, "16 8 9"), InlineData(41, "16 16 9")]
    public void Panels_are_as_wide_as_the_tile_and_none_is_narrower_than_a_vector(int n, string panels) =>
        Panels(n, w: 8, vectors: 2).ShouldBe(panels);

    [Theory, InlineData(64, "64"), InlineData(65, "32 33"), InlineData(79, "32 47"), InlineData(80, "64 16")]
    public void Five_vectors_are_two_and_three(int n, string panels) => Panels(n, w: 16, vectors: 4).ShouldBe(panels);

    [Fact]
    public void Panels_of_any_width_cover_all_columns_and_hold_a_vector_at_least()
    {
        foreach ((int w, int vectors) in from w in (int[])[1, 4, 8, 16] from vectors in (int[])[2, 4] select (w, vectors))
            for (int n = w; n < 10 * vectors * w; n++)
            {
                int[] panels = [.. Panels(n, w, vectors).Split(' ').Select(int.Parse)];
                panels.Sum().ShouldBe(n);
                panels.ShouldAllBe(columns => columns >= w && columns <= vectors * w);
            }
    }

    private static string Panels(int n, int w, int vectors)
    {
        List<int> panels = [];
        for (int columns; n > 0; n -= columns)
            panels.Add(columns = Blocking.Columns(n, w, vectors));
        return string.Join(' ', panels);
    }

    [Theory, InlineData(1, 1), InlineData(6, 6), InlineData(7, 4), InlineData(8, 4), InlineData(11, 6), InlineData(12, 6)]
    [InlineData(100, 6)]
    public void The_last_two_tiles_have_as_many_rows(int left, int rows) => Blocking.Rows(left).ShouldBe(rows);

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

    [Theory, InlineData(1, 8), InlineData(2, 27), InlineData(6, 16)]
    public void A_tile_stays_in_the_memory_it_is_given(int rows, int columns)
    {
        const int Depth = 3, Lda = 40, Ldb = 30, Ldc = 50;
        int lengthA = (rows - 1) * Lda + Depth, lengthB = (Depth - 1) * Ldb + columns, lengthC = (rows - 1) * Ldc + columns;
        Multiply<float>(lengthA, lengthB, lengthC);
        Multiply<Vector256<float>>(lengthA + 7 * Depth, lengthB, lengthC);
        Should.Throw<ArgumentOutOfRangeException>(() => Multiply<float>(lengthA - 1, lengthB, lengthC));
        Should.Throw<ArgumentOutOfRangeException>(() => Multiply<Vector256<float>>(lengthA + 7 * Depth - 1, lengthB, lengthC));
        Should.Throw<ArgumentOutOfRangeException>(() => Multiply<float>(lengthA, lengthB - 1, lengthC));
        Should.Throw<ArgumentOutOfRangeException>(() => Multiply<float>(lengthA, lengthB, lengthC - 1));

        void Multiply<TLeft>(int a, int b, int c) where TLeft : unmanaged => Gemm<Vector256<float>, Vector256Ops>.MultiplyTile<TLeft>(
            rows, columns, new float[a], Lda, Depth, new float[b], Ldb, new float[c], Ldc, add: false);
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

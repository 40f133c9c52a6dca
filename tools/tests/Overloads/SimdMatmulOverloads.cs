using System.Buffers;

namespace Katas.Tests;

// The laws of stage 7 for what the solution has beyond the stub: threads, a result whose memory is there, vectors of any width.

public sealed class OnThreeThreads() : SimdMatmulLaws((a, b) => SimdMatmul.Multiply(a, b, threads: 3));

public sealed class IntoUsedMemory() : SimdMatmulLaws((a, b) =>
{
    Tensor<float> c = a.Rank == 2 && b.Rank == 2 ? Tensor.Zeros<float>(a.Shape[0], b.Shape[1]).Map(_ => float.NaN) : a;
    SimdMatmul.Multiply(a, b, c, threads: 1);
    return c;
});

public sealed class OnVectorsOf512Bits() : OnVectors(16);

public sealed class OnVectorsOf256Bits() : OnVectors(8);

public sealed class OnVectorsOf128Bits() : OnVectors(4);

public sealed class WithoutVectors() : OnVectors(1);

public abstract class OnVectors(int floats) : SimdMatmulLaws((a, b) =>
{
    Tensor<float> c = SimdMatmul.Multiply(a, b);   // refuses what does not fit
    if (c.Length > 0 && a.Length > 0)
    {
        c.AsSpan().Fill(float.NaN);
        WithoutMasks.Multiply(a, b, c, threads: 3, widest: floats);
    }
    return c;
})
{
    /// <summary>
    /// Shapes on both sides of every choice: lanes along k, rows padded, B packed, few rows, remainders of rows, columns and terms.
    /// </summary>
    [Fact]
    public void Every_way_to_multiply_gives_the_product()
    {
        foreach ((int m, int k, int n) in from m in (int[])[1, 2, 3, 6, 7, 16, 29, 130, 257]
                                          from k in (int[])[1, 15, 49, 100, 517, 1030]
                                          from n in (int[])[1, 2, 3, 4, 7, 10, 17, 33, 65, 75]
                                          where m * k * n < 3_000_000
                                          select (m, k, n))
        {
            Random random = new(m * k * n);
            Tensor<float> a = Draw.Tensor(random, Whole.Sample, m, k), b = Draw.Tensor(random, Whole.Sample, k, n);
            Multiply(a, b).ShouldEqual(Oracle.Product(a, b));
        }
    }

    [Theory, InlineData(20, 30, 3), InlineData(20, 100, 3), InlineData(200, 600, 7), InlineData(3, 5, 40), InlineData(30, 600, 600)]
    public void Infinities_and_NaN_stay_in_their_row_and_column(int m, int k, int n)
    {
        Tensor<float> a = Tensor.RandomNormal(1, m, k), b = Tensor.RandomNormal(2, k, n);
        (a[m / 2, k - 1], b[k / 2, n - 1]) = (float.PositiveInfinity, float.NaN);
        Tensor<float> c = Multiply(a, b);
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
                (float.IsNaN(c[i, j]) ? 2 : float.IsInfinity(c[i, j]) ? 1 : 0).ShouldBe(j == n - 1 ? 2 : i == m / 2 ? 1 : 0, $"({i}, {j})");
    }
}

public sealed class SimdMatmulOverloads
{
    private static readonly Tensor<float> A = Tensor.RandomNormal(1, 259, 1100), B = Tensor.RandomNormal(2, 1100, 2113);

    /// <summary>Shapes that need no copy of B, or a small one: few rows, small squares, few columns.</summary>
    public static TheoryData<int, int, int> Unpacked => new()
    {
        { 5, 784, 10 }, { 100, 784, 10 }, { 16, 16, 16 }, { 128, 128, 128 }, { 1, 7, 84 }, { 563, 3, 5 }, { 358, 3, 2 }, { 6, 2, 35 },
    };

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        foreach (Tensor<float> b in (Tensor<float>[])[B, Tensor.RandomNormal(3, 1100, 10), Tensor.RandomNormal(4, 1100, 3)])
        {
            Tensor<float> alone = SimdMatmul.Multiply(A, b, threads: 1);
            alone.ShouldBeWithin(Oracle.RealProduct(A, b));
            foreach (int threads in (int[])[2, 3, 7, 64, int.MaxValue])
                SimdMatmul.Multiply(A, b, threads).ShouldEqual(alone);
            SimdMatmul.Multiply(A, b).ShouldEqual(alone);
        }
    }

    [Theory, MemberData(nameof(Unpacked))]
    public void Nothing_is_allocated_but_the_result(int m, int k, int n)
    {
        Tensor<float> a = Tensor.RandomNormal(1, m, k), b = Tensor.RandomNormal(2, k, n), c = Tensor.Zeros<float>(m, n);
        Allocation.LeastOf(() => SimdMatmul.Multiply(a, b, c, threads: 1)).ShouldBe(0);
    }

    [Theory, InlineData(5, 784, 10), InlineData(200, 784, 7), InlineData(100, 30, 3), InlineData(259, 300, 70)]
    public void Neither_the_place_of_a_row_nor_of_the_memory_changes_a_bit(int m, int k, int n)
    {
        Tensor<float> a = Tensor.RandomNormal(1, m, k), b = Tensor.RandomNormal(2, k, n), c = SimdMatmul.Multiply(a, b);
        List<byte[]> garbage = [];
        for (int shift = 0; shift < 8; shift++)
        {
            garbage.Add(new byte[8 * shift]);
            SimdMatmul.Multiply(a.Map(x => x), b.Map(x => x)).ShouldEqual(c);
        }
    }

    [Theory, InlineData(1, 64), InlineData(3, 100), InlineData(40, 3), InlineData(40, 7), InlineData(400, 7), InlineData(40, 600)]
    public void What_a_buffer_held_before_does_not_matter(int m, int n)
    {
        Tensor<float> a = Tensor.RandomNormal(1, m, 605), b = Tensor.RandomNormal(2, 605, n), c = SimdMatmul.Multiply(a, b, threads: 1);
        for (int length = 16; length <= 1 << 19; length *= 2)
        {
            float[] pooled = ArrayPool<float>.Shared.Rent(length);
            pooled.AsSpan().Fill(float.NaN);
            ArrayPool<float>.Shared.Return(pooled);
        }
        SimdMatmul.Multiply(a, b, threads: 1).ShouldEqual(c);
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void Less_than_one_thread_is_refused(int threads) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SimdMatmul.Multiply(A, B, threads)).ParamName.ShouldBe("threads");

    [Fact]
    public void A_result_of_another_shape_is_refused()
    {
        foreach (int[] shape in (int[][])[[2113, 259], [259, 2114], [258, 2113], [259 * 2113]])
            Should.Throw<ArgumentException>(() => SimdMatmul.Multiply(A, B, Tensor.Zeros<float>(shape), threads: 1))
                .Message.ShouldContain("(259, 1100) times (1100, 2113) does not fit into (");
    }

    [Fact]
    public void Operands_that_do_not_fit_are_refused_whatever_the_result() =>
        Should.Throw<ArgumentException>(() => SimdMatmul.Multiply(A, A, Tensor.Zeros<float>(259, 1100), threads: 1))
            .Message.ShouldContain("(259, 1100) times (259, 1100)");

    [Fact]
    public void A_result_that_shares_elements_with_an_operand_is_refused()
    {
        Tensor<float> m = Tensor.Identity(3), n = Tensor.Identity(3);
        foreach ((Tensor<float> a, Tensor<float> b) in ((Tensor<float>, Tensor<float>)[])[(m, n), (n, m), (m.Reshape(3, 3), n)])
            Should.Throw<ArgumentException>(() => SimdMatmul.Multiply(a, b, m, threads: 1)).ParamName.ShouldBe("c");
        m.ShouldEqual(Tensor.Identity(3));
    }
}

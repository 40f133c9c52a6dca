using System.Runtime.Intrinsics;

namespace Katas.Tests;

// The laws of stage 7 for what the solution has beyond the stub: threads, a result whose memory is there, vectors of other widths than this processor's.

public sealed class OnThreeThreads() : SimdMatmulLaws((a, b) => SimdMatmul.Multiply(a, b, threads: 3));

public sealed class IntoUsedMemory() : SimdMatmulLaws((a, b) =>
{
    Tensor<float> c = a.Rank == 2 && b.Rank == 2 ? Tensor.Zeros<float>(a.Shape[0], b.Shape[1]).Map(_ => float.NaN) : a;
    SimdMatmul.Multiply(a, b, c, threads: 1);
    return c;
});

public sealed class OnVectorsOf512Bits() : OnVectors(Product<Vector512<float>, Lanes512>.Multiply);

public sealed class OnVectorsOf256Bits() : OnVectors(Product<Vector256<float>, Lanes256>.Multiply);

public sealed class OnVectorsOf128Bits() : OnVectors(Product<Vector128<float>, Lanes128>.Multiply);

public sealed class WithoutVectors() : OnVectors(Product<float, Lanes1>.Multiply);

public abstract class OnVectors(Action<Tensor<float>, Tensor<float>, Tensor<float>, int> multiply) : SimdMatmulLaws((a, b) =>
{
    Tensor<float> c = SimdMatmul.Multiply(a, b);   // refuses what does not fit
    if (c.Length > 0 && a.Length > 0)
    {
        c.AsSpan().Fill(float.NaN);
        multiply(a, b, c, 3);
    }
    return c;
});

public sealed class SimdMatmulOverloads
{
    private static readonly Tensor<float> A = Tensor.RandomNormal(1, 259, 1100), B = Tensor.RandomNormal(2, 1100, 2113), Narrow = Tensor.RandomNormal(3, 1100, 10);

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        foreach (Tensor<float> b in (Tensor<float>[])[B, Narrow])
        {
            Tensor<float> alone = SimdMatmul.Multiply(A, b, threads: 1);
            alone.ShouldBeWithin(Oracle.Product(A, b));
            foreach (int threads in (int[])[2, 3, 7, 64, int.MaxValue])
                SimdMatmul.Multiply(A, b, threads).ShouldEqual(alone);
            SimdMatmul.Multiply(A, b).ShouldEqual(alone);
        }
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void Less_than_one_thread_is_refused(int threads) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SimdMatmul.Multiply(A, B, threads)).ParamName.ShouldBe("threads");

    [Fact]
    public void A_result_of_another_shape_is_refused()
    {
        foreach (Tensor<float> c in (Tensor<float>[])[Tensor.Zeros<float>(2113, 259), Tensor.Zeros<float>(259, 2114), Tensor.Zeros<float>(258, 2113), Tensor.Zeros<float>(259 * 2113)])
            Should.Throw<ArgumentException>(() => SimdMatmul.Multiply(A, B, c, threads: 1)).Message.ShouldContain("(259, 1100) times (1100, 2113) does not fit into (");
    }

    [Fact]
    public void Operands_that_do_not_fit_are_refused_whatever_the_result() =>
        Should.Throw<ArgumentException>(() => SimdMatmul.Multiply(A, A, Tensor.Zeros<float>(259, 1100), threads: 1)).Message.ShouldContain("(259, 1100) times (259, 1100)");

    [Fact]
    public void A_result_that_shares_elements_with_an_operand_is_refused()
    {
        Tensor<float> m = Tensor.Identity(3), n = Tensor.Identity(3);
        foreach ((Tensor<float> a, Tensor<float> b) in ((Tensor<float>, Tensor<float>)[])[(m, n), (n, m), (m.Reshape(3, 3), n)])
            Should.Throw<ArgumentException>(() => SimdMatmul.Multiply(a, b, m, threads: 1)).ParamName.ShouldBe("c");
        m.ShouldEqual(Tensor.Identity(3));
    }
}

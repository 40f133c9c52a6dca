namespace Katas.Tests;

/// <summary>What a fast matrix multiplication can get wrong beyond a slow one: blocks, remainders and threads.</summary>
public class SimdMatmulLaws(TensorOperation multiply) : MatmulLaws(multiply)
{
    private static readonly Multipliable<Whole> BeyondBlocks = Matrices.OfWhole(7, 1030, 2064);

    private static readonly LargeProduct TwoBillion = new(1291, 1301, 1303);   // m k n is beyond 2^31

    private static readonly Multipliable<Real> ForThreads = new(Tensor.RandomNormal(1, 259, 254), Tensor.RandomNormal(2, 254, 263));

    private static IEnumerable<Multipliable<Whole>> EverySize =>
        from size in Enumerable.Range(1, 70)
        from sizes in (int[][])[[size, 3, 2], [3, size, 2], [3, 2, size], [9, size, 17], [9, 17, size]]
        let random = new Random(size)
        select new Multipliable<Whole>(
            Draw.Tensor(random, Whole.Sample, sizes[0], sizes[1]), Draw.Tensor(random, Whole.Sample, sizes[1], sizes[2]));

    [Law]
    public void Large_matrices_are_multiplied_correctly(Large<Whole> x) => Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law(Of = nameof(EverySize))]
    public void All_sizes_up_to_70_are_multiplied_correctly(Multipliable<Whole> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law(Of = nameof(BeyondBlocks), Seconds = 30)]
    public void Matrices_larger_than_any_block_are_multiplied_correctly(Multipliable<Whole> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law(Of = nameof(TwoBillion), Seconds = 60, Thorough = true)]
    public void More_than_two_billion_products_are_summed_correctly(LargeProduct x) => x.Verify(Multiply);

    [Law]
    public void Values_beyond_the_end_of_a_row_have_no_effect(Surrounded x) =>
        Multiply(x.Rows, x.B).Cut(0, 0, x.Top.Shape[0]).ShouldEqual(Oracle.Product(x.Top, x.B));

    [Law(Of = nameof(ForThreads), Seconds = 30)]
    public void The_same_matrices_give_the_same_bits_every_time(Multipliable<Real> x)
    {
        Tensor<float> first = Multiply(x.A, x.B);
        first.ShouldBeWithin(Oracle.RealProduct(x.A, x.B));
        for (int repeat = 0; repeat < 8; repeat++)
            Multiply(x.A, x.B).ShouldEqual(first);
    }
}

/// <summary>Rows that are finite above rows that are not: whoever reads beyond a row finds a NaN.</summary>
public sealed record Surrounded(Tensor<float> Top, Tensor<float> Bottom, Tensor<float> B) : Fitting, IInput<Surrounded>
{
    public static Arbitrary<Surrounded> Arbitrary => Of<Surrounded>(Whole.Sample, ["tk,bk,kn"]);

    internal Tensor<float> Rows => Top.Above(Bottom.Map(_ => float.NaN));
}

namespace Katas.Tests;

/// <summary>What holds for every matrix multiplication at its limits: the smallest and the largest matrices, the smallest and the largest
/// numbers.</summary>
public class MatmulLimits(TensorOperation multiply, string member = "") : Laws(member)
{
    private static readonly int[] smallSizes = [1, 2, 3, 4, 5, 8, 9, 16, 17];

    private static readonly LargeProduct[]
        Tiled = [.. from size in (int[])[64, 96, 128, 192] select new LargeProduct(size, size, size)],
        VeryLarge =
        [
            new(613, 5, 617), new(2, 3, 70_001), new(70_001, 3, 2), new(2, 70_001, 3), new(37, 33, 5_003), new(5_003, 33, 37),
            new(33, 5_003, 37), new(613, 0, 617),
        ];

    private static readonly LargeProduct
        MillionsOfTerms = new(1, 2_200_001, 1),   // 8.8 MB is more than a stack holds
        MillionsOfRows = new(1_100_003, 1, 1);

    private static readonly (int M, int K, int N)[] sizesOfChange =   // at which algorithms change, and their neighbors
    [
        (64, 64, 64), (63, 65, 64), (65, 64, 63), (128, 128, 128), (127, 129, 128), (129, 128, 127),
        .. from size in (int[])[255, 256, 257, 511, 512, 513]
           from sizes in ((int, int, int)[])[(2, size, 3), (size, 3, 2), (3, 2, size)]
           select sizes,
    ];

    private static IEnumerable<LargeSpottedProduct> SpottedSizes =>
        from size in sizesOfChange select new LargeSpottedProduct(size.M, size.K, size.N);

    private static IEnumerable<LargeWideProduct> WideSizes =>
        from size in sizesOfChange select new LargeWideProduct(size.M, size.K, size.N);

    private static IEnumerable<Multipliable<ZeroOrSpotted>> StructuredAndSpotted => Patterns.ProductsWith<ZeroOrSpotted>();

    private static IEnumerable<Multipliable<Wide>> StructuredAndWide => Patterns.ProductsWith<Wide>();

    private static IEnumerable<Multipliable<Whole>> Small =>
        from m in smallSizes from k in smallSizes from n in smallSizes orderby m + k + n select Matrices.OfWhole(m, k, n);

    private protected Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Returned.Keep(multiply(a.Copy(), b.Copy()));

    [Law(Of = nameof(Small))]
    public void Every_small_shape_is_multiplied_correctly(Multipliable<Whole> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law(Of = nameof(Patterns.Products), In = typeof(Patterns))]
    public void Matrices_with_a_special_structure_are_multiplied_correctly(Multipliable<Whole> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law(Of = nameof(StructuredAndSpotted))]
    public void Zeros_of_a_special_structure_meet_NaN_and_infinity(Multipliable<ZeroOrSpotted> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law(Of = nameof(StructuredAndWide))]
    public void A_special_structure_meets_tiny_and_huge_numbers(Multipliable<Wide> x) =>
        Multiply(x.A, x.B).ShouldBeWithin(Oracle.RealProduct(x.A, x.B));

    [Law(Of = nameof(SpottedSizes))]
    public void NaN_and_infinity_spread_at_the_sizes_at_which_algorithms_change(LargeSpottedProduct x) =>
        Multiply(x.Left, x.Right).ShouldEqualInAll(Oracle.Product(x.Left, x.Right));

    [Law(Of = nameof(WideSizes))]
    public void Tiny_and_huge_numbers_are_mixed_at_the_sizes_at_which_algorithms_change(LargeWideProduct x) =>
        Multiply(x.Left, x.Right).ShouldBeWithin(Oracle.RealProduct(x.Left, x.Right));

    [Law]
    public void Zero_times_infinity_is_NaN(Multipliable<ZeroOrSpotted> x) => Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law]
    public void Scaling_by_a_power_of_two_scales_the_product_exactly(ShortOrLong<Whole> x)
    {
        Tensor<float> product = Oracle.Product(x.A, x.B);
        Multiply(x.A.Map(Smallest), x.B).ShouldEqual(product.Map(Smallest));
        Multiply(x.A, x.B.Map(Smallest)).ShouldEqual(product.Map(Smallest));
        Multiply(x.A.Map(Large), x.B).ShouldEqual(product.Map(Large));

        static float Smallest(float x) => x * float.Epsilon;
        static float Large(float x) => MathF.ScaleB(x, 100);
    }

    [Law(Of = nameof(Tiled))]
    public void Square_matrices_whose_size_is_a_multiple_of_32_are_multiplied_correctly(LargeProduct x) => x.Verify(Multiply);

    [Law(Of = nameof(VeryLarge), Seconds = 30)]
    public void Very_large_matrices_are_multiplied_correctly(LargeProduct x) => x.Verify(Multiply);

    [Law(Of = nameof(MillionsOfTerms), Seconds = 30)]
    public void A_column_may_have_millions_of_rows(LargeProduct x) => x.Verify(Multiply);

    [Law(Of = nameof(MillionsOfRows), Seconds = 60, Thorough = true)]
    public void A_result_may_have_millions_of_rows(LargeProduct x) => x.Verify(Multiply);
}

/// <summary>What holds for hundreds of millions of multiply-adds as well: for all but stage 6, where they take seconds.</summary>
public class LargeMatmulLimits(TensorOperation multiply) : MatmulLimits(multiply)
{
    private static readonly LargeProduct Beyond512 = new(513, 515, 517);

    private static readonly LargeProduct[] PowersOfTwo = [new(256, 256, 256), new(255, 257, 256), new(512, 512, 512), new(511, 512, 513)];

    private static readonly LargeSpottedProduct[] LargeSpotted = [.. from x in PowersOfTwo select new LargeSpottedProduct(x.A, x.B)];

    private static readonly LargeWideProduct[] LargeWide = [.. from x in PowersOfTwo select new LargeWideProduct(x.A, x.B)];

    [Law(Of = nameof(PowersOfTwo), Seconds = 60, Thorough = true)]
    public void Matrices_of_256_or_512_rows_and_columns_are_multiplied_correctly(LargeProduct x) => x.Verify(Multiply);

    [Law(Of = nameof(LargeSpotted), Seconds = 60, Thorough = true)]
    public void NaN_and_infinity_spread_in_matrices_of_256_or_512_rows_and_columns(LargeSpottedProduct x) =>
        Multiply(x.Left, x.Right).ShouldEqualInAll(Oracle.Product(x.Left, x.Right));

    [Law(Of = nameof(LargeWide), Seconds = 60, Thorough = true)]
    public void Tiny_and_huge_numbers_are_mixed_in_matrices_of_256_or_512_rows_and_columns(LargeWideProduct x) =>
        Multiply(x.Left, x.Right).ShouldBeWithin(Oracle.RealProduct(x.Left, x.Right));

    [Law(Of = nameof(Beyond512), Seconds = 30)]
    public void Matrices_of_more_than_512_rows_and_columns_are_multiplied_correctly(LargeProduct x) => x.Verify(Multiply);
}

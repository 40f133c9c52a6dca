namespace Katas.Tests;

/// <summary>Whole numbers, many of them zero, NaN and the infinities.</summary>
public readonly struct ZeroOrSpotted : IValues
{
    public static float Sample(Random random) => random.Next(20) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        2 => float.NegativeInfinity,
        < 8 => 0,
        _ => Whole.Sample(random),
    };
}

/// <summary>A matrix with at most nine rows and columns.</summary>
public sealed record SmallMatrix(Tensor<float> A) : Fitting, IInput<SmallMatrix>
{
    public static Arbitrary<SmallMatrix> Arbitrary => Of<SmallMatrix>(Whole.Sample, ["mn"], dimensions: Draw.SmallDimensions);
}

/// <summary>Two matrices that fit, with dimensions of at most nine.</summary>
public sealed record SmallMultipliable(Tensor<float> A, Tensor<float> B) : Fitting, IInput<SmallMultipliable>
{
    public static Arbitrary<SmallMultipliable> Arbitrary =>
        Of<SmallMultipliable>(Whole.Sample, ["mk,kn"], dimensions: Draw.SmallDimensions);
}

/// <summary>Two large matrices of whole numbers, always the same ones, and their product. A message shows their shapes alone.</summary>
public sealed record LargeProduct(int[] A, int[] B)
{
    public LargeProduct(int m, int k, int n) : this([m, k], [k, n]) { }

    internal Tensor<float> Left => field ??= Numbers(seed: 1, A);

    internal Tensor<float> Right => field ??= Numbers(seed: 2, B);

    internal Tensor<float> Product => field ??= Oracle.Product(Left, Right);

    private Tensor<float> Numbers(int seed, int[] shape)
    {
        int most = A[1] > 1 << 16 ? 1 : 16;   // so that every sum of products is exact in float: sum |a| |b| <= 2^24
        return Draw.Tensor(new Random(seed), random => random.Next(-most, most + 1), shape);
    }
}

/// <summary>Two pairs of matrices that fit, of whole numbers. A message shows their shapes alone.</summary>
public sealed record TwoProducts(int[] A1, int[] B1, int[] A2, int[] B2)
{
    internal Multipliable<Whole> First { get; } = Matrices.OfWhole(A1[0], A1[1], B1[1]);

    internal Multipliable<Whole> Second { get; } = Matrices.OfWhole(A2[0], A2[1], B2[1]);
}

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

    /// <summary>Asserts that an operation multiplies the two.</summary>
    public void Verify(TensorOperation multiply) => multiply(Left, Right).ShouldEqualInAll(Product);

    private Tensor<float> Numbers(int seed, int[] shape)
    {
        int most = A[1] > 1 << 16 ? 1 : 16;   // so that every sum of products is exact in float: sum |a| |b| <= 2^24
        return Draw.Tensor(new Random(seed), random => random.Next(-most, most + 1), shape);
    }
}

/// <summary>
/// Two large matrices, always the same ones, of zeros and other whole numbers with so few NaN and infinities that a part of their product
/// is finite. A message shows their shapes alone.
/// </summary>
public sealed record LargeSpottedProduct(int[] A, int[] B)
{
    public LargeSpottedProduct(int m, int k, int n) : this([m, k], [k, n]) { }

    internal Tensor<float> Left => field ??= Draw.Tensor(new Random(1), Spotted, A);

    internal Tensor<float> Right => field ??= Draw.Tensor(new Random(2), Spotted, B);

    private float Spotted(Random random) => random.Next(6 * A[1]) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        2 => float.NegativeInfinity,
        _ => random.Next(4) == 0 ? 0 : Whole.Sample(random),
    };
}

/// <summary>Two large matrices of numbers of very different magnitudes, always the same ones. A message shows their shapes alone.</summary>
public sealed record LargeWideProduct(int[] A, int[] B)
{
    public LargeWideProduct(int m, int k, int n) : this([m, k], [k, n]) { }

    internal Tensor<float> Left => field ??= Draw.Tensor(new Random(1), Wide.Sample, A);

    internal Tensor<float> Right => field ??= Draw.Tensor(new Random(2), Wide.Sample, B);
}

/// <summary>Two pairs of matrices that fit, of whole numbers. A message shows their shapes alone.</summary>
public sealed record TwoProducts(int[] A1, int[] B1, int[] A2, int[] B2)
{
    internal Multipliable<Whole> First { get; } = Matrices.OfWhole(A1[0], A1[1], B1[1]);

    internal Multipliable<Whole> Second { get; } = Matrices.OfWhole(A2[0], A2[1], B2[1]);
}

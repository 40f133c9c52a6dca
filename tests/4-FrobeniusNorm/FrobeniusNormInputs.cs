namespace Katas.Tests;

/// <summary>A matrix without elements: no rows, no columns, or neither.</summary>
public sealed record EmptyMatrix(Tensor<float> A) : Fitting, IInput<EmptyMatrix>
{
    public static Arbitrary<EmptyMatrix> Arbitrary => Of<EmptyMatrix>(Whole.Sample, ["0n", "m0", "00"]);
}

/// <summary>A matrix with one dimension beyond a block or a buffer.</summary>
public sealed record LongMatrix<T>(Tensor<float> A) : Fitting, IInput<LongMatrix<T>> where T : IValues
{
    public static Arbitrary<LongMatrix<T>> Arbitrary => Of<LongMatrix<T>>(T.Sample, ["mn"], dimensions: Draw.LongDimensions);
}

/// <summary>A matrix with a single entry other than zero.</summary>
public sealed record SingleEntry(Tensor<float> A) : IInput<SingleEntry>
{
    public static Arbitrary<SingleEntry> Arbitrary => Arb.From(
        from sizes in Draw.Dimensions(2).Where(sizes => !sizes.Contains(0))
        from i in Gen.Choose(0, sizes[0] - 1)
        from j in Gen.Choose(0, sizes[1] - 1)
        from seed in Draw.Seed
        select new SingleEntry(Matrices.Unit(sizes[0], sizes[1], i, j).Map(unit => unit * Wide.Sample(new Random(seed)))),
        x => from simpler in CutAxes(x.A).Concat(Shrink.Elements(x.A))
             where simpler.AsSpan().ToArray().Count(element => element != 0) == 1
             select new SingleEntry(simpler));

    private static IEnumerable<Tensor<float>> CutAxes(Tensor<float> tensor) =>
        from axis in Enumerable.Range(0, tensor.Rank)
        from part in Shrink.Axis(tensor.Shape[axis])
        select tensor.Cut(axis, part.Start, part.Count);
}

/// <summary>Two matrices of one shape.</summary>
public sealed record SameMatrices<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<SameMatrices<T>> where T : IValues
{
    public static Arbitrary<SameMatrices<T>> Arbitrary => Of<SameMatrices<T>>(T.Sample, ["mn,mn"]);
}

/// <summary>Two matrices with as many columns.</summary>
public sealed record TopAndBottom<T>(Tensor<float> Top, Tensor<float> Bottom) : Fitting, IInput<TopAndBottom<T>> where T : IValues
{
    public static Arbitrary<TopAndBottom<T>> Arbitrary => Of<TopAndBottom<T>>(T.Sample, ["tn,bn"]);
}

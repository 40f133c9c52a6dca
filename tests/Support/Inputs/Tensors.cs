namespace Katas.Tests;

/// <summary>Any tensor, of rank 0 to 4.</summary>
public sealed record AnyTensor<T>(Tensor<float> A) : Fitting, IInput<AnyTensor<T>> where T : IValues
{
    public static Arbitrary<AnyTensor<T>> Arbitrary =>
        Of<AnyTensor<T>>(T.Sample, ["", "i", "ij", "ijk", "ijkl"], dimensions: Draw.DimensionsOfRank);
}

/// <summary>A tensor that is no matrix.</summary>
public sealed record NotAMatrix(Tensor<float> A) : Fitting, IInput<NotAMatrix>
{
    public static Arbitrary<NotAMatrix> Arbitrary =>
        Of<NotAMatrix>(Whole.Sample, ["", "i", "ijk", "ijkl", "ijklm", "ijklmn", "ijklmnop"], dimensions: Draw.DimensionsOfRank);
}

/// <summary>Two tensors of one shape.</summary>
public sealed record SameShape<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<SameShape<T>> where T : IValues
{
    public static Arbitrary<SameShape<T>> Arbitrary =>
        Of<SameShape<T>>(T.Sample, [",", "i,i", "ij,ij", "ijk,ijk", "ijkl,ijkl"], dimensions: Draw.DimensionsOfRank);
}

/// <summary>Two matrices of one shape, with one dimension beyond a block or a buffer.</summary>
public sealed record LongSameShape<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<LongSameShape<T>> where T : IValues
{
    public static Arbitrary<LongSameShape<T>> Arbitrary => Of<LongSameShape<T>>(T.Sample, ["ij,ij"], dimensions: Draw.LongDimensions);
}

/// <summary>Two tensors of one shape, of which one holds nothing but zeros, or ones: the other may seem to be the result already.</summary>
public sealed record OneOfThemNeutral<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<OneOfThemNeutral<T>> where T : IValues
{
    public static Arbitrary<OneOfThemNeutral<T>> Arbitrary => Arb.From(
        from x in Any.Generator
        from neutral in Gen.Elements(0f, 1f)
        from pair in Gen.Elements(x with { A = x.A.Map(_ => neutral) }, x with { B = x.B.Map(_ => neutral) })
        select pair, Any.Shrinker);

    private static Arbitrary<OneOfThemNeutral<T>> Any =>
        Of<OneOfThemNeutral<T>>(T.Sample, [",", "i,i", "ij,ij", "ijk,ijk", "ijkl,ijkl"], dimensions: Draw.DimensionsOfRank);
}

/// <summary>Two tensors of different shapes, in some cases with as many elements.</summary>
public sealed record DifferentShapes(Tensor<float> A, Tensor<float> B) : Fitting, IInput<DifferentShapes>
{
    public static Arbitrary<DifferentShapes> Arbitrary => Of<DifferentShapes>(Whole.Sample,
        [",i", "i,", "i,j", "i,1i", "i1,i", "ij,ji", "ij,kj", "ij,ik", "ij,j", "ij,1j", "i1,1j", "ijk,jk", "ijk,jik", "ijkl,ijlk",
            "ijklm,jiklm", "ijklm,ijkml", "ijklmn,ijkln", "ijklmno,ojklmni", "ijklmnop,ijklmnpo"],
        x => !x.A.Shape.SequenceEqual(x.B.Shape), Draw.DimensionsOfRank);
}

/// <summary>A tensor of truth values, with at least one element.</summary>
public sealed record Mask(Tensor<bool> A) : IInput<Mask>
{
    private Numbers? DrawnAs { get; init; }

    public static Arbitrary<Mask> Arbitrary =>
        Fitting.Of<Numbers>(Whole.Sample, ["", "i", "ij", "ijk", "ijkl", "ijklm", "ijklmnop"], x => x.A.Length > 0, Draw.DimensionsOfRank)
        .Convert(x => new Mask(x.A.Map(element => element > 0)) { DrawnAs = x }, mask => mask.DrawnAs!);

    /// <summary>The numbers that generate and shrink; those above zero are true.</summary>
    private sealed record Numbers(Tensor<float> A) : Fitting;
}

namespace Katas.Tests;

/// <summary>Any tensor.</summary>
public sealed record One(Tensor<float> A) : Fitting;

/// <summary>Two tensors of one shape.</summary>
public sealed record SameShape(Tensor<float> A, Tensor<float> B) : Fitting;

/// <summary>Two tensors of different shapes, in some cases with as many elements.</summary>
public sealed record DifferentShapes(Tensor<float> A, Tensor<float> B) : Fitting;

/// <summary>A tensor of truth values, with at least one element.</summary>
public sealed record Mask(Tensor<bool> A)
{
    internal One? DrawnAs { get; init; }   // numbers, which generate and shrink: those above zero are true
}

/// <summary>Generates tensors of rank 0 to 4.</summary>
public static class Tensors
{
    public static Arbitrary<One> One(Func<Random, float> values) =>
        Fitting.Of<One>(["", "i", "ij", "ijk", "ijkl"], values, dimensions: Dimensions);

    public static Arbitrary<SameShape> SameShape() => SameShape(RealOrSpecial);

    public static Arbitrary<SameShape> SameShape(Func<Random, float> values) =>
        Fitting.Of<SameShape>([",", "i,i", "ij,ij", "ijk,ijk", "ijkl,ijkl"], values, dimensions: Dimensions);

    public static Arbitrary<DifferentShapes> DifferentShapes() => Fitting.Of<DifferentShapes>(
        [",i", "i,", "i,j", "i,1i", "i1,i", "ij,ji", "ij,kj", "ij,ik", "ij,j", "ij,1j", "i1,1j", "ijk,jk", "ijk,jik", "ijkl,ijlk"],
        Draw.Whole, x => !x.A.Shape.SequenceEqual(x.B.Shape), Dimensions);

    /// <summary>Generates pairs of which one holds nothing but zeros, or ones: the other may seem to be the result already.</summary>
    public static Arbitrary<SameShape> OneOfThemNeutral() => Arb.From(
        from x in SameShape().Generator
        from neutral in Gen.Elements(0f, 1f)
        from pair in Gen.Elements(x with { A = x.A.Map(_ => neutral) }, x with { B = x.B.Map(_ => neutral) })
        select pair, SameShape().Shrinker);

    public static Arbitrary<Mask> Mask() => Fitting.Of<One>(["", "i", "ij", "ijk", "ijkl"], Draw.Whole, x => x.A.Length > 0, Dimensions)
        .Convert(x => new Mask(x.A.Map(element => element > 0)) { DrawnAs = x }, mask => mask.DrawnAs!);

    public static float RealOrSpecial(Random random) => random.Next(2) == 0 ? Draw.Special(random) : Draw.Real(random);

    /// <summary>Draws dimensions as large as for matrices up to rank 2, and small ones from there on.</summary>
    private static Gen<int[]> Dimensions(int rank) => rank <= 2 ? Draw.Dimensions(rank) : Gen.Choose(0, 6).ArrayOf(rank);
}

namespace Katas.Tests;

/// <summary>Any matrix.</summary>
public sealed record Matrix(Tensor<float> A) : Fitting;

/// <summary>Two matrices that fit: A has as many columns as B has rows.</summary>
public sealed record Multipliable(Tensor<float> A, Tensor<float> B) : Fitting;

/// <summary>Two matrices that do not fit.</summary>
public sealed record Mismatched(Tensor<float> A, Tensor<float> B) : Fitting;

/// <summary>Two tensors that are not both matrices.</summary>
public sealed record NotMatrices(Tensor<float> A, Tensor<float> B) : Fitting;

/// <summary>Two matrices of one shape, and a third by which both can be multiplied.</summary>
public sealed record Summands(Tensor<float> A1, Tensor<float> A2, Tensor<float> B) : Fitting;

/// <summary>Two matrices with as many columns, and a third by which both can be multiplied.</summary>
public sealed record Stackable(Tensor<float> Top, Tensor<float> Bottom, Tensor<float> B) : Fitting;

/// <summary>Three matrices that fit one after another.</summary>
public sealed record Chain(Tensor<float> A, Tensor<float> B, Tensor<float> C) : Fitting;

/// <summary>Two matrices that fit, each with a single 1, at (i, l) and at (p, j).</summary>
public sealed record Units(Tensor<float> A, Tensor<float> B);

/// <summary>Generates matrices.</summary>
public static class Matrices
{
    public static Arbitrary<Matrix> Any(Func<Random, float> values) => Fitting.Of<Matrix>("mn", values);

    public static Arbitrary<Multipliable> Multipliable(Func<Random, float> values) => Fitting.Of<Multipliable>("mk,kn", values);

    public static Arbitrary<Summands> Summands() => Fitting.Of<Summands>("mk,mk,kn", Draw.Whole);

    public static Arbitrary<Stackable> Stackable() => Fitting.Of<Stackable>("tk,bk,kn", Draw.Whole);

    public static Arbitrary<Chain> Chain() => Fitting.Of<Chain>("mk,kl,ln", Draw.Whole);

    public static Arbitrary<Mismatched> Mismatched() =>
        Fitting.Of<Mismatched>(["mk,ln", "mk,mn", "mk,lk"], Draw.Whole, x => x.A.Shape[1] != x.B.Shape[0]);

    public static Arbitrary<NotMatrices> NotMatrices() =>
        Fitting.Of<NotMatrices>([",", ",mk", "mk,", "k,k", "k,kn", "mk,k", "bmk,kn", "mk,bkn", "bmk,bkn"], Draw.Whole);

    public static Arbitrary<Units> Units() => Arb.From(
        from sizes in Gen.Choose(1, 5).ArrayOf(3).Where(sizes => sizes.Distinct().Count() == 3)
        from i in Gen.Choose(0, sizes[0] - 1)
        from l in Gen.Choose(0, sizes[1] - 1)
        from p in Gen.OneOf(Gen.Constant(l), Gen.Choose(0, sizes[1] - 1))
        from j in Gen.Choose(0, sizes[2] - 1)
        select new Units(Unit(sizes[0], sizes[1], i, l), Unit(sizes[1], sizes[2], p, j)));

    /// <summary>Generates matrices with a single entry other than zero.</summary>
    public static Arbitrary<Matrix> SingleEntry() => Arb.From(
        from sizes in Draw.Dimensions(2).Where(sizes => !sizes.Contains(0))
        from i in Gen.Choose(0, sizes[0] - 1)
        from j in Gen.Choose(0, sizes[1] - 1)
        from seed in Draw.Seed
        select new Matrix(Unit(sizes[0], sizes[1], i, j).Map(unit => unit * Draw.Wide(new Random(seed)))),
        x => from simpler in CutAxes(x.A).Concat(Shrink.Elements(x.A))
             where simpler.AsSpan().ToArray().Count(element => element != 0) == 1
             select new Matrix(simpler));

    /// <summary>Makes A, (m, k), and B, (k, n), of whole numbers, always the same ones.</summary>
    public static Multipliable OfWhole(int m, int k, int n) =>
        new(Draw.Tensor(new Random(1), Draw.Whole, m, k), Draw.Tensor(new Random(2), Draw.Whole, k, n));

    private static IEnumerable<Tensor<float>> CutAxes(Tensor<float> tensor) =>
        from axis in Enumerable.Range(0, tensor.Rank)
        from part in Shrink.Axis(tensor.Shape[axis])
        select tensor.Cut(axis, part.Start, part.Count);

    /// <summary>Gets the first five validation images of MNIST, shape (5, 784): byte / 256, as in the data file.</summary>
    public static Tensor<float> FiveDigits()
    {
        Tensor<float> digits = Tensor.Zeros<float>(5, 784);
        byte[] pixels = new byte[digits.Length];
        using Stream image = typeof(Matrices).Assembly.GetManifestResourceStream("FiveDigits.pgm")!;
        image.Position = image.Length - pixels.Length;   // behind the header, a few lines of text
        image.ReadExactly(pixels);
        for (int i = 0; i < pixels.Length; i++)
            digits.AsSpan()[i] = pixels[i] / 256f;
        return digits;
    }

    private static Tensor<float> Unit(int rows, int columns, int i, int j)
    {
        Tensor<float> unit = Tensor.Zeros<float>(rows, columns);
        unit[i, j] = 1;
        return unit;
    }
}

namespace Katas.Tests;

/// <summary>Any matrix.</summary>
public sealed record Matrix<T>(Tensor<float> A) : Fitting, IInput<Matrix<T>> where T : IValues
{
    public static Arbitrary<Matrix<T>> Arbitrary => Of<Matrix<T>>(T.Sample, ["mn"]);
}

/// <summary>A matrix with as many rows as columns.</summary>
public sealed record SquareMatrix<T>(Tensor<float> A) : Fitting, IInput<SquareMatrix<T>> where T : IValues
{
    public static Arbitrary<SquareMatrix<T>> Arbitrary => Of<SquareMatrix<T>>(T.Sample, ["nn"]);
}

/// <summary>Two matrices that fit: A has as many columns as B has rows.</summary>
public sealed record Multipliable<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<Multipliable<T>> where T : IValues
{
    public static Arbitrary<Multipliable<T>> Arbitrary => Of<Multipliable<T>>(T.Sample, ["mk,kn"]);
}

/// <summary>Two matrices that fit, of which A has no columns and B no rows.</summary>
public sealed record EmptyRowsAndColumns(Tensor<float> A, Tensor<float> B) : Fitting, IInput<EmptyRowsAndColumns>
{
    public static Arbitrary<EmptyRowsAndColumns> Arbitrary => Of<EmptyRowsAndColumns>(Whole.Sample, ["m0,0n"]);
}

/// <summary>Two matrices that fit, with one dimension beyond a block or a buffer, and two of 1 to 5.</summary>
public sealed record LongAndThin<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<LongAndThin<T>> where T : IValues
{
    public static Arbitrary<LongAndThin<T>> Arbitrary => Of<LongAndThin<T>>(T.Sample, ["mk,kn"], dimensions: Draw.LongDimensions);
}

/// <summary>Two matrices that fit, of which one dimension may be beyond a block or a buffer.</summary>
public sealed record ShortOrLong<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<ShortOrLong<T>> where T : IValues
{
    public static Arbitrary<ShortOrLong<T>> Arbitrary => Of<ShortOrLong<T>>(T.Sample, ["mk,kn"], dimensions: Draw.AnyDimensions);
}

/// <summary>Two matrices that fit, and may be larger than the blocks of a fast kernel along several axes at once.</summary>
public sealed record Large<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<Large<T>> where T : IValues
{
    public static Arbitrary<Large<T>> Arbitrary => Of<Large<T>>(T.Sample, ["mk,kn"], dimensions: Draw.LargeDimensions);
}

/// <summary>Two matrices that do not fit.</summary>
public sealed record Mismatched(Tensor<float> A, Tensor<float> B) : Fitting, IInput<Mismatched>
{
    public static Arbitrary<Mismatched> Arbitrary =>
        Of<Mismatched>(Whole.Sample, ["mk,ln", "mk,mn", "mk,lk", "11,kn", "mk,11"], x => x.A.Shape[1] != x.B.Shape[0],
            Draw.AnyDimensions);
}

/// <summary>Two tensors that are not both matrices.</summary>
public sealed record NotMatrices(Tensor<float> A, Tensor<float> B) : Fitting, IInput<NotMatrices>
{
    public static Arbitrary<NotMatrices> Arbitrary =>
        Of<NotMatrices>(Whole.Sample,
            [
                ",", ",mk", "mk,", "k,k", "k,kn", "mk,k", "bmk,kn", "mk,bkn", "bmk,bkn",
                "abmk,kn", "abcmk,kn", "abcdmk,kn", "abcdefmk,kn", "mk,abkn", "mk,abckn", "mk,abcdekn", "mk,abcdefkn",
            ], dimensions: Draw.DimensionsOfRank);
}

/// <summary>Two matrices of one shape, and a third by which both can be multiplied.</summary>
public sealed record Summands<T>(Tensor<float> A1, Tensor<float> A2, Tensor<float> B) : Fitting, IInput<Summands<T>> where T : IValues
{
    public static Arbitrary<Summands<T>> Arbitrary => Of<Summands<T>>(T.Sample, ["mk,mk,kn"]);
}

/// <summary>Two matrices with as many columns, and a third by which both can be multiplied.</summary>
public sealed record Stackable<T>(Tensor<float> Top, Tensor<float> Bottom, Tensor<float> B)
    : Fitting, IInput<Stackable<T>> where T : IValues
{
    public static Arbitrary<Stackable<T>> Arbitrary => Of<Stackable<T>>(T.Sample, ["tk,bk,kn"]);
}

/// <summary>Three matrices that fit one after another.</summary>
public sealed record Chain<T>(Tensor<float> A, Tensor<float> B, Tensor<float> C) : Fitting, IInput<Chain<T>> where T : IValues
{
    public static Arbitrary<Chain<T>> Arbitrary => Of<Chain<T>>(T.Sample, ["mk,kl,ln"]);
}

/// <summary>Two matrices that fit, each with a single 1, at (i, l) and at (p, j).</summary>
public sealed record Units(Tensor<float> A, Tensor<float> B) : IInput<Units>
{
    public static Arbitrary<Units> Arbitrary => Arb.From(
        from sizes in Gen.Choose(1, 5).ArrayOf(3).Where(sizes => sizes.Distinct().Count() == 3)
        from i in Gen.Choose(0, sizes[0] - 1)
        from l in Gen.Choose(0, sizes[1] - 1)
        from p in Gen.OneOf(Gen.Constant(l), Gen.Choose(0, sizes[1] - 1))
        from j in Gen.Choose(0, sizes[2] - 1)
        select new Units(Matrices.Unit(sizes[0], sizes[1], i, l), Matrices.Unit(sizes[1], sizes[2], p, j)));
}

/// <summary>Makes matrices that are always the same.</summary>
public static class Matrices
{
    /// <summary>Makes A, (m, k), and B, (k, n), of whole numbers.</summary>
    public static Multipliable<Whole> OfWhole(int m, int k, int n) =>
        new(Draw.Tensor(new Random(1), Whole.Sample, m, k), Draw.Tensor(new Random(2), Whole.Sample, k, n));

    /// <summary>Makes a matrix of what a function gives for row i and column j.</summary>
    public static Tensor<float> Of(int rows, int columns, Func<int, int, float> element)
    {
        Tensor<float> matrix = Tensor.Zeros<float>(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                matrix[i, j] = element(i, j);
        return matrix;
    }

    /// <summary>Makes a matrix of zeros, with a 1 at (i, j).</summary>
    public static Tensor<float> Unit(int rows, int columns, int i, int j) => Of(rows, columns, (p, q) => (p, q) == (i, j) ? 1 : 0);

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
}

namespace Katas.Finale;

/// <summary>
/// What each stage has to show before the training relies on it: the members that are called, with the shapes that will come, against the
/// reference. The laws in tests/ ask for far more.
/// </summary>
internal static class StageChecks
{
    private const int Batch = 50, Pixels = 784, Digits = 10;

    private static readonly Tensor<float> x = Whole(1, Batch, Digits), y = Whole(2, Batch, Digits);

    public static Mnist Load(Type type) => type.Method<Func<string, Mnist>>("Load")(MnistFile.Path);

    public static Operation BindMatmul(Type type) => type.Method<Operation>(type.Name == Stage.Broadcasting.Type ? "Matmul" : "Multiply");

    public static Elementwise BindElementwise(Type type) => new(
        type.Method<Operation>("Subtract"), type.Method<Operation>("Multiply"), type.Method<Comparison>("GreaterThan"),
        type.Method<Comparison>("EqualTo"), type.Method<Func<Tensor<bool>, float>>("Mean"));

    public static Func<Tensor<float>, float> BindNorm(Type type) => type.Method<Func<Tensor<float>, float>>("ByLoops");

    public static Broadcasting BindBroadcasting(Type type) => new(
        type.Method<Func<Tensor<float>, int, Tensor<float>>>("Unsqueeze"), type.Method<Operation>("Add"),
            type.Method<Operation>("Multiply"));

    /// <summary>Checks what was loaded by itself: a second copy, loaded by the reference, would take 200 MB.</summary>
    public static void Check(Mnist loaded, Func<Mnist> _)
    {
        foreach ((string name, Split? split) in new[] { ("train", loaded?.Train), ("validation", loaded?.Validation),
            ("test", loaded?.Test) })
            if (split is not { Images: { } images, Labels: { } labels } || images.Shape is not [int count, Pixels] || count == 0
                || labels.Shape is not [int labelCount] || labelCount != count)
                throw new UserError($"Load: the {name} split is not images of shape (n, {Pixels}) and labels of shape (n)");
            else if (labels.AsSpan().ContainsAnyExceptInRange(0, Digits - 1))
                throw new UserError($"Load: the {name} labels are not all digits, 0 to 9");
            else if (images.AsSpan().ContainsAnyExceptInRange(0, 1))
                throw new UserError($"Load: the {name} pixels are not all from 0 to 1");
    }

    public static void Compare(Operation matmul, Func<Operation> reference)
    {
        foreach ((int m, int k, int n) in new[] { (Batch, Pixels, Digits), (Pixels, Batch, Digits), (1, Batch, Digits), (Batch, Digits, 1),
            (3, 17, 35) })
        {
            Tensor<float> a = Tensor.RandomNormal(1, m, k), b = Tensor.RandomNormal(2, k, n);
            Compare($"({m}, {k}) times ({k}, {n})", matmul(a, b), reference()(a, b));
        }
    }

    public static void Compare(Elementwise candidate, Func<Elementwise> reference)
    {
        Elementwise right = reference();
        Compare("Subtract", candidate.Subtract(x, y), right.Subtract(x, y));
        Compare("Multiply", candidate.Multiply(x, y), right.Multiply(x, y));
        Compare("GreaterThan", candidate.GreaterThan(x, y)?.ToFloat(), right.GreaterThan(x, y).ToFloat());
        Compare("EqualTo", candidate.EqualTo(x, y)?.ToFloat(), right.EqualTo(x, y).ToFloat());
        Compare("Mean", candidate.Mean(right.GreaterThan(x, y)), right.Mean(right.GreaterThan(x, y)));
    }

    public static void Compare(Func<Tensor<float>, float> candidate, Func<Func<Tensor<float>, float>> reference) =>
        Compare("ByLoops", candidate(x), reference()(x));

    public static void Compare(Broadcasting candidate, Func<Broadcasting> reference)
    {
        Broadcasting right = reference();
        Tensor<float> row = Whole(3, Digits), column = Whole(4, Batch, 1);
        Compare("Unsqueeze of (10) at -1", candidate.Unsqueeze(row, -1), right.Unsqueeze(row, -1));
        Compare("Add of (50, 10) and (10)", candidate.Add(x, row), right.Add(x, row));
        Compare("Add of (50, 10) and (50, 1)", candidate.Add(x, column), right.Add(x, column));
        Compare("Multiply of (50, 10) and a scalar", candidate.Multiply(x, 0.5f), right.Multiply(x, 0.5f));
    }

    private static void Compare(string what, Tensor<float>? actual, Tensor<float> expected)
    {
        if (actual is null)
            throw new UserError($"{what} gives null");
        if (!actual.Shape.SequenceEqual(expected.Shape))
            throw new UserError($"{what} gives the shape {Tensor.Format(actual.Shape)}, not {Tensor.Format(expected.Shape)}");
        for (int i = 0; i < expected.Length; i++)
        {
            float actually = actual.AsSpan()[i], should = expected.AsSpan()[i];
            if (!(MathF.Abs(actually - should) <= 1e-3f * MathF.Max(1, MathF.Abs(should))))
                throw new UserError(FormattableString.Invariant($"{what} gives {actually:G6} where it should give {should:G6}"));
        }
    }

    /// <summary>Draws small whole numbers, so that some are equal.</summary>
    private static Tensor<float> Whole(int seed, params ReadOnlySpan<int> shape) => Tensor.RandomNormal(seed, shape).Map(MathF.Round);
}

namespace Katas.Finale;

/// <summary>
/// Compares what the finale takes from a stage with the reference, on a few small inputs of whole numbers, where every right answer is
/// exact, and on the shapes of the training. The laws in tests/ ask for far more. Each check returns what is wrong, or null.
/// </summary>
internal static class StageChecks
{
    private const int Batch = 50, Pixels = 784, Digits = 10, MostShown = 6;

    private static readonly Tensor<float> small = [[1, 2], [3, 4]], otherSmall = [[4, 2], [1, 5]];

    /// <summary>Checks what was loaded by itself: a second copy, loaded by the reference, would take 200 MB.</summary>
    public static string? Check(Mnist? loaded) =>
        Check("train", loaded?.Train) ?? Check("validation", loaded?.Validation) ?? Check("test", loaded?.Test);

    public static string? Compare(TensorOperation matmul, TensorOperation reference)
    {
        const string law = "Each element is a row of A times a column of B";
        return Compare("the product", matmul, reference, [[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]], law)
            ?? CompareProduct(3, 17, 35)
            ?? CompareProduct(Batch, Pixels, Digits)
            ?? CompareProduct(Pixels, Batch, Digits)
            ?? CompareProduct(1, Batch, Digits)
            ?? CompareProduct(Batch, Digits, 1);

        string? CompareProduct(int m, int k, int n) => Compare("the product", matmul, reference, Whole(1, m, k), Whole(2, k, n), law);
    }

    public static string? Compare(ElementwiseFunctions own, ElementwiseFunctions reference)
    {
        return CompareOn(small, otherSmall) ?? CompareOn(Whole(1, Batch, Digits), Whole(2, Batch, Digits)) ?? CompareMean();

        string? CompareOn(Tensor<float> a, Tensor<float> b) =>
            Compare("Subtract", own.Subtract, reference.Subtract, a, b, "Each difference subtracts the two elements at the same index")
            ?? Compare("Multiply", own.Multiply, reference.Multiply, a, b, "Each product multiplies the two elements at the same index")
            ?? Compare("GreaterThan", (a, b) => own.GreaterThan(a, b)?.ToFloat()!, (a, b) => reference.GreaterThan(a, b).ToFloat(), a, b,
                "Greater is true where the element of A is greater")
            ?? Compare("EqualTo", (a, b) => own.EqualTo(a, b)?.ToFloat()!, (a, b) => reference.EqualTo(a, b).ToFloat(), a, b,
                "Equal is true where the elements are equal");

        string? CompareMean()
        {
            Tensor<bool> mask = reference.GreaterThan(small, otherSmall);
            return Compare($"Mean of {OneLine(mask)}", own.Mean(mask), reference.Mean(mask),
                "The mean of a mask is the fraction that is true");
        }
    }

    public static string? Compare(Func<Tensor<float>, float> norm, Func<Tensor<float>, float> reference)
    {
        Tensor<float> large = Whole(1, Pixels, Digits);
        const string law = "The norm is the square root of the sum of all squares";
        return Compare($"ByLoops of {OneLine(small)}", norm(small), reference(small), law)
            ?? Compare($"ByLoops of a matrix of shape {Tensor.Format(large.Shape)}", norm(large), reference(large), law);
    }

    public static string? Compare(BroadcastingFunctions own, BroadcastingFunctions reference)
    {
        const string law = "Each element combines the two that broadcasting pairs";
        Tensor<float> row = [1, 2];
        return Compare("Add", own.Add, reference.Add, small, row, law)
            ?? Compare("Add", own.Add, reference.Add, Whole(1, Batch, Digits), Whole(2, Digits), law)
            ?? Compare("Multiply", own.Multiply, reference.Multiply, small, 0.5f, "A scalar fits any shape");
    }

    public static string? Compare(Func<Tensor<float>, Tensor<float>> logSoftmax, Func<Tensor<float>, Tensor<float>> reference)
    {
        Tensor<float> z = [[2, 1, 0], [1000, 0, -1000]], expected = reference(z), actual = logSoftmax(z);
        if (actual?.Length == expected.Length)
            actual = Tensor.Of([.. actual.AsSpan().ToArray().Zip(expected.AsSpan().ToArray(), Rounded)], actual.Shape);
        return Compare("the log-softmax of (2, 3) [[2, 1, 0], [1000, 0, -1000]]", actual, expected,
            "Each element is the logarithm of the softmax");

        static float Rounded(float actual, float expected) => MathF.Abs(actual - expected) <= 1e-3f ? expected : actual;
    }

    private static string? Check(string name, Split? split)
    {
        if (split is not { Images: { } images, Labels: { } labels } || images.Shape is not [int count, Pixels] || count == 0
            || labels.Shape is not [int labelCount] || labelCount != count)
            return $"the {name} split is not images of shape (n, {Pixels}) and labels of shape (n); the law to look at is "
                + "\"MNIST has 50000 10000 and 10000 images of 784 pixels\"";
        if (labels.AsSpan().ContainsAnyExceptInRange(0, Digits - 1) || images.AsSpan().ContainsAnyExceptInRange(0, 1))
            return $"the {name} split has labels that are not digits or pixels that are not from 0 to 1; the law to look at is "
                + "\"MNIST pixels range from 0 to 255 over 256 and labels from 0 to 9\"";
        return null;
    }

    private static string? Compare(
        string what, TensorOperation own, TensorOperation reference, Tensor<float> a, Tensor<float> b, string law)
    {
        string call = $"{what} of {Describe(a)} and {Describe(b)}";
        Tensor<float> expected = reference(a, b);
        return Compare(call, own(a, b), expected, law);
    }

    private static string? Compare(string call, Tensor<float>? actual, Tensor<float> expected, string law)
    {
        if (actual is null)
            return $"{call} is null";
        string lookAt = $"; the law to look at is \"{law}\"";
        if (!actual.Shape.SequenceEqual(expected.Shape))
            return $"{call} has the shape {Tensor.Format(actual.Shape)}, not {Tensor.Format(expected.Shape)}{lookAt}";
        int i = 0;
        while (i < expected.Length && actual.AsSpan()[i] == expected.AsSpan()[i])
            i++;
        if (i == expected.Length)
            return null;
        return expected.Length <= MostShown
            ? $"{call} is {OneLine(actual)}, not {OneLine(expected)}{lookAt}"
            : FormattableString.Invariant($"{call} has {actual.AsSpan()[i]} as element {i}, not {expected.AsSpan()[i]}{lookAt}");
    }

    private static string? Compare(string call, float actual, float expected, string law) =>
        MathF.Abs(actual - expected) <= 1e-5f * expected
            ? null
            : FormattableString.Invariant($"{call} is {actual}, not {expected}; the law to look at is \"{law}\"");

    private static string Describe(Tensor<float> x) => x.Length <= MostShown ? OneLine(x) : Tensor.Format(x.Shape);

    private static string OneLine<T>(Tensor<T> x) where T : unmanaged =>
        string.Join(' ', $"{x}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Draws small whole numbers, some of them equal.</summary>
    private static Tensor<float> Whole(int seed, params ReadOnlySpan<int> shape) => Tensor.RandomNormal(seed, shape).Map(MathF.Round);
}

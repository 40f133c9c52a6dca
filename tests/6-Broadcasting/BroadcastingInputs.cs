namespace Katas.Tests;

/// <summary>Two shapes.</summary>
public sealed record Shapes(int[] A, int[] B);

/// <summary>A tensor, and the place for a new axis.</summary>
public sealed record Unsqueezable(Tensor<float> A, int Axis)
{
    /// <summary>Gets tensors of rank 0 to 4, each with those axes that the function names for its rank.</summary>
    internal static IEnumerable<Unsqueezable> Axes(Func<int, IEnumerable<int>> axes) =>
        from shape in (int[][])[[], [3], [2, 3], [2, 3, 4], [2, 3, 4, 5], [0], [3, 0], [1, 1], [2, 1, 3, 1, 2, 1]]
        from axis in axes(shape.Length)
        select new Unsqueezable(Draw.Tensor(new Random(shape.Length), Real.Sample, shape), axis);
}

/// <summary>
/// Two tensors of rank 0 to 5 that fit: of each axis, both have it whole, or one or both have a single element, or one lacks it.
/// </summary>
public sealed record Broadcastable(Tensor<float> A, Tensor<float> B) : Fitting, IInput<Broadcastable>
{
    private const int MostAxes = 5;

    public static Arbitrary<Broadcastable> Arbitrary => Of<Broadcastable>(Real.Sample,
        from axes in Gen.Elements("xx", "x1", "1x", "11").ArrayOf(MostAxes)
        from missing in Gen.Choose(0, MostAxes).Two()
        select Subscripts(axes, 0)[missing.Item1..] + "," + Subscripts(axes, 1)[missing.Item2..], dimensions: Broadcast.Few);

    internal static string Subscripts(string[] axes, int operand) =>
        string.Concat(axes.Select((axis, i) => axis[operand] == 'x' ? (char)('a' + i) : '1'));
}

/// <summary>A tensor and a scalar, or a scalar and a tensor.</summary>
public sealed record WithAScalar(Tensor<float> A, Tensor<float> B) : Fitting, IInput<WithAScalar>
{
    public static Arbitrary<WithAScalar> Arbitrary =>
        Of<WithAScalar>(Real.Sample, [",", ",a", "a,", ",ab", "ab,", "abc,", ",abc"], dimensions: Broadcast.Few);
}

/// <summary>Two tensors of which each is stretched along an axis of the other.</summary>
public sealed record BothStretched(Tensor<float> A, Tensor<float> B) : Fitting, IInput<BothStretched>
{
    public static Arbitrary<BothStretched> Arbitrary =>
        Of<BothStretched>(Real.Sample, ["a1,1b", "1a,b1", "a1,b", "a,b1", "a1c,b1", "1b1,a1c"], dimensions: Broadcast.Few);
}

/// <summary>Two tensors whose shapes do not fit.</summary>
public sealed record Incompatible(Tensor<float> A, Tensor<float> B) : Fitting, IInput<Incompatible>
{
    public static Arbitrary<Incompatible> Arbitrary => Of<Incompatible>(Whole.Sample,
        ["m,n", "mk,n", "mk,m", "n,mk", "mk,ml", "mk,lk", "mk,km", "m1,nk", "k,k1l", "klm,lkm", "1m,kn1",
            "mkl1,nkl1", "m1k1,1n1l", "1m1k1,n1k1", "m1k111,n1k111"],
        x => Broadcast.Shape(x.A.Shape.ToArray(), x.B.Shape.ToArray()) is null, Broadcast.Few);
}

/// <summary>Makes shapes and tensors that broadcast, and computes what comes of it, independently of the kata.</summary>
public static class Broadcast
{
    /// <summary>Gets all 961 pairs of shapes of rank 0 to 2 with dimensions 0 to 4, the easiest to read first.</summary>
    public static Shapes[] Pairs { get; } =
    [
        .. from a in Small()
           from b in Small()
           orderby a.Concat(b).Contains(0), a.Length + b.Length, a.Concat(b).Sum()
           select new Shapes(a, b),
    ];

    /// <summary>Gets shapes that fit, and whose digits read the same as those of others before them.</summary>
    public static Shapes[] SameDigits { get; } =
    [
        .. from a in (int[][])[[1, 11], [11, 1], [111], [3, 33], [33, 3], [1, 1, 11]]
           from b in (int[][])[[1, 1], [11], [1, 11], [11, 1], [33, 1], [1, 3], [3]]
           where Shape(a, b) is not null
           select new Shapes(a, b),
    ];

    /// <summary>Gets those of the pairs that fit.</summary>
    public static Shapes[] Fits { get; } = [.. Pairs.Where(x => Shape(x.A, x.B) is not null)];

    /// <summary>Gets the pairs that do not fit.</summary>
    public static IEnumerable<Shapes> Misfits => Pairs.Except(Fits);

    /// <summary>Makes tensors of given shapes, with elements 1, 2, 3 and so on in the first, 10, 20, 30 in the second.</summary>
    public static IEnumerable<Broadcastable> Tensors(IEnumerable<Shapes> shapes) =>
        shapes.Select(x => new Broadcastable(Numbered(1, x.A), Numbered(10, x.B)));

    /// <summary>
    /// Computes the common shape, null if there is none: aligned at the right and filled up with ones, the sizes of an axis that are
    /// not 1 must be the same.
    /// </summary>
    public static int[]? Shape(int[] a, int[] b)
    {
        int rank = Math.Max(a.Length, b.Length);
        int[][] sizes = [.. Filled(a, rank).Zip(Filled(b, rank), (p, q) => new[] { p, q }.Where(size => size != 1).Distinct().ToArray())];
        return sizes.All(size => size.Length < 2) ? [.. sizes.Select(size => size.SingleOrDefault(1))] : null;
    }

    /// <summary>
    /// Computes the result: result[index] = operation(a[index], b[index]), the index without axes that are missing, and 0 on axes of size
    /// 1.
    /// </summary>
    public static Tensor<float> Result(Func<float, float, float> operation, Tensor<float> a, Tensor<float> b)
    {
        int[] shape = Shape(a.Shape.ToArray(), b.Shape.ToArray())!, index = new int[shape.Length];
        Tensor<float> result = Tensor.Zeros<float>(shape);
        for (int i = 0; i < result.Length; i++)
        {
            TensorTools.SetIndex(index, shape, i);
            result.AsSpan()[i] = operation(Element(a, index), Element(b, index));
        }
        return result;
    }

    /// <summary>Makes a tensor of the given shape by repeating items along each axis of size 1, copy by copy.</summary>
    public static Tensor<float> Tile(Tensor<float> tensor, ReadOnlySpan<int> shape)
    {
        if (shape.IsEmpty || shape.Contains(0))
            return tensor.Length == 1 ? tensor.Reshape([]) : Tensor.Zeros<float>(shape);
        tensor = tensor.Reshape(Filled(tensor.Shape.ToArray(), shape.Length));
        List<Tensor<float>> items = [];
        foreach (Tensor<float> item in tensor)
            for (int copy = 0; copy < shape[0] / tensor.Shape[0]; copy++)
                items.Add(Tile(item, shape[1..]));
        return Tensor.Stack([.. items]);
    }

    /// <summary>Gets a shape of 70 axes, of which the given one and those some steps further have two elements, the others one.</summary>
    public static int[] SeventyAxes(int first, int step) => [.. Enumerable.Range(0, 70).Select(axis => axis % step == first ? 2 : 1)];

    private static Tensor<float> Numbered(int step, int[] shape)
    {
        int next = 0;
        return Tensor.Zeros<float>(shape).Map(_ => (float)(next += step));
    }

    private static float Element(Tensor<float> tensor, ReadOnlySpan<int> index)
    {
        Span<int> projected = stackalloc int[tensor.Rank];
        index[^tensor.Rank..].CopyTo(projected);
        for (int axis = 0; axis < tensor.Rank; axis++)
            projected[axis] = tensor.Shape[axis] == 1 ? 0 : projected[axis];
        return tensor[projected];
    }

    private static int[] Filled(int[] shape, int rank) => [.. Enumerable.Repeat(1, rank - shape.Length), .. shape];

    /// <summary>Draws dimensions that keep tensors of a high rank small.</summary>
    public static Gen<int[]> Few(int count) => count < 3
        ? Draw.Dimensions(count)
        : Gen.Frequency((1, Gen.Constant(0)), (20, Gen.Choose(1, 7))).ArrayOf(count).Where(sizes => sizes.Distinct().Count() == count);

    private static IEnumerable<int[]> Small()
    {
        int[] sizes = [0, 1, 2, 3, 4];
        return [[], .. sizes.Select(m => (int[])[m]), .. sizes.SelectMany(m => sizes.Select(n => (int[])[m, n]))];
    }
}

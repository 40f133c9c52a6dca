namespace Katas.Tests;

/// <summary>Draws what inputs are made of.</summary>
public static class Draw
{
    /// <summary>Draws the items one after another, from the first on, so that none is left out by chance.</summary>
    public static Gen<T> InTurn<T>(params T[] items)
    {
        int next = 0;
        return Gen.Fresh(() => items[next++ % items.Length]);
    }

    /// <summary>
    /// Draws what a random generator starts from; elements come from one of those, because a generator for each would be slow.
    /// </summary>
    public static Gen<int> Seed { get; } = Gen.Choose(0, int.MaxValue - 1);

    /// <summary>
    /// Draws dimensions: empty, single, few, and on both sides of the vector widths W = 4, 8 and 16 (W - 1, W, W + 1, 4W - 1, 4W + 1),
    /// where vectorized loops begin, end and leave a remainder.
    /// </summary>
    public static Gen<int> Dimension { get; } = Gen.Frequency(
        (1, Gen.Constant(0)),
        (2, Gen.Constant(1)),
        (6, Gen.Choose(2, 6)),
        (4, Gen.Elements(3, 4, 5, 7, 8, 9, 15, 16, 17)),
        (2, Gen.Elements(31, 33, 63, 65)));

    /// <summary>
    /// Draws the dimensions of one input. Mostly all different, because equal ones hide exchanged indices; now and then two or all
    /// of them equal, for code to which squares are a special case.
    /// </summary>
    public static Gen<int[]> Dimensions(int count) => count < 2 ? Dimension.ArrayOf(count) : Gen.Frequency(
        (6, Distinct(Dimension, count)),
        (1, from sizes in Distinct(Dimension, count)
            from pair in Gen.Choose(0, count - 1).Two()
            select (int[])[.. sizes.Select((size, i) => i == pair.Item1 ? sizes[pair.Item2] : size)]),
        (1, Dimension.Select(size => Enumerable.Repeat(size, count).ToArray())));

    /// <summary>Draws dimensions of any rank: as large as for matrices up to rank 2, and small ones from there on.</summary>
    public static Gen<int[]> DimensionsOfRank(int rank) => rank <= 2 ? Dimensions(rank)
        : Gen.Choose(rank < 5 ? 0 : 1, rank < 5 ? 6 : 3).ArrayOf(rank);

    /// <summary>
    /// Draws the dimensions of one long, thin input: a single one is beyond a block or a buffer of 64 to 1,024, the others are 1 to 5.
    /// </summary>
    public static Gen<int[]> LongDimensions(int count) =>
        from sizes in Gen.Choose(1, 5).ArrayOf(count)
        from axis in Gen.Choose(0, count - 1)
        from size in Long
        select (int[])[.. sizes[..axis], size, .. sizes[(axis + 1)..]];

    /// <summary>Draws the dimensions of an input that is long and thin, or not.</summary>
    public static Gen<int[]> AnyDimensions(int count) => Gen.OneOf(Dimensions(count), LongDimensions(count));

    /// <summary>
    /// Draws the dimensions of one large input, all different: several may be beyond the blocks (128 to 1024 and more) into which a
    /// fast kernel divides its work, while the product stays below a million. Mostly one is short, so that the others can be long.
    /// </summary>
    public static Gen<int[]> LargeDimensions(int count) => Gen.Frequency(
        (1, Distinct(Gen.Frequency((3, Dimension), (4, Long)), count)),
        (3, from sizes in Distinct(Long, count)
            from axis in Gen.Choose(0, count - 1)
            from size in Gen.Choose(1, 5)
            select (int[])[.. sizes[..axis], size, .. sizes[(axis + 1)..]]))
        .Where(sizes => sizes.Max() > 100 && sizes.Aggregate(1L, (product, size) => product * size) < 1_000_000);

    /// <summary>Draws dimensions of a high rank: few elements along each axis, now and then none.</summary>
    public static Gen<int[]> FewOrNone(int count) =>
        Gen.Frequency((1, Gen.Constant(0)), (20, Gen.Choose(1, 3))).ArrayOf(count);

    /// <summary>Draws dimensions of at most nine.</summary>
    public static Gen<int[]> SmallDimensions(int count) => Gen.Choose(0, 9).ArrayOf(count);

    private static Gen<int> Long { get; } = Gen.OneOf(Gen.Choose(66, 2100),
        Gen.Elements(127, 129, 255, 257, 511, 513, 1023, 1025, 2050, 2050));

    private static Gen<int[]> Distinct(Gen<int> dimension, int count) =>
        dimension.ArrayOf(count).Where(sizes => sizes.Distinct().Count() == count);

    /// <summary>Draws a tensor.</summary>
    public static Tensor<float> Tensor(Random random, Func<Random, float> values, params ReadOnlySpan<int> shape)
    {
        Tensor<float> tensor = Katas.Tensor.Zeros<float>(shape);
        foreach (ref float element in tensor.AsSpan())
            element = values(random);
        return tensor;
    }
}

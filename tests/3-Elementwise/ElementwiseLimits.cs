namespace Katas.Tests;

/// <summary>Two tensors of one shape, of rank 5 to 8.</summary>
public sealed record HighRank<T>(Tensor<float> A, Tensor<float> B) : Fitting, IInput<HighRank<T>> where T : IValues
{
    public static Arbitrary<HighRank<T>> Arbitrary => Of<HighRank<T>>(T.Sample,
        ["ijklm,ijklm", "ijklmn,ijklmn", "ijklmno,ijklmno", "ijklmnop,ijklmnop"], dimensions: Draw.FewOrNone);
}

/// <summary>Two small matrices of one shape, with at least one element.</summary>
public sealed record SmallPair(Tensor<float> A, Tensor<float> B) : Fitting, IInput<SmallPair>
{
    public static Arbitrary<SmallPair> Arbitrary => Of<SmallPair>(Whole.Sample, ["ij,ij"], x => x.A.Length > 0, Draw.SmallDimensions);
}

/// <summary>Two shapes, and numbers to fill them with.</summary>
public sealed record ShapePair(int[] A, int[] B)
{
    internal Tensor<float> Left => Draw.Tensor(new Random(1), Whole.Sample, A);

    internal Tensor<float> Right => Draw.Tensor(new Random(2), Whole.Sample, B);
}

/// <summary>What holds for elementwise operations at their limits: many axes, memory that is shared or changed, several callers.</summary>
public class ElementwiseLimits(ElementwiseOperations operations) : Laws
{
    private static readonly ShapePair
        ForThreads = new([100, 200], [100, 200]), ForManyCallers = new([3, 5], [3, 5]), ForChanges = new([37, 41], [37, 41]),
        ForMemory = new([128, 128], [128, 128]), LargeResult = new([257, 263], [257, 263]);

    private static readonly ShapePair[] ManyAxes =
    [
        new(SeventyAxes(3, 20), SeventyAxes(5, 20)), new(SeventyAxes(1, 40), SeventyAxes(1, 41)),
        new(SeventyAxes(3, 70), SeventyAxes(3, 70)[..40]),
    ];

    private static readonly Mask[] LongMasks =
        [.. from x in (ShapePair[])[ForChanges, new([331, 317], [])] select new Mask(x.Left.Map(element => element > 0))];

    private static IEnumerable<ShapePair> SameLength =>
        Pairs(130, rank: 2).Concat(Pairs(130, rank: 3, isSorted: true)).Where(x => x.A.Length < x.B.Length || IsBefore(x.A, x.B))
            .Append(new([300, 400], [400, 300])).Append(new([120_000], [300, 400]));

    private static IEnumerable<ShapePair> SameLengthAndHigherRank => Pairs(72, rank: 3).Concat(Pairs(30, rank: 4));

    private static IEnumerable<SameShape<RealOrSpecial>> EveryLength =>
        from length in Enumerable.Range(1, 130).Concat([255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 4095, 4096, 4097])
        let random = new Random(length)
        select new SameShape<RealOrSpecial>(
            Draw.Tensor(random, RealOrSpecial.Sample, length), Draw.Tensor(random, RealOrSpecial.Sample, length));

    private IPairing[] All => [.. Enum.GetValues<Operation>().Select(operation => operations[operation])];

    private static readonly ShapePair[] SameDigits =
        [new([3, 33], [33, 3]), new([1, 11], [11, 1]), new([11, 1, 1], [1, 1, 11]), new([2, 12], [21, 2]), new([111], [11, 1])];

    [Law]
    public void Tensors_of_rank_5_to_8_follow_the_rule(Operation operation, HighRank<RealOrSpecial> x) =>
        operations[operation].Check(x.A, x.B);

    [Law]
    public void Both_operands_can_be_views_of_one_array(Operation operation, AnyTensor<Special> x)
    {
        IPairing pairing = operations[operation];
        Tensor<float> elements = x.A.Copy();
        pairing.Verify(pairing.Of(elements, elements.Reshape(elements.Shape), copy: false), x.A, x.A);
        Tensor<float> view = elements.Reshape([1, .. elements.Shape]);
        Assertions.ShouldBeRefused(() => pairing.Of(elements, view, copy: false),
            $"b is a view of a, of shape {Tensor.Format(view.Shape)}; check the shapes before you compute");
    }

    [Law]
    public void Changing_one_element_changes_the_result(Operation operation, SmallPair x)
    {
        IPairing pairing = operations[operation];
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        pairing.Of(a, b, copy: false);
        foreach (int place in (int[])[a.Length - 1, a.Length / 2])
        {
            a.AsSpan()[place] = b.AsSpan()[place] + 1;
            pairing.Verify(pairing.Of(a, b, copy: false), a, b);
            b.AsSpan()[place] = a.AsSpan()[place];
            pairing.Check(a, b);
        }
    }

    [Law]
    public void Changing_one_element_changes_the_mean(Mask x)
    {
        Tensor<bool> mask = x.A.Copy();
        foreach (int place in (int[])[mask.Length - 1, mask.Length / 2])
        {
            operations.Mean(mask);
            mask.AsSpan()[place] = !mask.AsSpan()[place];
            operations.Mean(mask).ShouldBeMeanOf(mask);
        }
    }

    [Law(Of = nameof(SameDigits))]
    public void Shapes_with_the_same_digits_are_not_confused(ShapePair x)
    {
        foreach (IPairing pairing in All)
        {
            pairing.Check(x.Left, x.Left);
            pairing.Check(x.Right, x.Right);
            Assertions.ShouldBeRefused(() => pairing.Of(x.Left, x.Right));
        }
    }

    [Law(Of = nameof(SameLength), Seconds = 30)]
    public void Any_two_shapes_with_the_same_number_of_elements_are_refused(ShapePair x) => ShouldBeRefused(x);

    [Law(Of = nameof(SameLengthAndHigherRank), Seconds = 60, Thorough = true)]
    public void Any_two_shapes_of_higher_rank_with_the_same_number_of_elements_are_refused(ShapePair x) => ShouldBeRefused(x);

    [Law(Of = nameof(ManyAxes))]
    public void A_tensor_may_have_70_axes(ShapePair x)
    {
        foreach (IPairing pairing in All)
        {
            pairing.Check(x.Left, x.Left.Map(element => element + 1));
            Assertions.ShouldBeRefused(() => pairing.Of(x.Left, x.Right));
        }
        Tensor<bool> mask = x.Left.Map(element => element > 0);
        operations.Mean(mask.Copy()).ShouldBeMeanOf(mask);
    }

    [Law(Of = nameof(EveryLength))]
    public void Special_numbers_are_computed_right_at_every_length(SameShape<RealOrSpecial> x)
    {
        foreach (IPairing pairing in All)
            pairing.Check(x.A, x.B);
    }

    [Law(Of = nameof(ForChanges))]
    public void A_change_that_keeps_the_sum_of_an_operand_changes_the_result(ShapePair x)
    {
        foreach (IPairing pairing in All)
        {
            (Tensor<float> a, Tensor<float> b) = (x.Left, x.Right);
            pairing.Of(a, b, copy: false);
            Assertions.AfterHiddenChanges(a, b, () =>
            {
                pairing.Verify(pairing.Of(a, b, copy: false), a, b);
                pairing.Check(a, b);
            });
        }
    }

    [Law(Of = nameof(LongMasks))]
    public void Changing_one_element_of_a_long_mask_changes_the_mean(Mask x)
    {
        Tensor<bool> mask = x.A.Copy();
        for (int place = 1; place < mask.Length; place += mask.Length / 16 | 1)
        {
            operations.Mean(mask);
            mask.AsSpan()[place] = !mask.AsSpan()[place];
            operations.Mean(mask).ShouldBeMeanOf(mask);
            operations.Mean(mask.Copy()).ShouldBeMeanOf(mask);
        }
    }

    [Law(Of = nameof(ForMemory), Seconds = 30)]
    public void Memory_does_not_grow_from_call_to_call(ShapePair x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.Left, x.Right);
        foreach (IPairing pairing in All)
            Allocation.ShouldNotGrow(calls: 40, bytesPerCall: a.Length, call =>
            {
                a.AsSpan()[0] = call;
                pairing.Of(a, b, copy: false);
            });
        Tensor<bool> mask = a.Map(element => element > 0);
        Allocation.ShouldNotGrow(calls: 40, bytesPerCall: mask.Length, call =>
        {
            mask.AsSpan()[call] = !mask.AsSpan()[call];
            operations.Mean(mask);
        });
    }

    [Law(Of = nameof(LargeResult), Thorough = true)]
    public void Large_results_of_separate_calls_share_no_memory(ShapePair x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.Left, x.Right);
        foreach (IPairing pairing in All)
        {
            object result = pairing.Of(a, b, copy: false);
            pairing.Of(b, a.Map(element => element + 1), copy: false);
            Assertions.When("after a second call", () => pairing.Verify(result, x.Left, x.Right));
            a.ShouldEqualInAll(x.Left);
            b.ShouldEqualInAll(x.Right);
        }
    }

    [Law(Of = nameof(ForManyCallers), Seconds = 60, Thorough = true)]
    public void Many_callers_at_once_get_their_own_small_results(ShapePair x)
    {
        foreach (IPairing pairing in All)
            Callers.AtOnce(interleavings: 2000, [.. Enumerable.Range(1, 4).Select(i =>
                Caller(pairing, x.Left.Map(element => element + i), x.Right.Map(element => element * i)))]);
    }

    [Law(Of = nameof(ForManyCallers), Seconds = 60, Thorough = true)]
    public void Many_callers_at_once_get_their_own_means(ShapePair x) =>
        Callers.AtOnce(interleavings: 2000, [.. Enumerable.Range(-3, 6).Select(i => Caller(x.Left.Map(element => element > 4 * i)))]);

    [Law(Of = nameof(ForThreads), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_results(ShapePair x)
    {
        foreach (IPairing pairing in All)
            Callers.AtOnce(interleavings: 80, Caller(pairing, x.Left, x.Right),
                Caller(pairing, x.Right.Map(element => element + 1), x.Left));
    }

    [Law(Of = nameof(ForThreads), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_means(ShapePair x) =>
        Callers.AtOnce(Caller(x.Left.Map(element => element > 8)), Caller(x.Left.Map(element => element <= 8)));

    private void ShouldBeRefused(ShapePair x)
    {
        (Tensor<float> a, Tensor<float> b) = (Tensor.Zeros<float>(x.A), Tensor.Zeros<float>(x.B));
        foreach (IPairing pairing in All)
            Assertions.ShouldBeRefused(() => pairing.Of(a, b, copy: false));
    }

    /// <summary>Gets all pairs of different shapes with as many elements, of every rank up to one, or of that alone and in ascending order.
    /// </summary>
    private static IEnumerable<ShapePair> Pairs(int mostElements, int rank, bool isSorted = false)
    {
        for (int length = 0; length <= mostElements; length++)
        {
            int[][] shapes = [.. isSorted ? Shapes(length, rank).Where(shape => shape.Order().SequenceEqual(shape))
                : Enumerable.Range(0, rank + 1).SelectMany(axes => Shapes(length, axes))];
            foreach (int[] a in shapes)
                foreach (int[] b in shapes.Where(b => !a.SequenceEqual(b)))
                    yield return new(a, b);
        }
    }

    /// <summary>Tells which of two shapes of one rank is smaller on the first axis on which they differ.</summary>
    private static bool IsBefore(int[] a, int[] b) =>
        a.Length == b.Length && a.Zip(b).First(sizes => sizes.First != sizes.Second) is var (p, q) && p < q;

    /// <summary>Gets all shapes of a rank with a number of elements; without elements, some.</summary>
    private static IEnumerable<int[]> Shapes(int length, int rank) => (length, rank) switch
    {
        (_, 0) => length == 1 ? [[]] : [],
        (0, 1) => [[0]],
        (0, _) => from axis in Enumerable.Range(0, rank)
                  from size in Enumerable.Range(0, 5)
                  select (int[])[.. Enumerable.Range(0, rank).Select(i => i == axis ? 0 : size + i)],
        _ => from size in Enumerable.Range(1, length)
             where length % size == 0
             from rest in Shapes(length / size, rank - 1)
             select (int[])[size, .. rest],
    };

    /// <summary>Gets a shape of 70 axes, of which the given one and those some steps further have two elements, the others one.</summary>
    private static int[] SeventyAxes(int first, int step) => [.. Enumerable.Range(0, 70).Select(axis => axis % step == first ? 2 : 1)];

    private static (Func<object>, Action<object>) Caller(IPairing pairing, Tensor<float> a, Tensor<float> b) =>
        (() => pairing.Of(a, b, copy: false), pairing.Verifier(a, b));

    private (Func<float>, Action<float>) Caller(Tensor<bool> mask) => (() => operations.Mean(mask), mean => mean.ShouldBeMeanOf(mask));
}

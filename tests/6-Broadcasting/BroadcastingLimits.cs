namespace Katas.Tests;

/// <summary>Two tensors that fit, one of rank 6 to 8.</summary>
public sealed record HighRankBroadcastable(Tensor<float> A, Tensor<float> B) : Fitting, IInput<HighRankBroadcastable>
{
    public static Arbitrary<HighRankBroadcastable> Arbitrary => Of<HighRankBroadcastable>(Whole.Sample,
        from axes in Gen.Elements("xx", "xx", "x1", "1x", "11").ArrayOf(8)
        from missing in Gen.Choose(0, 2).Two()
        from more in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, 6)))
        from first in Gen.Elements(true, false)
        let high = Broadcastable.Subscripts(axes, 0)[missing.Item1..]
        let other = Broadcastable.Subscripts(axes, 1)[(missing.Item2 + more)..]
        select first ? $"{high},{other}" : $"{other},{high}", dimensions: Draw.FewOrNone);
}

/// <summary>Two tensors that fit, with special numbers among their elements.</summary>
public sealed record SpecialBroadcastable(Tensor<float> A, Tensor<float> B) : Fitting, IInput<SpecialBroadcastable>
{
    public static Arbitrary<SpecialBroadcastable> Arbitrary => Of<SpecialBroadcastable>(Special.Sample,
        [",", ",a", ",ab", "ab,", "1,ab", "ab,1", "a1,1b", "a,b1", "ab,b", "a1,ab", "11,abc", "a1c,b1"], dimensions: Broadcast.Few);
}

/// <summary>A small vector of whole numbers.</summary>
public sealed record SmallVector(Tensor<float> A) : Fitting, IInput<SmallVector>
{
    public static Arbitrary<SmallVector> Arbitrary => Of<SmallVector>(Whole.Sample, ["i"], dimensions: Draw.SmallDimensions);
}

/// <summary>Two small tensors that fit, of whole numbers.</summary>
public sealed record SmallBroadcastable(Tensor<float> A, Tensor<float> B) : Fitting, IInput<SmallBroadcastable>
{
    public static Arbitrary<SmallBroadcastable> Arbitrary =>
        Of<SmallBroadcastable>(Whole.Sample, ["a1,1b", "ab,b", "a,ba", "ab,ab"], dimensions: Draw.SmallDimensions);
}

/// <summary>A matrix and a matrix or vector that fit. A message shows their shapes alone.</summary>
public sealed record LargeBroadcast(int[] A, int[] B)
{
    internal Tensor<float> Left { get; } = Draw.Tensor(new Random(1), RealOrSpecial.Sample, A);

    internal Tensor<float> Right { get; } = Draw.Tensor(new Random(2), RealOrSpecial.Sample, B);

    /// <summary>Computes the result of rank 2 in two loops.</summary>
    internal Tensor<float> Result(Func<float, float, float> operation)
    {
        int[] shape = Broadcast.Shape(A, B)!;
        return Matrices.Of(shape[0], shape[1], (i, j) => operation(Left.AsSpan()[A[^1] == 1 ? i : j], Right.AsSpan()[B[^1] == 1 ? i : j]));
    }
}

/// <summary>What holds for every operation that is broadcast at its limits: many elements, many axes, special numbers, shared memory,
/// several callers.</summary>
public class BroadcastingLimits(string member, TensorOperation broadcast, Func<float, float, float> operation) : Laws(member)
{
    private static readonly LargeBroadcast[] LargeOnes = [new([1, 70_001], [3, 1]), new([70_001, 1], [1, 3]), new([1031, 1], [1033])];

    private static readonly LargeBroadcast LargeResult = new([257, 1], [263]);

    private static readonly Shapes ForThreads = new([20, 1, 17], [31, 1]), ForMemory = new([128, 1], [128]);

    private static readonly Shapes[]
        ForChanges = [new([37, 41], [41]), new([37, 1], [41])],
        ForManyCallers = [new([3, 1], [4]), new([2, 1, 3], [3])],
        LongAxes =
        [
            new([41, 1000], [1000]), new([41, 1000], [41, 1]), new([1000, 41], [41]), new([1000, 1], [1000, 41]), new([41, 1], [1000]),
            new([1000], [41, 1000]), new([1, 1000], [41, 1]), new([41, 1000], []), new([7, 1, 1000], [41, 1]), new([1000, 1, 7], [41, 1]),
        ],
        ManyAxes =
        [
            new(Broadcast.SeventyAxes(3, 20), []), new(Broadcast.SeventyAxes(3, 20), Broadcast.SeventyAxes(5, 20)),
            new(Broadcast.SeventyAxes(1, 40), Broadcast.SeventyAxes(1, 41)),
            new(Broadcast.SeventyAxes(30, 39)[..40], Broadcast.SeventyAxes(2, 31)), new(Broadcast.SeventyAxes(2, 31), [2, 2]),
        ];

    private static IEnumerable<SpecialBroadcastable> EveryLength =>
        from length in Enumerable.Range(1, 70).Concat([127, 128, 129, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025])
        let random = new Random(length)
        from shapes in (Shapes[])[new([length], [1]), new([2, length], [length]), new([length, 1], [2]), new([length], []),
            new([], [length])]
        select new SpecialBroadcastable(Draw.Tensor(random, Special.Sample, shapes.A), Draw.Tensor(random, Special.Sample, shapes.B));

    private static IEnumerable<Broadcastable> SameDigits => Broadcast.Tensors(Broadcast.SameDigits);

    private Tensor<float> Apply(Tensor<float> a, Tensor<float> b) => Returned.Keep(broadcast(a.Copy(), b.Copy()));

    [Law(Of = nameof(LargeOnes), Seconds = 30)]
    public void More_than_a_million_elements_are_all_computed(LargeBroadcast x) =>
        Apply(x.Left, x.Right).ShouldEqualInAll(x.Result(operation));

    [Law]
    public void Tensors_of_rank_6_to_8_follow_the_rule(HighRankBroadcastable x) =>
        Apply(x.A, x.B).ShouldEqual(Broadcast.Result(operation, x.A, x.B));

    [Law(Of = nameof(ManyAxes))]
    public void A_tensor_may_have_70_axes(Shapes x) => Verify(x);

    [Law(Of = nameof(LongAxes))]
    public void An_axis_may_have_a_thousand_elements(Shapes x) => Verify(x);

    [Law(Of = nameof(EveryLength))]
    public void Special_numbers_are_stretched_right_at_every_length(SpecialBroadcastable x) =>
        Apply(x.A, x.B).ShouldBeIdenticalTo(Broadcast.Result(operation, x.A, x.B));

    [Law]
    public void Infinity_NaN_and_zero_are_stretched_like_any_other_number(SpecialBroadcastable x) =>
        Apply(x.A, x.B).ShouldBeIdenticalTo(Broadcast.Result(operation, x.A, x.B));

    [Law]
    public void Both_operands_can_be_views_of_one_array(SmallVector x)
    {
        int n = x.A.Length;
        foreach ((int[] a, int[] b) in ((int[], int[])[])[([n, 1], [1, n]), ([1, n], [n, 1]), ([n], [n, 1]), ([n, 1], [n]),
            ([n, 1, 1], [n])])
        {
            Tensor<float> elements = x.A.Copy();
            broadcast(elements.Reshape(a), elements.Reshape(b)).ShouldEqual(Broadcast.Result(operation, x.A.Reshape(a), x.A.Reshape(b)));
        }
    }

    [Law]
    public void Changing_one_element_changes_the_result(SmallBroadcastable x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        broadcast(a, b);
        Assertions.AfterChanges(a, b, () =>
        {
            broadcast(a, b).ShouldEqual(Broadcast.Result(operation, a, b));
            Apply(a, b).ShouldEqual(Broadcast.Result(operation, a, b));
        });
    }

    [Law(Of = nameof(SameDigits))]
    public void Shapes_with_the_same_digits_are_not_confused(Broadcastable x) =>
        Apply(x.A, x.B).ShouldEqual(Broadcast.Result(operation, x.A, x.B));

    [Law(Of = nameof(ForChanges))]
    public void A_change_that_keeps_the_sum_of_an_operand_changes_the_result(Shapes x)
    {
        (Tensor<float> a, Tensor<float> b) = (Numbers(1, x.A), Numbers(2, x.B));
        broadcast(a, b);
        Assertions.AfterHiddenChanges(a, b, () =>
        {
            broadcast(a, b).ShouldEqualInAll(Broadcast.Result(operation, a, b));
            Apply(a, b).ShouldEqualInAll(Broadcast.Result(operation, a, b));
        });
    }

    [Law(Of = nameof(ForMemory), Seconds = 30)]
    public void Memory_does_not_grow_from_call_to_call(Shapes x)
    {
        (Tensor<float> a, Tensor<float> b) = (Numbers(1, x.A), Numbers(2, x.B));
        Allocation.ShouldNotGrow(calls: 40, bytesPerCall: 4 * a.Length * b.Length, call =>
        {
            a.AsSpan()[0] = call;
            broadcast(a, b);
        });
    }

    [Law(Of = nameof(LargeResult), Thorough = true)]
    public void Large_results_of_separate_calls_share_no_memory(LargeBroadcast x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.Left.Copy(), x.Right.Copy());
        Tensor<float> result = broadcast(a, b);
        broadcast(a.Map(_ => 7f), b);
        Assertions.When("after a second call", () => result.ShouldEqualInAll(x.Result(operation)));
        a.ShouldEqualInAll(x.Left);
        b.ShouldEqualInAll(x.Right);
    }

    [Law(Of = nameof(ForManyCallers), Seconds = 60, Thorough = true)]
    public void Many_callers_at_once_get_their_own_small_results(Shapes x) =>
        Callers.AtOnce(interleavings: 3000, [.. Enumerable.Range(1, 4).Select(seed => Caller(Numbers(seed, x.A), Numbers(-seed, x.B)))]);

    [Law(Of = nameof(ForThreads), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_results(Shapes x)
    {
        (Tensor<float> a, Tensor<float> b) = (Numbers(1, x.A), Numbers(2, x.B));
        Callers.AtOnce(Caller(a, b), Caller(b.Map(element => element + 1), a.Copy().Reshape([.. x.A.Reverse()])));
    }

    private void Verify(Shapes x)
    {
        (Tensor<float> a, Tensor<float> b) = (Numbers(1, x.A), Numbers(2, x.B));
        Apply(a, b).ShouldEqualInAll(Broadcast.Result(operation, a, b));
    }

    private static Tensor<float> Numbers(int seed, int[] shape) => Draw.Tensor(new Random(seed), Whole.Sample, shape);

    private (Func<Tensor<float>>, Action<Tensor<float>>) Caller(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> expected = Broadcast.Result(operation, a, b);
        return (() => broadcast(a, b), result => result.ShouldEqualInAll(expected));
    }
}

/// <summary>Three pairs of shapes that fit.</summary>
public sealed record ThreePairs(int[] A1, int[] B1, int[] A2, int[] B2, int[] A3, int[] B3);

/// <summary>What holds for the rule of broadcasting with many axes, and for several callers.</summary>
public class ShapeLimits(ShapeRule shape) : Laws("Shape")
{
    private static readonly Shapes[] ManyAxes =
    [
        new(Broadcast.SeventyAxes(3, 20), []), new(Broadcast.SeventyAxes(3, 20), Broadcast.SeventyAxes(5, 20)),
        new([2, 2], Broadcast.SeventyAxes(1, 40)), new(Broadcast.SeventyAxes(30, 39)[..40], Broadcast.SeventyAxes(2, 31)),
    ];

    private static readonly ThreePairs ForThreads =
        new([2, 1, 4, 1, 6, 1, 8, 1], [3, 1, 5, 1, 7, 1, 9], [11, 1, 13, 1], [12, 1, 14], [1, 1, 1, 1, 1, 21], [22, 1, 1, 1, 21]);

    [Law]
    public void Shapes_of_6_to_8_axes_follow_the_rule(HighRankBroadcastable x) => Verify(shape(x.A.Shape, x.B.Shape), x.A.Shape, x.B.Shape);

    [Law(Of = nameof(ManyAxes))]
    public void A_shape_may_have_70_axes(Shapes x) => Verify(shape([.. x.A], [.. x.B]), x.A, x.B);

    [Law(Of = nameof(Broadcast.SameDigits), In = typeof(Broadcast))]
    public void Shapes_with_the_same_digits_are_not_confused(Shapes x) => Verify(shape([.. x.A], [.. x.B]), x.A, x.B);

    [Law(Of = nameof(ForThreads), Seconds = 60)]
    public void Two_callers_at_once_get_their_own_shapes(ThreePairs x) =>
        Callers.AtOnce(Caller([.. x.A1], [.. x.B1]), Caller([.. x.A2], [.. x.B2]), Caller([.. x.A3], [.. x.B3]));

    private static void Verify(int[] actual, ReadOnlySpan<int> a, ReadOnlySpan<int> b) =>
        actual.ShouldBeShape(Broadcast.Shape(a.ToArray(), b.ToArray())!);

    /// <summary>Computes a shape many times in one go, as a single time is too short to be interrupted.</summary>
    private (Func<int[][]>, Action<int[][]>) Caller(int[] a, int[] b)
    {
        int[] expected = Broadcast.Shape(a, b)!;
        return (() => [.. Enumerable.Range(0, 200).Select(_ => shape(a, b))], all => Array.ForEach(all, x => x.ShouldBeShape(expected)));
    }
}

/// <summary>What holds when tensors of many axes get another, and for tensors of one shape after another.</summary>
public class UnsqueezeLimits(Func<Tensor<float>, int, Tensor<float>> unsqueeze) : Laws("Unsqueeze")
{
    private static IEnumerable<Unsqueezable> HighRank =>
        from shape in (int[][])[[2, 1, 3, 1, 2], [2, 1, 3, 1, 2, 1], [1, 2, 1, 3, 1, 2, 1], [1, 2, 1, 3, 1, 2, 1, 2]]
        from axis in Enumerable.Range(-shape.Length - 1, 2 * shape.Length + 2)
        select new Unsqueezable(Draw.Tensor(new Random(1), Real.Sample, shape), axis);

    private static IEnumerable<Unsqueezable> SeventyAxes =>
        from axis in (int[])[0, 1, 31, 32, 63, 64, 70, -1, -2, -33, -65, -71]
        select new Unsqueezable(Draw.Tensor(new Random(1), Real.Sample, Broadcast.SeventyAxes(3, 20)), axis);

    private static IEnumerable<Unsqueezable> ForChange =>
        from shape in (int[][])[[3], [2, 3], [5, 5], [2, 3, 4]]
        from axis in Enumerable.Range(0, shape.Length + 1)
        select new Unsqueezable(Draw.Tensor(new Random(1), Real.Sample, shape), axis);

    [Law(Of = nameof(HighRank))]
    public void Tensors_of_rank_5_to_8_get_a_new_axis_too(Unsqueezable x) =>
        unsqueeze(x.A.Copy(), x.Axis).ShouldEqual(UnsqueezeLaws.WithAxis(x.A, x.Axis < 0 ? x.Axis + x.A.Rank + 1 : x.Axis));

    [Law(Of = nameof(SeventyAxes))]
    public void A_tensor_may_have_70_axes(Unsqueezable x) =>
        unsqueeze(x.A.Copy(), x.Axis).ShouldEqual(UnsqueezeLaws.WithAxis(x.A, x.Axis < 0 ? x.Axis + x.A.Rank + 1 : x.Axis));

    [Law(Of = nameof(ForChange))]
    public void A_second_tensor_of_the_same_shape_keeps_its_own_elements(Unsqueezable x)
    {
        unsqueeze(x.A.Copy(), x.Axis);
        foreach (int place in (int[])[0, x.A.Length / 2, x.A.Length - 1])
        {
            Tensor<float> changed = x.A.Copy();
            changed.AsSpan()[place] += 1;
            unsqueeze(changed, x.Axis).ShouldEqual(UnsqueezeLaws.WithAxis(changed, x.Axis));
        }
    }
}

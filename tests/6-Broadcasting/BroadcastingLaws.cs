namespace Katas.Tests;

/// <summary>What holds for every operation of two numbers that is broadcast over tensors.</summary>
public abstract class BroadcastingLaws(
    Func<Tensor<float>, Tensor<float>, Tensor<float>> broadcast, Func<float, float, float> operation, float neutral) : Laws
{
    [Fact]
    public void Each_element_comes_from_the_two_that_it_projects_to() =>
        ForEach(Broadcast.Tensors(Broadcast.Fits.Where(x => !x.A.Concat(x.B).Contains(0))), Agrees);

    [Fact]
    public void A_scalar_fits_everything() => ForAll(Broadcast.Of(",", ",a", "a,", ",ab", "ab,", "abc,", ",abc"), Agrees);

    [Fact]
    public void Both_can_be_stretched_at_once() => ForAll(Broadcast.Of("a1,1b", "1a,b1", "a1,b", "a,b1", "a1c,b1", "1b1,a1c"), Agrees);

    [Fact]
    public void One_element_against_none_gives_none() =>
        ForEach(Broadcast.Tensors(Broadcast.Fits.Where(x => x.A.Concat(x.B).Contains(0))), Agrees);

    [Fact]
    public void Every_rank_follows_the_rule() => ForAll(Broadcast.OfAnyRank(), Agrees);

    [Fact]
    public void Ninety_thousand_elements_are_computed_to_the_last() =>
        For(new Broadcastable(Tensor.RandomNormal(1, 300, 1), Tensor.RandomNormal(2, 301)), Agrees);

    [Fact]
    public void The_same_tensor_may_stand_on_both_sides() =>
        ForAll(Tensors.One(Draw.Real), x =>
        {
            Tensor<float> a = x.A.Copy();
            broadcast(a, a).ShouldEqual(x.A.Map(element => operation(element, element)));
            a.ShouldEqual(x.A);
        });

    [Fact]
    public void Stretching_is_tiling() =>
        ForAll(Broadcast.OfAnyRank(), x =>
        {
            int[] shape = Broadcast.Shape(x.A.Shape.ToArray(), x.B.Shape.ToArray())!;
            Apply(x.A, x.B).ShouldEqual(Apply(Broadcast.Tile(x.A, shape), Broadcast.Tile(x.B, shape)));
        });

    [Fact]
    public void The_operands_can_change_places() =>
        ForAll(Broadcast.OfAnyRank(), x => Apply(x.A, x.B).ShouldEqual(Apply(x.B, x.A)));

    [Fact]
    public void Shapes_that_do_not_fit_are_refused() =>
        ForEach(Broadcast.Tensors(Broadcast.Pairs.Except(Broadcast.Fits)), x => Assertions.ShouldBeRefused(() => Apply(x.A, x.B)));

    [Fact]
    public void A_refusal_shows_both_shapes() =>
        ForAll(Broadcast.Incompatible(), x => Assertions.ShouldBeRefused(() => Apply(x.A, x.B), [.. x.A.Shape, .. x.B.Shape]));

    [Fact]
    public void The_inputs_stay_as_they_are() =>
        ForAll(Broadcast.OfAnyRank(), x =>
        {
            (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
            Tensor<float> result = broadcast(a, b);
            a.ShouldEqual(x.A);
            b.ShouldEqual(x.B);
            result.AsSpan().Fill(float.NaN);
            a.ShouldEqual(x.A);
            b.ShouldEqual(x.B);
        });

    [Fact]
    public void Results_of_several_calls_share_nothing() =>
        ForAll(Broadcast.OfAnyRank(), x =>
        {
            Apply(x.A, x.B).AsSpan().Fill(99);
            Tensor<float> second = Apply(x.A, x.B);
            for (int call = 1; call <= 3; call++)
                Apply(x.A.Map(element => element + call), x.B);
            second.ShouldEqual(Broadcast.Result(operation, x.A, x.B));
        });

    [Fact]
    public void A_result_shares_nothing_with_the_inputs_and_is_not_remembered() =>
        ForAll(Tensors.One(Draw.Whole), x =>
        {
            foreach (Tensor<float> unchanging in (Tensor<float>[])[neutral, x.A.Map(_ => neutral)])
            {
                Tensor<float> a = x.A.Copy(), result = broadcast(a, unchanging);
                a.AsSpan().Fill(99);
                result.ShouldEqual(x.A);
                broadcast(a, unchanging).ShouldEqual(a);
            }
        });

    [Fact]
    public void No_operand_is_copied_to_the_size_of_the_result() =>
        For(new Broadcastable(Tensor.RandomNormal(1, 100, 1), Tensor.RandomNormal(2, 200)), x =>
        {
            // A copy takes 4 bytes for each element of the result, every time. What is made for one element alone is wasteful, but no
            // copy: an object takes 24 bytes or more, an index array 32 at rank 2 and 40 at rank 4; and threads share it by chance.
            double[] copied = new double[5];
            foreach (ref double bytes in copied.AsSpan())
            {
                double flat = Extra(x.A, x.B), deep = Extra(x.A.Reshape(1, 1, 100, 1), x.B.Reshape(1, 1, 1, 200));
                bytes = flat - 4 * (deep - flat);
            }
            if (copied.Max() - copied.Min() < 0.5 && copied[0] is > 2 and < 23)
                throw new Difference("memory for the result alone: 4 bytes for each of its elements", FormattableString.Invariant($"{4 + copied[0]:0.#} bytes for each of them"),
                    "an operand was copied to the size of the result: read a stretched element again, with a stride of 0, instead");
        });

    protected Tensor<float> Apply(Tensor<float> a, Tensor<float> b) => broadcast(a.Copy(), b.Copy());

    private void Agrees(Broadcastable x) => Apply(x.A, x.B).ShouldEqual(Broadcast.Result(operation, x.A, x.B));

    /// <summary>Measures what is allocated for each element of the result, in bytes, without the result itself.</summary>
    private double Extra(Tensor<float> a, Tensor<float> b)
    {
        broadcast(a, b);   // a first call allocates once and for all
        long before = GC.GetAllocatedBytesForCurrentThread();
        int length = broadcast(a, b).Length;
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / length - sizeof(float);
    }
}

/// <summary>What holds for addition alone.</summary>
public abstract class AddLaws(Func<Tensor<float>, Tensor<float>, Tensor<float>> add) : BroadcastingLaws(add, (x, y) => x + y, neutral: 0)
{
    [Fact]
    public void The_example_of_the_lesson() =>
        For(new Broadcastable([[1], [2], [3]], [10, 20]), x => Apply(x.A, x.B).ShouldEqual([[11, 21], [12, 22], [13, 23]]));

    [Fact]
    public void The_table_of_the_notebook() =>
        For(new Broadcastable([[1], [2], [3], [4]], [[4, 5, 6, 7]]), x =>
            Apply(x.A, x.B).ShouldEqual([[5, 6, 7, 8], [6, 7, 8, 9], [7, 8, 9, 10], [8, 9, 10, 11]]));
}

/// <summary>What holds for multiplication alone.</summary>
public abstract class MultiplyLaws(Func<Tensor<float>, Tensor<float>, Tensor<float>> multiply) : BroadcastingLaws(multiply, (x, y) => x * y, neutral: 1)
{
    [Fact]
    public void The_example_of_the_lesson() =>
        For(new Broadcastable([[1], [2], [3]], [10, 20]), x => Apply(x.A, x.B).ShouldEqual([[10, 20], [20, 40], [30, 60]]));

    [Fact]
    public void The_table_of_the_notebook() =>
        For(new Broadcastable([[1], [2], [3], [4]], [[4, 5, 6, 7]]), x =>
            Apply(x.A, x.B).ShouldEqual([[4, 5, 6, 7], [8, 10, 12, 14], [12, 15, 18, 21], [16, 20, 24, 28]]));
}

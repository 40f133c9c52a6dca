namespace Katas.Tests;

/// <summary>What holds for every operation of two numbers that is broadcast over tensors.</summary>
public class BroadcastingLaws(string member, TensorOperation broadcast, Func<float, float, float> operation) : Laws(member)
{
    protected static readonly Broadcastable Example = new([[1], [2], [3]], [10, 20]), Table = new([[1], [2], [3], [4]], [[4, 5, 6, 7]]);

    private static readonly Broadcastable NinetyThousand = new(Tensor.RandomNormal(1, 300, 1), Tensor.RandomNormal(2, 301));

    private static IEnumerable<Broadcastable> AllThatFit => Broadcast.Tensors(Broadcast.Fits.Where(x => !x.A.Concat(x.B).Contains(0)));

    private static IEnumerable<Broadcastable> OneElementAgainstNone =>
        Broadcast.Tensors(Broadcast.Fits.Where(x => x.A.Concat(x.B).Contains(0)));

    protected Tensor<float> Apply(Tensor<float> a, Tensor<float> b) => Returned.Keep(broadcast(a.Copy(), b.Copy()));

    private void Agrees(Tensor<float> a, Tensor<float> b) => Apply(a, b).ShouldEqual(Broadcast.Result(operation, a, b));

    [Law(Of = nameof(AllThatFit))]
    public void Each_element_combines_the_two_that_broadcasting_pairs(Broadcastable x) => Agrees(x.A, x.B);

    [Law]
    public void A_scalar_fits_any_shape(WithAScalar x) => Agrees(x.A, x.B);

    [Law]
    public void Both_operands_can_be_stretched_at_once(BothStretched x) => Agrees(x.A, x.B);

    [Law(Of = nameof(OneElementAgainstNone))]
    public void Size_1_against_size_0_gives_size_0(Broadcastable x) => Agrees(x.A, x.B);

    [Law]
    public void Every_rank_follows_the_rule(Broadcastable x) => Agrees(x.A, x.B);

    [Law(Of = nameof(NinetyThousand))]
    public void Ninety_thousand_elements_are_all_computed(Broadcastable x) => Agrees(x.A, x.B);

    [Law]
    public void The_same_tensor_can_be_both_operands(AnyTensor<Real> x)
    {
        Tensor<float> a = x.A.Copy();
        broadcast(a, a).ShouldEqual(x.A.Map(element => operation(element, element)));
        a.ShouldBeUnchanged(x.A);
    }

    [Law]
    public void Stretching_gives_the_same_result_as_tiling(Broadcastable x)
    {
        int[] shape = Broadcast.Shape(x.A.Shape.ToArray(), x.B.Shape.ToArray())!;
        Apply(x.A, x.B).ShouldEqual(Apply(Broadcast.Tile(x.A, shape), Broadcast.Tile(x.B, shape)));
    }

    [Law]
    public void Swapping_the_operands_changes_nothing(Broadcastable x) => Apply(x.A, x.B).ShouldEqual(Apply(x.B, x.A));
}

/// <summary>What holds for addition alone.</summary>
public class AddLaws(TensorOperation add) : BroadcastingLaws("Add", add, (x, y) => x + y)
{
    [Law(Of = nameof(Example))]
    public void The_example_of_the_lesson(Broadcastable x) => Apply(x.A, x.B).ShouldEqual([[11, 21], [12, 22], [13, 23]]);

    [Law(Of = nameof(Table))]
    public void The_table_from_the_notebook(Broadcastable x) =>
        Apply(x.A, x.B).ShouldEqual([[5, 6, 7, 8], [6, 7, 8, 9], [7, 8, 9, 10], [8, 9, 10, 11]]);
}

/// <summary>What holds for multiplication alone.</summary>
public class MultiplyLaws(TensorOperation multiply) : BroadcastingLaws("Multiply", multiply, (x, y) => x * y)
{
    [Law(Of = nameof(Example))]
    public void The_example_of_the_lesson(Broadcastable x) => Apply(x.A, x.B).ShouldEqual([[10, 20], [20, 40], [30, 60]]);

    [Law(Of = nameof(Table))]
    public void The_table_from_the_notebook(Broadcastable x) =>
        Apply(x.A, x.B).ShouldEqual([[4, 5, 6, 7], [8, 10, 12, 14], [12, 15, 18, 21], [16, 20, 24, 28]]);
}

namespace Katas.Tests;

/// <summary>What an operation that is broadcast owes its caller.</summary>
public class BroadcastingContract(
    string member, TensorOperation broadcast, Func<float, float, float> operation, float neutral) : Laws(member)
{
    private static IEnumerable<Broadcastable> AllMisfits => Broadcast.Tensors(Broadcast.Misfits);

    private Tensor<float> Apply(Tensor<float> a, Tensor<float> b) => Returned.Keep(broadcast(a.Copy(), b.Copy()));

    [Law(Of = nameof(AllMisfits))]
    public void Incompatible_shapes_are_refused(Broadcastable x) => Assertions.ShouldBeRefused(() => Apply(x.A, x.B));

    [Law]
    public void The_exception_shows_both_shapes(Incompatible x) =>
        Assertions.ShouldBeRefusedWithShapes(() => Apply(x.A, x.B), x.A.Shape, x.B.Shape, "a", "b");

    [Law]
    public void The_inputs_are_not_modified(Broadcastable x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        Tensor<float> result = broadcast(a, b);
        a.ShouldBeUnchanged(x.A);
        b.ShouldBeUnchanged(x.B);
        result.AsSpan().Fill(float.NaN);
        a.ShouldEqual(x.A);
        b.ShouldEqual(x.B);
    }

    [Law]
    public void Results_of_separate_calls_share_no_memory(Broadcastable x)
    {
        Apply(x.A, x.B).AsSpan().Fill(99);
        Tensor<float> second = Apply(x.A, x.B);
        for (int call = 1; call <= 3; call++)
            Apply(x.A.Map(element => element + call), x.B);
        second.ShouldEqual(Broadcast.Result(operation, x.A, x.B));
    }

    [Law]
    public void A_result_shares_no_memory_with_the_inputs_and_is_not_cached(AnyTensor<Whole> x)
    {
        foreach (Tensor<float> unchanging in (Tensor<float>[])[neutral, x.A.Map(_ => neutral)])
        {
            Tensor<float> a = x.A.Copy(), result = broadcast(a, unchanging);
            result.ShouldEqual(x.A);
            a.AsSpan().Fill(99);
            Assertions.When("after a was filled with 99", () => result.ShouldEqual(x.A));
            Assertions.When("in a second call, after a was filled with 99", () => broadcast(a, unchanging).ShouldEqual(a));
        }
    }
}

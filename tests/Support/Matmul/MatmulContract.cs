namespace Katas.Tests;

/// <summary>What every matrix multiplication owes its caller.</summary>
public class MatmulContract(TensorOperation multiply, string member = "") : Laws(member)
{
    private Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Returned.Keep(multiply(a.Copy(), b.Copy()));

    [Law]
    public void Mismatched_matrices_are_refused(Mismatched x) =>
        Assertions.ShouldBeRefusedWithShapes(() => Multiply(x.A, x.B), x.A.Shape, x.B.Shape, "a", "b");

    [Law]
    public void A_tensor_that_is_not_a_matrix_is_refused(NotMatrices x)
    {
        Func<object?> call = () => Multiply(x.A, x.B);
        if (x.B.Rank == 2)
            call.ShouldBeRefusedWithShapes(x.A.Shape, [], "a");
        else if (x.A.Rank == 2)
            call.ShouldBeRefusedWithShapes([], x.B.Shape, "b");
        else
            call.ShouldBeRefusedByName("a", "b");
    }

    [Law]
    public void The_inputs_are_not_modified(Multipliable<Whole> x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        multiply(a, b);
        a.ShouldBeUnchanged(x.A);
        b.ShouldBeUnchanged(x.B);
    }

    [Law]
    public void Results_of_separate_calls_share_no_memory(Multipliable<Whole> x)
    {
        Multiply(x.A, x.B).AsSpan().Fill(99);
        Tensor<float> second = Multiply(x.A, x.B);
        for (int call = 1; call <= 3; call++)
            Multiply(x.A.Map(element => element + call), x.B);
        second.ShouldEqual(Oracle.Product(x.A, x.B));
    }

    [Law]
    public void A_result_shares_no_memory_with_the_inputs_and_is_not_cached(Matrix<Whole> x)
    {
        Tensor<float> a = x.A.Copy(), identity = Tensor.Identity(a.Shape[1]);
        Tensor<float> result = multiply(a, identity);
        result.ShouldEqual(x.A);
        a.AsSpan().Clear();
        Assertions.When("after a was filled with zeros", () => result.ShouldEqual(x.A));
        Assertions.When("in a second call, after a was filled with zeros", () => multiply(a, identity).ShouldEqual(a));

        (a, identity) = (x.A.Copy(), Tensor.Identity(a.Shape[0]));
        result = multiply(identity, a);
        result.ShouldEqual(x.A);
        a.AsSpan().Clear();
        Assertions.When("after b was filled with zeros", () => result.ShouldEqual(x.A));
        Assertions.When("in a second call, after b was filled with zeros", () => multiply(identity, a).ShouldEqual(a));
    }
}

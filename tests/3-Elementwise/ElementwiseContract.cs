namespace Katas.Tests;

/// <summary>What the functions of stage 3 owe their caller.</summary>
public class ElementwiseContract(ElementwiseOperations operations) : Laws
{
    private static readonly Mask[] WithoutElements =
        [new(Tensor.Zeros<bool>(0)), new(Tensor.Zeros<bool>(0, 3)), new(Tensor.Zeros<bool>(2, 0, 4))];

    [Law]
    public void Different_shapes_are_refused_even_if_they_have_the_same_number_of_elements(Operation operation, DifferentShapes x) =>
        Assertions.ShouldBeRefusedWithShapes(() => operations[operation].Of(x.A, x.B), x.A.Shape, x.B.Shape, "a", "b");

    [Law(Of = nameof(WithoutElements))]
    public void A_mask_without_elements_has_no_mean(Mask x) => Assertions.ShouldBeRefusedByName(() => operations.Mean(x.A.Copy()), "mask");

    [Law]
    public void The_inputs_are_not_modified(Operation operation, SameShape<RealOrSpecial> x)
    {
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        operations[operation].Of(a, b, copy: false);
        a.ShouldBeUnchanged(x.A);
        b.ShouldBeUnchanged(x.B);
    }

    [Law]
    public void Results_of_separate_calls_share_no_memory(Operation operation, SameShape<RealOrSpecial> x)
    {
        IPairing pairing = operations[operation];
        pairing.Clear(pairing.Of(x.A, x.B));
        object second = pairing.Of(x.A, x.B);
        foreach (float later in (float[])[7, 8, 9])
            pairing.Of(x.A.Map(_ => later), x.B.Map(_ => 3f));
        pairing.Verify(second, x.A, x.B);
    }

    [Law]
    public void A_result_shares_no_memory_with_the_inputs_and_is_not_cached(Operation operation, OneOfThemNeutral<RealOrSpecial> x)
    {
        IPairing pairing = operations[operation];
        (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
        object result = pairing.Of(a, b, copy: false);
        a.AsSpan().Fill(7);
        b.AsSpan().Fill(5);
        Assertions.When("after a and b were overwritten", () => pairing.Verify(result, x.A, x.B));
        Assertions.When("with 7 in a and 5 in b", () => pairing.Verify(pairing.Of(a, b, copy: false), a.Map(_ => 7f), b.Map(_ => 5f)));
    }

    [Law]
    public void A_mask_is_not_modified_and_its_mean_is_not_cached(Mask x)
    {
        Tensor<bool> mask = x.A.Copy();
        operations.Mean(mask);
        mask.ShouldBeUnchanged(x.A);
        mask.AsSpan().Fill(!mask.AsSpan()[0]);
        operations.Mean(mask).ShouldBeMeanOf(mask);
    }
}

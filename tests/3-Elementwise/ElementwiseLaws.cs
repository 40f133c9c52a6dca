namespace Katas.Tests;

/// <summary>What holds for operations that pair the elements of two tensors, and for the mean of a mask.</summary>
/// <remarks>
/// One operation is one rounding, so elements compare to the last bit, and so does the mean, a division of two whole numbers. If a mask
/// has more elements than float can count, these are rounded as well.
/// </remarks>
public class ElementwiseLaws(ElementwiseOperations operations) : Laws
{
    private static readonly SameShape<Whole> Example = new([[1, 2, 3], [4, 5, 6]], [[2, 2, 2], [8, 5, 3]]);

    private static readonly SameShape<RealOrSpecial> MoreThanAMillion = new(
        Draw.Tensor(new Random(1), RealOrSpecial.Sample, 1_100_003), Draw.Tensor(new Random(2), RealOrSpecial.Sample, 1_100_003));

    private static readonly Mask MaskOfTheNotebook = new([false, false, false, false, true, true, true, false, false, true]);

    private static readonly Mask TwentyMillion = new(Tensor.Zeros<bool>(20_000_000).Map(_ => true));

    private float Mean(Tensor<bool> mask) => operations.Mean(mask.Copy());

    [Law]
    public void Each_sum_adds_the_two_elements_at_the_same_index(SameShape<RealOrSpecial> x) => operations[Operation.Add].Check(x.A, x.B);

    [Law]
    public void Each_difference_subtracts_the_two_elements_at_the_same_index(SameShape<RealOrSpecial> x) =>
        operations[Operation.Subtract].Check(x.A, x.B);

    [Law]
    public void Each_product_multiplies_the_two_elements_at_the_same_index(SameShape<RealOrSpecial> x) =>
        operations[Operation.Multiply].Check(x.A, x.B);

    [Law]
    public void Each_quotient_divides_the_two_elements_at_the_same_index(SameShape<RealOrSpecial> x) =>
        operations[Operation.Divide].Check(x.A, x.B);

    [Law]
    public void Greater_is_true_where_the_element_of_A_is_greater(SameShape<RealOrSpecial> x) =>
        operations[Operation.GreaterThan].Check(x.A, x.B);

    [Law]
    public void Less_is_true_where_the_element_of_A_is_less(SameShape<RealOrSpecial> x) => operations[Operation.LessThan].Check(x.A, x.B);

    [Law]
    public void Equal_is_true_where_the_elements_are_equal(SameShape<RealOrSpecial> x) => operations[Operation.EqualTo].Check(x.A, x.B);

    [Law(Of = nameof(Example))]
    public void The_example_of_the_lesson(SameShape<Whole> x)
    {
        ShouldGive(Operation.Add, [[3, 4, 5], [12, 10, 9]]);
        ShouldGive(Operation.Subtract, [[-1, 0, 1], [-4, 0, 3]]);
        ShouldGive(Operation.Multiply, [[2, 4, 6], [32, 25, 18]]);
        ShouldGive(Operation.Divide, [[0.5f, 1, 1.5f], [0.5f, 1, 2]]);
        ShouldBeTrue(Operation.GreaterThan, [[false, false, true], [false, false, true]]);
        ShouldBeTrue(Operation.LessThan, [[true, false, false], [true, false, false]]);
        ShouldBeTrue(Operation.EqualTo, [[false, true, false], [false, true, false]]);

        void ShouldGive(Operation operation, Tensor<float> expected) => operations[operation].ShouldGive(expected, x.A, x.B);
        void ShouldBeTrue(Operation operation, Tensor<bool> expected) => operations[operation].ShouldGive(expected, x.A, x.B);
    }

    [Law]
    public void Swapping_the_operands_of_a_sum_or_product_changes_nothing(SameShape<RealOrSpecial> x)
    {
        operations[Operation.Add].ShouldGive(operations.Add(x.B.Copy(), x.A.Copy()), x.A, x.B);
        operations[Operation.Multiply].ShouldGive(operations.Multiply(x.B.Copy(), x.A.Copy()), x.A, x.B);
    }

    [Law]
    public void Swapping_the_operands_of_a_difference_changes_its_sign(SameShape<RealOrSpecial> x) =>
        operations.Subtract(x.A.Copy(), x.B.Copy()).ShouldEqual(operations.Subtract(x.B.Copy(), x.A.Copy()).Map(element => -element));

    [Law]
    public void Twice_a_tensor_is_the_tensor_plus_itself(AnyTensor<Special> x) =>
        operations[Operation.Add].ShouldGive(operations.Multiply(x.A.Copy(), x.A.Map(_ => 2f)), x.A, x.A);

    [Law]
    public void Dividing_by_one_changes_nothing(AnyTensor<Special> x) =>
        operations[Operation.Divide].ShouldGive(x.A, x.A, x.A.Map(_ => 1f));

    [Law]
    public void A_is_less_than_B_where_B_is_greater_than_A(SameShape<RealOrSpecial> x) =>
        operations[Operation.LessThan].ShouldGive(operations[Operation.GreaterThan].Of(x.B, x.A), x.A, x.B);

    [Law]
    public void The_same_tensor_can_be_both_operands(Operation operation, AnyTensor<Special> x)
    {
        Tensor<float> a = x.A.Copy();
        operations[operation].Verify(operations[operation].Of(a, a, copy: false), x.A, x.A);
        a.ShouldBeUnchanged(x.A);
    }

    [Law]
    public void NaN_equals_nothing_not_even_itself(AnyTensor<Special> x)
    {
        Tensor<float> a = x.A.Copy();
        operations.EqualTo(a, a).ShouldEqual(x.A.Map(element => !float.IsNaN(element)));
    }

    [Law(Of = nameof(MaskOfTheNotebook))]
    public void The_mask_from_the_notebook_has_the_mean_printed_there(Mask x) => Mean(x.A).ShouldBeCloseTo(0.4f, roundings: 0);

    [Law]
    public void The_mean_of_a_mask_is_the_fraction_that_is_true(Mask x) =>
        Mean(x.A).ShouldBeMeanOf(x.A);

    [Law]
    public void A_mask_and_its_opposite_have_means_that_add_up_to_one(Mask x) =>
        (Mean(x.A) + Mean(x.A.Map(element => !element))).ShouldBeCloseTo(1, roundings: 4);

    [Law(Of = nameof(TwentyMillion), Seconds = 20)]
    public void A_mask_with_more_elements_than_float_can_count_has_the_right_mean(Mask x) => Mean(x.A).ShouldBeCloseTo(1, roundings: 3);

    [Law]
    public void Long_tensors_are_computed_to_the_last_element(Operation operation, LongSameShape<RealOrSpecial> x) =>
        operations[operation].Check(x.A, x.B);

    [Law(Of = nameof(MoreThanAMillion), Seconds = 30)]
    public void More_than_a_million_elements_are_all_computed(SameShape<RealOrSpecial> x)
    {
        foreach (Operation operation in Enum.GetValues<Operation>())
            operations[operation].Check(x.A, x.B);
    }
}

namespace Katas.Tests;

/// <summary>What holds for every matrix multiplication, however it is computed.</summary>
public class MatmulLaws(TensorOperation multiply, string member = "") : Laws(member)
{
    private static readonly Multipliable<Whole> Example = new([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]);

    private static readonly Multipliable<Real> FiveDigits = new(Matrices.FiveDigits(), Tensor.RandomNormal(0, 784, 10));

    /// <summary>Multiplies copies, so that code which writes into its input disturbs neither the law nor the shrinking.</summary>
    protected Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Returned.Keep(multiply(a.Copy(), b.Copy()));

    [Law(Of = nameof(Example))]
    public void The_example_of_the_lesson(Multipliable<Whole> x) => Multiply(x.A, x.B).ShouldEqual([[58, 64], [139, 154]]);

    [Law]
    public void The_result_has_the_rows_of_A_and_the_columns_of_B(Multipliable<Whole> x) =>
        Multiply(x.A, x.B).ShouldHaveShape(x.A.Shape[0], x.B.Shape[1]);

    [Law]
    public void A_matrix_without_elements_gives_zeros(EmptyRowsAndColumns x) =>
        Multiply(x.A, x.B).ShouldEqual(Tensor.Zeros<float>(x.A.Shape[0], x.B.Shape[1]));

    [Law]
    public void Each_element_is_a_row_of_A_times_a_column_of_B(Multipliable<Whole> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law]
    public void Multiplying_by_the_identity_changes_nothing(Matrix<Real> x)
    {
        Multiply(x.A, Tensor.Identity(x.A.Shape[1])).ShouldEqual(x.A);
        Multiply(Tensor.Identity(x.A.Shape[0]), x.A).ShouldEqual(x.A);
    }

    [Law]
    public void A_single_1_picks_out_one_element(Units x) => Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law]
    public void The_product_is_linear_in_A(Summands<Whole> x) =>
        Multiply(x.A1.Zip(x.A2, (p, q) => 2 * p + q), x.B)
            .ShouldEqual(Multiply(x.A1, x.B).Zip(Multiply(x.A2, x.B), (p, q) => 2 * p + q));

    [Law]
    public void Stacked_rows_give_stacked_results(Stackable<Whole> x) =>
        Multiply(x.Top.Above(x.Bottom), x.B).ShouldEqual(Multiply(x.Top, x.B).Above(Multiply(x.Bottom, x.B)));

    [Law]
    public void The_transpose_of_a_product_is_the_product_of_the_transposes_in_reverse_order(Multipliable<Whole> x) =>
        Multiply(x.B.Transpose(), x.A.Transpose()).ShouldEqual(Multiply(x.A, x.B).Transpose());

    [Law]
    public void The_product_is_associative(Chain<Whole> x) =>
        Multiply(Multiply(x.A, x.B), x.C).ShouldEqual(Multiply(x.A, Multiply(x.B, x.C)));

    [Law]
    public void Real_numbers_are_as_accurate_as_rounding_allows(Multipliable<Real> x) =>
        Multiply(x.A, x.B).ShouldBeWithin(Oracle.RealProduct(x.A, x.B));

    [Law]
    public void Tiny_and_huge_numbers_can_be_mixed(Multipliable<Wide> x) => Multiply(x.A, x.B).ShouldBeWithin(Oracle.RealProduct(x.A, x.B));

    [Law]
    public void NaN_spreads_along_its_row_and_column_only(Multipliable<Spotted> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law]
    public void Long_and_thin_matrices_are_multiplied_correctly(LongAndThin<Whole> x) =>
        Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B));

    [Law]
    public void The_same_matrix_can_be_both_operands(SquareMatrix<Whole> x)
    {
        Tensor<float> a = x.A.Copy();
        multiply(a, a).ShouldEqual(Oracle.Product(x.A, x.A));
        a.ShouldBeUnchanged(x.A);
    }

    [Law(Of = nameof(FiveDigits))]
    public void Five_digits_times_random_weights_as_in_the_notebook(Multipliable<Real> x) =>
        Multiply(x.A, x.B).ShouldBeWithin(Oracle.RealProduct(x.A, x.B));
}

using Xunit;

namespace Katas.Tests;

/// <summary>What holds for every matrix multiplication, however it is computed.</summary>
public abstract class MatmulLaws(Func<Tensor<float>, Tensor<float>, Tensor<float>> multiply) : Laws
{
    private static readonly Multipliable TwoMillionProducts = Matrices.OfWhole(131, 129, 130);

    /// <summary>Multiplies copies, so that code which writes into its input disturbs neither the law nor the shrinking.</summary>
    protected Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => multiply(a.Copy(), b.Copy());

    [Fact]
    public void The_example_of_the_lesson() =>
        For(new Multipliable([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]), x =>
            Multiply(x.A, x.B).ShouldEqual([[58, 64], [139, 154]]));

    [Fact]
    public void The_result_has_the_rows_of_A_and_the_columns_of_B() =>
        ForAll(Matrices.Multipliable(Draw.Whole), x =>
            Multiply(x.A, x.B).ShouldHaveShape(x.A.Shape[0], x.B.Shape[1]));

    [Fact]
    public void A_matrix_without_elements_gives_zeros() =>
        ForAll(Fitting.Of<Multipliable>("m0,0n", Draw.Whole), x =>
            Multiply(x.A, x.B).ShouldEqual(Tensor.Zeros<float>(x.A.Shape[0], x.B.Shape[1])));

    [Fact]
    public void Each_element_is_a_row_of_A_times_a_column_of_B() =>
        ForAll(Matrices.Multipliable(Draw.Whole), x =>
            Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B).Rounded));

    [Fact]
    public void Multiplying_by_the_identity_changes_nothing() =>
        ForAll(Matrices.Any(Draw.Real), x =>
        {
            Multiply(x.A, Tensor.Identity(x.A.Shape[1])).ShouldEqual(x.A);
            Multiply(Tensor.Identity(x.A.Shape[0]), x.A).ShouldEqual(x.A);
        });

    [Fact]
    public void A_single_one_picks_one_element() =>
        ForAll(Matrices.Units(), x =>
            Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B).Rounded));

    [Fact]
    public void The_product_is_linear_in_A() =>
        ForAll(Matrices.Summands(), x =>
            Multiply(x.A1.Zip(x.A2, (p, q) => 2 * p + q), x.B)
                .ShouldEqual(Multiply(x.A1, x.B).Zip(Multiply(x.A2, x.B), (p, q) => 2 * p + q)));

    [Fact]
    public void Rows_above_rows_give_results_above_results() =>
        ForAll(Matrices.Stackable(), x =>
            Multiply(x.Top.Above(x.Bottom), x.B).ShouldEqual(Multiply(x.Top, x.B).Above(Multiply(x.Bottom, x.B))));

    [Fact]
    public void The_transpose_of_a_product_is_the_product_of_the_transposes_in_reverse() =>
        ForAll(Matrices.Multipliable(Draw.Whole), x =>
            Multiply(x.B.Transpose(), x.A.Transpose()).ShouldEqual(Multiply(x.A, x.B).Transpose()));

    [Fact]
    public void Three_matrices_can_be_multiplied_from_either_end() =>
        ForAll(Matrices.Chain(), x =>
            Multiply(Multiply(x.A, x.B), x.C).ShouldEqual(Multiply(x.A, Multiply(x.B, x.C))));

    [Fact]
    public void Real_numbers_are_as_close_as_rounding_allows() =>
        ForAll(Matrices.Multipliable(Draw.Real), x =>
            Multiply(x.A, x.B).ShouldBeWithin(Oracle.Product(x.A, x.B)));

    [Fact]
    public void Real_numbers_may_be_tiny_next_to_huge_ones() =>
        ForAll(Matrices.Multipliable(Draw.Wide), x =>
            Multiply(x.A, x.B).ShouldBeWithin(Oracle.Product(x.A, x.B)));

    [Fact]
    public void What_is_not_a_number_spreads_along_its_row_and_column_alone() =>
        ForAll(Matrices.Multipliable(Draw.Spotted), x =>
            Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B).Rounded));

    [Fact]
    public void Long_and_thin_matrices_are_multiplied_to_their_ends() =>
        ForAll(Fitting.Of<Multipliable>("mk,kn", Draw.Whole, dimensions: Draw.LongDimensions), x =>
            Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B).Rounded));

    [Fact]
    public void Two_million_products_are_added_up_where_they_belong() =>
        For(TwoMillionProducts, x =>
            Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B).Rounded));

    [Fact]
    public void The_same_matrix_may_stand_on_both_sides() =>
        ForAll(Fitting.Of<Matrix>("nn", Draw.Whole), x =>
        {
            Tensor<float> a = x.A.Copy();
            multiply(a, a).ShouldEqual(Oracle.Product(x.A, x.A).Rounded);
            a.ShouldEqual(x.A);
        });

    [Fact]
    public void Five_digits_by_random_weights_as_in_the_notebook() =>
        For(new Multipliable(Matrices.FiveDigits(), Tensor.RandomNormal(0, 784, 10)), x =>
            Multiply(x.A, x.B).ShouldBeWithin(Oracle.Product(x.A, x.B)));

    [Fact]
    public void Matrices_that_do_not_fit_are_refused() =>
        ForAll(Matrices.Mismatched(), x => Assertions.ShouldBeRefused(() => Multiply(x.A, x.B)));

    [Fact]
    public void What_is_not_a_matrix_is_refused() =>
        ForAll(Matrices.NotMatrices(), x => Assertions.ShouldBeRefused(() => Multiply(x.A, x.B)));

    [Fact]
    public void The_inputs_stay_as_they_are() =>
        ForAll(Matrices.Multipliable(Draw.Whole), x =>
        {
            (Tensor<float> a, Tensor<float> b) = (x.A.Copy(), x.B.Copy());
            multiply(a, b);
            a.ShouldEqual(x.A);
            b.ShouldEqual(x.B);
        });

    [Fact]
    public void Results_of_several_calls_share_nothing() =>
        ForAll(Matrices.Multipliable(Draw.Whole), x =>
        {
            Multiply(x.A, x.B).AsSpan().Fill(99);
            Tensor<float> second = Multiply(x.A, x.B);
            for (int call = 1; call <= 3; call++)
                Multiply(x.A.Map(element => element + call), x.B);
            second.ShouldEqual(Oracle.Product(x.A, x.B).Rounded);
        });

    [Fact]
    public void A_result_shares_nothing_with_the_inputs_and_is_not_remembered() =>
        ForAll(Matrices.Any(Draw.Whole), x =>
        {
            Tensor<float> a = x.A.Copy(), identity = Tensor.Identity(a.Shape[1]);
            Tensor<float> result = multiply(a, identity);
            a.AsSpan().Clear();
            result.ShouldEqual(x.A);
            multiply(a, identity).ShouldEqual(a);

            (a, identity) = (x.A.Copy(), Tensor.Identity(a.Shape[0]));
            result = multiply(identity, a);
            a.AsSpan().Clear();
            result.ShouldEqual(x.A);
            multiply(identity, a).ShouldEqual(a);
        });
}

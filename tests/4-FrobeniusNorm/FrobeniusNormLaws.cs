namespace Katas.Tests;

/// <summary>What holds for every way to compute the Frobenius norm.</summary>
/// <remarks>
/// A sum of n squares in float, added in any order, is off by n u at most (relatively), and its root by half of that (u = 2^-24, the unit
/// roundoff; Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, 3.1). A chain of hypotenuses, √(norm² + a²), rounds
/// the norm itself n times: it is off by n u. Zeros are added exactly. Four more roundings leave room for the root, for scaling and for
/// conversions.
/// </remarks>
public class FrobeniusNormLaws(string member, Func<Tensor<float>, float> norm) : Laws(member)
{
    private static readonly Matrix<Whole> Example = new([[1, 2, 2], [4, 0, 0]]), OfTheNotebook = new([[1, 2, 3], [4, 5, 6], [7, 8, 9]]);

    private static readonly Matrix<Real> NinetyThousand = new(Tensor.RandomNormal(1, 300, 301));

    private float Norm(Tensor<float> m) => norm(m.Copy()).ShouldBeANormOf(m);

    internal static double Roundings(Tensor<float> m) => m.Length - m.AsSpan().Count(0f) + 4;

    [Law(Of = nameof(Example))]
    public void The_example_of_the_lesson(Matrix<Whole> x) => Norm(x.A).ShouldBeCloseTo(5, roundings: 0);

    [Law(Of = nameof(OfTheNotebook))]
    public void The_matrix_from_the_notebook_has_the_norm_printed_there(Matrix<Whole> x) =>
        Norm(x.A).ShouldBeCloseTo(Math.Sqrt(285), Roundings(x.A));

    [Law]
    public void A_matrix_without_elements_has_norm_0(EmptyMatrix x) => Norm(x.A).ShouldBeCloseTo(0, roundings: 0);

    [Law]
    public void The_norm_of_a_single_entry_is_its_absolute_value(SingleEntry x) =>
        Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));

    [Law]
    public void The_norm_is_the_square_root_of_the_sum_of_all_squares(Matrix<Whole> x) =>
        Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));

    [Law]
    public void Real_numbers_are_as_accurate_as_rounding_allows(Matrix<Real> x) =>
        Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));

    [Law]
    public void Tiny_and_huge_numbers_can_be_mixed(Matrix<Wide> x) => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));

    [Law]
    public void Every_entry_of_a_long_matrix_counts(LongMatrix<Whole> x) => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));

    [Law(Of = nameof(NinetyThousand))]
    public void Ninety_thousand_squares_are_all_summed(Matrix<Real> x) => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));

    [Law]
    public void Stacked_rows_obey_Pythagoras(TopAndBottom<Real> x)
    {
        Tensor<float> stacked = x.Top.Above(x.Bottom);
        Norm(stacked).ShouldBeCloseTo(double.Hypot(Norm(x.Top), Norm(x.Bottom)), 2 * Roundings(stacked));
    }

    [Law]
    public void The_transpose_has_the_same_norm(Matrix<Real> x) => Norm(x.A.Transpose()).ShouldBeCloseTo(Norm(x.A), 2 * Roundings(x.A));

    [Law]
    public void Signs_do_not_matter(Matrix<Real> x) => Norm(x.A.Map(Math.Abs)).ShouldBeCloseTo(Norm(x.A), 2 * Roundings(x.A));

    [Law]
    public void The_order_of_the_elements_does_not_matter(Matrix<Real> x)
    {
        Tensor<float> reversed = x.A.Copy();
        reversed.AsSpan().Reverse();
        Norm(reversed).ShouldBeCloseTo(Norm(x.A), 2 * Roundings(x.A));
    }

    [Law]
    public void Scaling_by_a_factor_scales_the_norm_by_its_absolute_value(Matrix<Whole> x) =>
        Norm(x.A.Map(element => -3 * element)).ShouldBeCloseTo(3.0 * Norm(x.A), 2 * Roundings(x.A));

    [Law]
    public void The_norm_of_a_sum_is_at_most_the_sum_of_the_norms(SameMatrices<Whole> x) =>
        Norm(x.A.Zip(x.B, (p, q) => p + q)).ShouldBeAtMost((double)Norm(x.A) + Norm(x.B), 2 * Roundings(x.A));

    [Law]
    public void The_norm_is_between_the_largest_entry_and_the_largest_entry_times_the_root_of_the_number_of_entries(Matrix<Real> x)
    {
        float largest = x.A.AsSpan().ToArray().Select(Math.Abs).Append(0).Max();
        largest.ShouldBeAtMost(Norm(x.A), Roundings(x.A));
        Norm(x.A).ShouldBeAtMost(Math.Sqrt(x.A.Length) * largest, Roundings(x.A));
    }

    [Law]
    public void The_norm_of_a_product_is_at_most_the_product_of_the_norms(Multipliable<Whole> x)
    {
        Tensor<float> product = Oracle.Product(x.A, x.B);
        Norm(product).ShouldBeAtMost((double)Norm(x.A) * Norm(x.B), Roundings(x.A) + Roundings(x.B) + Roundings(product));
    }
}

/// <summary>What each of the functions owes its caller.</summary>
public class FrobeniusNormContract(string member, Func<Tensor<float>, float> norm) : Laws(member)
{
    [Law]
    public void A_tensor_that_is_not_a_matrix_is_refused(NotAMatrix x) =>
        Assertions.ShouldBeRefusedWithShapes(() => norm(x.A.Copy()), x.A.Shape, [], "m");

    [Law]
    public void The_input_is_not_modified(Matrix<Real> x)
    {
        Tensor<float> m = x.A.Copy();
        norm(m);
        m.ShouldBeUnchanged(x.A);
    }

    [Law]
    public void An_earlier_call_has_no_effect(Matrix<Real> x)
    {
        Tensor<float> m = x.A.Copy();
        norm(m);
        m.AsSpan().Fill(1);
        Assertions.When("in a second call, after the matrix was filled with ones",
            () => norm(m).ShouldBeCloseTo(Math.Sqrt(m.Length), FrobeniusNormLaws.Roundings(m)));
        Assertions.When("in a third call, with the first matrix again",
            () => norm(x.A.Copy()).ShouldBeCloseTo(Oracle.Norm(x.A), FrobeniusNormLaws.Roundings(x.A)));
    }
}

/// <summary>What holds for two ways to compute the norm.</summary>
public class FrobeniusNormAgreement(Func<Tensor<float>, float> byLoops, Func<Tensor<float>, float> byElementwise) : Laws
{
    [Law]
    public void Both_functions_agree(Matrix<Real> x) =>
        byElementwise(x.A.Copy()).ShouldBeCloseTo(byLoops(x.A.Copy()), 2 * FrobeniusNormLaws.Roundings(x.A), ("ByLoops", "ByElementwise"));
}

namespace Katas.Tests;

/// <summary>Two matrices of one shape.</summary>
public sealed record SameMatrices(Tensor<float> A, Tensor<float> B) : Fitting;

/// <summary>Two matrices with as many columns.</summary>
public sealed record TopAndBottom(Tensor<float> Top, Tensor<float> Bottom) : Fitting;

/// <summary>A matrix, and a number to scale it by.</summary>
public sealed record Scaled(Tensor<float> A, float C);

/// <summary>What holds for every way to compute the Frobenius norm.</summary>
/// <remarks>
/// A sum of n squares in float, added in any order, is off by n u at most (relatively), and its root by half of that (u = 2^-24, the unit
/// roundoff); four more roundings leave room for the root, for scaling and for conversions.
/// </remarks>
public abstract class FrobeniusNormLaws(Func<Tensor<float>, float> norm, Func<Tensor<float>, float> otherNorm) : Laws
{
    private float Norm(Tensor<float> m) => norm(m.Copy());

    private static double Roundings(Tensor<float> m) => m.Length / 2.0 + 4;

    [Fact]
    public void The_example_of_the_lesson() =>
        For(new Matrix([[1, 2, 2], [4, 0, 0]]), x => Norm(x.A).ShouldBeCloseTo(5, roundings: 0));

    [Fact]
    public void The_matrix_of_the_notebook_has_the_norm_that_it_prints() =>
        For(new Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), x => Norm(x.A).ShouldBeCloseTo(Math.Sqrt(285), Roundings(x.A)));

    [Fact]
    public void A_matrix_without_elements_has_norm_0() =>
        ForAll(Fitting.Of<Matrix>(["0n", "m0", "00"], Draw.Whole), x => Norm(x.A).ShouldBeCloseTo(0, roundings: 0));

    [Fact]
    public void A_single_entry_gives_its_absolute_value() =>
        ForAll(Matrices.SingleEntry(), x => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A)));

    [Fact]
    public void The_norm_is_the_root_of_the_sum_of_all_squares() =>
        ForAll(Matrices.Any(Draw.Whole), x => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A)));

    [Fact]
    public void Real_numbers_are_as_close_as_rounding_allows() =>
        ForAll(Matrices.Any(Draw.Real), x => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A)));

    [Fact]
    public void Real_numbers_may_be_tiny_next_to_huge_ones() =>
        ForAll(Matrices.Any(Draw.Wide), x => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A)));

    [Fact]
    public void A_long_matrix_counts_to_its_end() =>
        ForAll(Fitting.Of<Matrix>("mn", Draw.Whole, dimensions: Draw.LongDimensions), x => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A)));

    [Fact]
    public void Ninety_thousand_squares_are_added_up() =>
        For(new Matrix(Tensor.RandomNormal(1, 300, 301)), x => Norm(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A)));

    [Fact]
    public void Rows_above_rows_obey_Pythagoras() =>
        ForAll(Fitting.Of<TopAndBottom>("tn,bn", Draw.Real), x =>
        {
            Tensor<float> stacked = x.Top.Above(x.Bottom);
            Norm(stacked).ShouldBeCloseTo(double.Hypot(Norm(x.Top), Norm(x.Bottom)), 2 * Roundings(stacked));
        });

    [Fact]
    public void The_transpose_has_the_same_norm() =>
        ForAll(Matrices.Any(Draw.Real), x => Norm(x.A.Transpose()).ShouldBeCloseTo(Norm(x.A), 2 * Roundings(x.A)));

    [Fact]
    public void Signs_do_not_matter() =>
        ForAll(Matrices.Any(Draw.Real), x => Norm(x.A.Map(Math.Abs)).ShouldBeCloseTo(Norm(x.A), 2 * Roundings(x.A)));

    [Fact]
    public void The_order_of_the_elements_does_not_matter() =>
        ForAll(Matrices.Any(Draw.Real), x =>
        {
            Tensor<float> reversed = x.A.Copy();
            reversed.AsSpan().Reverse();
            Norm(reversed).ShouldBeCloseTo(Norm(x.A), 2 * Roundings(x.A));
        });

    [Fact]
    public void A_factor_comes_out_as_its_absolute_value() =>
        ForAll(Matrices.Any(Draw.Whole), x =>
            Norm(x.A.Map(element => -3 * element)).ShouldBeCloseTo(3.0 * Norm(x.A), 2 * Roundings(x.A)));

    [Fact]
    public void The_norm_of_a_sum_is_at_most_the_sum_of_the_norms() =>
        ForAll(Fitting.Of<SameMatrices>("mn,mn", Draw.Whole), x =>
            Norm(x.A.Zip(x.B, (p, q) => p + q)).ShouldBeAtMost((double)Norm(x.A) + Norm(x.B), 2 * Roundings(x.A)));

    [Fact]
    public void The_norm_lies_between_the_largest_entry_and_that_times_the_root_of_their_number() =>
        ForAll(Matrices.Any(Draw.Real), x =>
        {
            float largest = x.A.AsSpan().ToArray().Select(Math.Abs).Append(0).Max();
            largest.ShouldBeAtMost(Norm(x.A), Roundings(x.A));
            Norm(x.A).ShouldBeAtMost(Math.Sqrt(x.A.Length) * largest, Roundings(x.A));
        });

    [Fact]
    public void The_norm_of_a_product_is_at_most_the_product_of_the_norms() =>
        ForAll(Matrices.Multipliable(Draw.Whole), x =>
        {
            Tensor<float> product = Oracle.Product(x.A, x.B).Rounded;
            Norm(product).ShouldBeAtMost((double)Norm(x.A) * Norm(x.B), Roundings(x.A) + Roundings(x.B) + Roundings(product));
        });

    [Fact]
    public void Both_functions_agree() =>
        ForAll(Matrices.Any(Draw.Real), x => Norm(x.A).ShouldBeCloseTo(otherNorm(x.A.Copy()), 2 * Roundings(x.A)));

    [Fact]
    public void What_is_not_a_matrix_is_refused() =>
        ForAll(Fitting.Of<One>(["", "i", "ijk"], Draw.Whole), x => Assertions.ShouldBeRefused(() => Norm(x.A)));

    [Fact]
    public void The_input_stays_as_it_is() =>
        ForAll(Matrices.Any(Draw.Real), x =>
        {
            Tensor<float> m = x.A.Copy();
            norm(m);
            m.ShouldEqual(x.A);
        });

    [Fact]
    public void An_earlier_call_leaves_no_trace() =>
        ForAll(Matrices.Any(Draw.Real), x =>
        {
            Tensor<float> m = x.A.Copy();
            norm(m);
            m.AsSpan().Fill(1);
            norm(m).ShouldBeCloseTo(Math.Sqrt(m.Length), Roundings(m));
            norm(x.A.Copy()).ShouldBeCloseTo(Oracle.Norm(x.A), Roundings(x.A));
        });
}

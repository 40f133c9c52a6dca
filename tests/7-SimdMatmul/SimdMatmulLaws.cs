namespace Katas.Tests;

/// <summary>What a fast matrix multiplication can get wrong beyond a slow one: blocks, remainders and threads.</summary>
public abstract class SimdMatmulLaws(Func<Tensor<float>, Tensor<float>, Tensor<float>> multiply) : MatmulLaws(multiply)
{
    private static readonly Multipliable BeyondBlocks = Matrices.OfWhole(7, 1030, 2064),
        ForThreads = new(Tensor.RandomNormal(1, 259, 254), Tensor.RandomNormal(2, 254, 263));

    [Fact]
    public void Large_matrices_are_multiplied_to_their_ends() =>
        ForAll(Fitting.Of<Multipliable>("mk,kn", Draw.Whole, dimensions: Draw.LargeDimensions), x =>
            Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B).Rounded));

    [Fact]
    public void Every_number_of_rows_columns_and_terms_up_to_70_is_handled() =>
        ForEach(from size in Enumerable.Range(1, 70)
                from sizes in (int[][])[[size, 3, 2], [3, size, 2], [3, 2, size], [9, size, 17], [9, 17, size]]
                let random = new Random(size)
                select new Multipliable(Draw.Tensor(random, Draw.Whole, sizes[0], sizes[1]), Draw.Tensor(random, Draw.Whole, sizes[1], sizes[2])), x =>
            Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B).Rounded));

    [Fact]
    public void Matrices_beyond_the_largest_blocks_are_multiplied_to_their_ends() =>
        For(BeyondBlocks, x =>
            Multiply(x.A, x.B).ShouldEqual(Oracle.Product(x.A, x.B).Rounded), seconds: 30);

    [Fact]
    public void What_lies_beyond_a_row_does_not_count() =>
        ForAll(Fitting.Of<Surrounded>("tk,bk,kn", Draw.Whole), x =>
            Multiply(x.Rows, x.B).Cut(0, 0, x.Top.Shape[0]).ShouldEqual(Oracle.Product(x.Top, x.B).Rounded));

    [Fact]
    public void The_same_matrices_give_the_same_bits_again() =>
        For(ForThreads, x =>
        {
            Tensor<float> first = Multiply(x.A, x.B);
            first.ShouldBeWithin(Oracle.Product(x.A, x.B));
            for (int repeat = 0; repeat < 8; repeat++)
                Multiply(x.A, x.B).ShouldEqual(first);
        }, seconds: 30);
}

/// <summary>Rows that are finite above rows that are not: whoever reads beyond a row finds a NaN.</summary>
public sealed record Surrounded(Tensor<float> Top, Tensor<float> Bottom, Tensor<float> B) : Fitting
{
    internal Tensor<float> Rows => Top.Above(Bottom.Map(_ => float.NaN));
}

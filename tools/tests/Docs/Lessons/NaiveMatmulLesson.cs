namespace Katas.Tests;

public sealed class NaiveMatmulLesson
{
    [Fact]
    public void The_example_to_do_by_hand()
    {
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[7, 8], [9, 10], [11, 12]];
        NaiveMatmul.Multiply(a, b).ShouldEqual([[58, 64], [139, 154]]);
        (1 * 7 + 2 * 9 + 3 * 11).ShouldBe(58);
        (5 * 784 * 10).ShouldBe(39_200);
    }

    [Fact]
    public void A_list_pattern_checks_the_rank()
    {
        Inner([[1, 2, 3], [4, 5, 6]]).ShouldBe((2, 3));
        Should.Throw<ArgumentException>(() => Inner([1, 2, 3])).Message.ShouldContain("rank 1");
    }

    private static (int Rows, int Inner) Inner(Tensor<float> a)
    {
        if (a.Shape is not [int rows, int inner])
            throw new ArgumentException($"A matrix has rank 2; this tensor has rank {a.Rank}.", nameof(a));
        return (rows, inner);
    }
}

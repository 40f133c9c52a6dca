namespace Katas.Tests;

public sealed class VectorizedMatmulLesson
{
    [Fact]
    public void The_example_to_do_by_hand()
    {
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[7, 8], [9, 10], [11, 12]];
        VectorizedMatmul.Multiply(a, b)[1, 0].ShouldBe(139);
        b.AsSpan().ToArray().ShouldBe([7, 8, 9, 10, 11, 12]);
        b.Row(1).ToArray().ShouldBe([9, 10]);
    }

    [Fact]
    public void Every_element_says_which_row_and_which_column_made_it() =>
        VectorizedMatmul.Multiply([[0, 1], [10, 1], [20, 1]], [[1, 1, 1, 1], [0, 1, 2, 3]])
            .ShouldEqual([[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]]);
}

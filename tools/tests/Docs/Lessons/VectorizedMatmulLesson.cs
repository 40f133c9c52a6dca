namespace Katas.Tests;

public sealed class VectorizedMatmulLesson
{
    private static readonly Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[7, 8], [9, 10], [11, 12]];

    [Fact]
    public void The_example_to_do_by_hand()
    {
        VectorizedMatmul.Multiply(a, b)[1, 0].ShouldBe(139);
        b.AsSpan().ToArray().ShouldBe([7, 8, 9, 10, 11, 12]);
        b.Row(1).ToArray().ShouldBe([9, 10]);
    }

    [Fact]
    public void Every_element_tells_which_row_and_which_column_it_comes_from() =>
        VectorizedMatmul.Multiply([[0, 1], [10, 1], [20, 1]], [[1, 1, 1, 1], [0, 1, 2, 3]])
            .ShouldEqual([[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]]);
}

/// <summary>The kata with all hints of the lesson pasted in.</summary>
public static class VectorizedMatmul
{
    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        // katas/5-VectorizedMatmul/README.md: Your task
        // katas/5-VectorizedMatmul/README.md: 2. Turn columns into rows
        // katas/5-VectorizedMatmul/README.md: 3. Put them together
        return c;
    }

    // katas/5-VectorizedMatmul/README.md: 1. Write the dot product

    // katas/5-VectorizedMatmul/VectorizedMatmul.cs: Dimensions
}

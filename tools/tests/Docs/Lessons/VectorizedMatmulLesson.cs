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

    [Fact]
    public void The_hints_together_multiply()
    {
        (int rows, int inner, int columns) = (2, 3, 2);
        Tensor<float> c = Tensor.Zeros<float>(rows, columns);

        Tensor<float> bTransposed = Tensor.Zeros<float>(columns, inner);
        for (int k = 0; k < inner; k++)
            for (int j = 0; j < columns; j++)
                bTransposed[j, k] = b[k, j];

        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                c[i, j] = Dot(a.Row(i), bTransposed.Row(j));
        c.ShouldEqual([[58, 64], [139, 154]]);
    }

    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        float sum = 0;
        for (int k = 0; k < x.Length; k++)
            sum += x[k] * y[k];
        return sum;
    }
}

namespace Katas.Tests;

public sealed class Handbook
{
    [Fact]
    public void Tensors_are_made_indexed_and_formatted()
    {
        StringWriter written = new();
        CheatSheet(written);
        written.ToString().ReplaceLineEndings("\n").ShouldBe("(3) [1, 2, 3]\n(3) [4, 5, 7]\n");
    }

    private static void CheatSheet(StringWriter Console)
    {
        Tensor<float> m = [[1, 2, 3], [4, 5, 6]];                        // a literal, shape (2, 3)
        Tensor<float> zeros = Tensor.Zeros<float>(2, 3);                 // any shape: Zeros<float>(2, 3, 4)
        Tensor<float> of = Tensor.Of([1f, 2, 3, 4, 5, 6], 2, 3);         // an array, not copied
        Tensor<float> identity = Tensor.Identity(3);                     // shape (3, 3), ones on the diagonal
        Tensor<float> random = Tensor.RandomNormal(1, 2, 3);             // seed 1, shape (2, 3): always the same numbers
        Tensor<float> scalar = 5;                                        // rank 0, shape ()

        ReadOnlySpan<int> shape = m.Shape;                               // [2, 3]
        int rank = m.Rank, length = m.Length, columns = m.Shape[1];      // 2, 6, 3
        m[1, 2] = 7;                                                     // row 1, column 2; indices are checked
        Span<float> row = m.Row(1);                                      // a row of a matrix, not copied
        Span<float> all = m.AsSpan();                                    // all elements, row by row, not copied
        Tensor<float> column = m.Reshape(6, 1);                          // the same elements in another shape, not copied
        foreach (Tensor<float> item in m)                                // the items along the first axis, copied
            Console.WriteLine(item);                                     // (3) [1, 2, 3]
        bool same = m == Tensor.Of([1f, 2, 3, 4, 5, 7], 2, 3);           // true: the same shape and equal elements
        string format = Tensor.Format(m.Shape);                          // (2, 3), for the messages of exceptions
        string text = $"{m}";                                            // (2, 3) [[1, 2, 3], and [4, 5, 7]] on the next line

        (zeros.Length, of[1, 2], identity[2, 2], scalar.Rank, $"{scalar}").ShouldBe((6, 6, 1, 0, "() 5"));
        random.ShouldEqual(Tensor.RandomNormal(1, 2, 3));
        shape.ToArray().ShouldBe([2, 3]);
        (rank, length, columns, same, format).ShouldBe((2, 6, 3, true, "(2, 3)"));
        row.ToArray().ShouldBe([4, 5, 7]);
        all.ToArray().ShouldBe([1, 2, 3, 4, 5, 7]);
        column.Shape.ToArray().ShouldBe([6, 1]);
        text.ShouldStartWith("(2, 3) [[1, 2, 3],\n");
    }
}

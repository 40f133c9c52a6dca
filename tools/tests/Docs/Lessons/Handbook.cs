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
        // katas/README.md: Tensor&lt;T&gt; on one page

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

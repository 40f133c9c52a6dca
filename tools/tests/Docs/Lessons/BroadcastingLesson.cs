namespace Katas.Tests;

public sealed class BroadcastingLesson
{
    [Fact]
    public void A_column_plus_a_row() => Broadcasting.Add([[1], [2], [3]], [10, 20]).ShouldEqual([[11, 21], [12, 22], [13, 23]]);

    [Fact]
    public void Shapes_are_aligned_at_the_last_axis()
    {
        Broadcasting.Shape([3, 1], [2]).ShouldBe([3, 2]);
        Broadcasting.Shape([2, 3, 4], [1, 4]).ShouldBe([2, 3, 4]);
        Broadcasting.Shape([3], []).ShouldBe([3]);
        Broadcasting.Shape([1], [0]).ShouldBe([0]);
        Should.Throw<ArgumentException>(() => Broadcasting.Shape([4, 3], [4]));
    }

    [Fact]
    public void The_notebooks_two_tables()
    {
        Tensor<float> column = Broadcasting.Unsqueeze([1, 2, 3, 4], 1), row = Broadcasting.Unsqueeze([4, 5, 6, 7], 0);
        Broadcasting.Multiply(column, row).ShouldEqual([[4, 5, 6, 7], [8, 10, 12, 14], [12, 15, 18, 21], [16, 20, 24, 28]]);
        Broadcasting.Add(column, row).ShouldEqual([[5, 6, 7, 8], [6, 7, 8, 9], [7, 8, 9, 10], [8, 9, 10, 11]]);
    }
}

namespace Katas.Tests;

public sealed class BroadcastingLesson
{
    [Fact]
    public void Shapes_are_aligned_at_the_last_axis()
    {
        Broadcasting.Shape([4, 1], [4]).ShouldBe([4, 4]);
        Broadcasting.Shape([100, 10], [10]).ShouldBe([100, 10]);
        Broadcasting.Shape([2, 3, 4], [1, 4]).ShouldBe([2, 3, 4]);
        Broadcasting.Shape([4, 3], [4, 1]).ShouldBe([4, 3]);
        Broadcasting.Shape([5, 1, 3], [4, 1]).ShouldBe([5, 4, 3]);
        Broadcasting.Shape([3], []).ShouldBe([3]);
        Broadcasting.Shape([1], [0]).ShouldBe([0]);
        Broadcasting.Shape([100, 1], [100]).ShouldBe([100, 100]);
        Should.Throw<ArgumentException>(() => Broadcasting.Shape([4, 3], [4]));
    }

    [Fact]
    public void Strides_are_0_where_a_tensor_is_stretched()
    {
        Broadcasting.StridesOf([4, 4], 2).ShouldBe([4, 1]);
        Broadcasting.StridesOf([4, 1], 2).ShouldBe([1, 0]);
        Broadcasting.StridesOf([4], 2).ShouldBe([0, 1]);
        Broadcasting.StridesOf([], 2).ShouldBe([0, 0]);
        Broadcasting.StridesOf([2, 3, 4], 3).ShouldBe([12, 4, 1]);
        Broadcasting.StridesOf([3, 1], 3).ShouldBe([0, 1, 0]);
    }

    [Fact]
    public void A_row_as_a_column_times_B_are_the_products_of_a_row_of_C()
    {
        Tensor<float> b = [[7, 8], [9, 10], [11, 12]];
        Broadcasting.Multiply(Broadcasting.Unsqueeze([4, 5, 6], -1), b).ShouldEqual([[28, 32], [45, 50], [66, 72]]);
    }

    [Fact]
    public void A_column_plus_a_row_is_a_table() =>
        Broadcasting.Add([[1], [2], [3], [4]], [4, 5, 6, 7])
            .ShouldEqual([[5, 6, 7, 8], [6, 7, 8, 9], [7, 8, 9, 10], [8, 9, 10, 11]]);
}

/// <summary>The kata with all hints of the lesson pasted in, and the first exercise done.</summary>
public static class Broadcasting
{
    public static int[] Shape(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        // katas/6-Broadcasting/README.md: 1. `Shape`
    }

    public static Tensor<float> Unsqueeze(Tensor<float> a, int axis)
    {
        // katas/6-Broadcasting/README.md: 2. `Unsqueeze`
    }

    // katas/6-Broadcasting/README.md: 3. Strides

    internal static int[] StridesOf(int[] shape, int rank) => Strides(shape, rank);

    // katas/6-Broadcasting/README.md: 4. `Add` and `Multiply`

    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Apply(a, b, (x, y) => x * y);

    public static Tensor<float> Matmul(Tensor<float> a, Tensor<float> b)
    {
        // katas/6-Broadcasting/README.md: 5. `Matmul`
    }

    // katas/6-Broadcasting/Broadcasting.cs: Dimensions

    public static Tensor<float> Subtract(Tensor<float> a, Tensor<float> b) => Apply(a, b, (x, y) => x - y);
}

public sealed class SubtractLaws : Laws
{
    // katas/6-Broadcasting/README.md: Exercises
}

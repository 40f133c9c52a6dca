namespace Katas.Tests;

public sealed class ElementwiseLesson
{
    [Fact]
    public void The_example_to_do_by_hand()
    {
        Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[2, 2, 2], [8, 5, 3]];
        Elementwise.Add(a, b).ShouldEqual([[3, 4, 5], [12, 10, 9]]);
        Elementwise.LessThan(a, b).ShouldEqual([[true, false, false], [true, false, false]]);
        Elementwise.Mean(Elementwise.LessThan(a, b)).ShouldBe(2 / 6f);
    }

    [Fact]
    public void The_notebooks_mask_has_four_true_of_ten() =>
        Elementwise.Mean([false, false, false, false, true, true, true, false, false, true]).ShouldBe(0.4f);

    [Fact]
    public void The_operation_can_be_a_parameter() => Mine.Add([1, 2], [3, 4]).ShouldEqual([4, 6]);

    private static class Mine
    {
        public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x + y);

        private static Tensor<TResult> Compute<TResult>(Tensor<float> a, Tensor<float> b, Func<float, float, TResult> operation)
            where TResult : unmanaged
        {
            Tensor<TResult> result = Tensor.Zeros<TResult>(a.Shape);
            for (int i = 0; i < a.Length; i++)
                result.AsSpan()[i] = operation(a.AsSpan()[i], b.AsSpan()[i]);
            return result;
        }
    }
}

namespace Katas.Tests;

public sealed class ElementwiseLesson
{
    private static readonly Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[2, 2, 2], [8, 5, 3]];

    [Fact]
    public void The_example_to_do_by_hand() => Elementwise.Mean(Elementwise.LessThan(a, b)).ShouldBe(2 / 6f);

    [Fact]
    public void The_notebooks_mask_has_four_true_of_ten() =>
        WithHelper.Mean([false, false, false, false, true, true, true, false, false, true]).ShouldBe(0.4f);

    [Fact]
    public void The_first_hints_add()
    {
        AddAlone(a, b).ShouldEqual([[3, 4, 5], [12, 10, 9]]);
        Should.Throw<ArgumentException>(() => AddAlone(a, a.Reshape(3, 2))).Message.ShouldContain("(2, 3) and (3, 2)");
    }

    [Fact]
    public void The_later_hints_take_the_operation_as_a_parameter()
    {
        WithHelper.Add(a, b).ShouldEqual([[3, 4, 5], [12, 10, 9]]);
        WithHelper.LessThan(a, b).ShouldEqual([[true, false, false], [true, false, false]]);
    }

    [Fact]
    public void Floats_stop_counting_at_2_to_the_24() => (16_777_216f + 1).ShouldBe(16_777_216f);

    private static Tensor<float> AddAlone(Tensor<float> a, Tensor<float> b)
    {
        if (!a.Shape.SequenceEqual(b.Shape))
            throw new ArgumentException($"The shapes {Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)} differ.", nameof(b));
        Tensor<float> result = Tensor.Zeros<float>(a.Shape);
        for (int i = 0; i < a.Length; i++)
            result.AsSpan()[i] = a.AsSpan()[i] + b.AsSpan()[i];
        return result;
    }

    private static class WithHelper
    {
        public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x + y);

        public static Tensor<bool> LessThan(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x < y);

        public static float Mean(Tensor<bool> mask)
        {
            int count = 0;
            foreach (bool element in mask.AsSpan())
                if (element)
                    count++;
            return (float)count / mask.Length;
        }

        private static Tensor<TResult> Compute<TResult>(
            Tensor<float> a, Tensor<float> b, Func<float, float, TResult> operation) where TResult : unmanaged
        {
            Tensor<TResult> result = Tensor.Zeros<TResult>(a.Shape);
            for (int i = 0; i < a.Length; i++)
                result.AsSpan()[i] = operation(a.AsSpan()[i], b.AsSpan()[i]);
            return result;
        }
    }
}

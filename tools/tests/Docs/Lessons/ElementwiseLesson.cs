namespace Katas.Tests;

public sealed class ElementwiseLesson
{
    private static readonly Tensor<float> a = [[1, 2, 3], [4, 5, 6]], b = [[2, 2, 2], [8, 5, 3]];

    [Fact]
    public void The_example_to_do_by_hand()
    {
        Elementwise.LessThan(a, b).ShouldEqual([[true, false, false], [true, false, false]]);
        Elementwise.Mean(Elementwise.LessThan(a, b)).ShouldBe(2 / 6f);
    }

    [Fact]
    public void The_notebooks_mask_has_four_true_of_ten() =>
        GenericHelper.Mean([false, false, false, false, true, true, true, false, false, true]).ShouldBe(0.4f);

    [Fact]
    public void The_first_hints_add()
    {
        AddAlone(a, b).ShouldEqual([[3, 4, 5], [12, 10, 9]]);
        Should.Throw<ArgumentException>(() => AddAlone(a, a.Reshape(3, 2))).Message.ShouldContain("(2, 3) and (3, 2)");
    }

    [Fact]
    public void The_later_hints_take_the_operation_as_a_parameter()
    {
        Helper.Add(a, b).ShouldEqual([[3, 4, 5], [12, 10, 9]]);
        Should.Throw<ArgumentException>(() => Helper.Add(a, a.Reshape(3, 2))).Message.ShouldContain("(2, 3) and (3, 2)");
        GenericHelper.LessThan(a, b).ShouldEqual([[true, false, false], [true, false, false]]);
    }

    [Fact]
    public void A_mask_without_elements_is_refused() =>
        Should.Throw<ArgumentException>(() => GenericHelper.Mean(Tensor.Zeros<bool>(0, 3))).ParamName.ShouldBe("mask");

    [Fact]
    public void Floats_stop_counting_at_2_to_the_24()
    {
        (16_777_216f + 1).ShouldBe(16_777_216f);
        (16_777_216f / 20_000_000).ShouldBe(0.84f, tolerance: 0.005f);
    }

    [Fact]
    public void A_product_with_a_reciprocal_differs_for_about_a_quarter_of_all_pairs()
    {
        Tensor<float> x = Tensor.RandomNormal(1, 10_000), y = Tensor.RandomNormal(2, 10_000);
        Tensor<bool> same = x.Zip(y, (p, q) => p / q == p * (1 / q));
        Elementwise.Mean(same).ShouldBe(0.73f, tolerance: 0.03f);
    }

    private static Tensor<float> AddAlone(Tensor<float> a, Tensor<float> b)
    {
        if (!a.Shape.SequenceEqual(b.Shape))
            throw new ArgumentException($"The shapes {Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)} differ.", nameof(b));
        Tensor<float> result = Tensor.Zeros<float>(a.Shape);
        for (int i = 0; i < a.Length; i++)
            result.AsSpan()[i] = a.AsSpan()[i] + b.AsSpan()[i];
        return result;
    }

    private static class Helper
    {
        public static Tensor<float> Add(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x + y);

        private static Tensor<float> Compute(Tensor<float> a, Tensor<float> b, Func<float, float, float> operation)
        {
            if (!a.Shape.SequenceEqual(b.Shape))
                throw new ArgumentException($"The shapes {Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)} differ.", nameof(b));
            Tensor<float> result = Tensor.Zeros<float>(a.Shape);
            for (int i = 0; i < a.Length; i++)
                result.AsSpan()[i] = operation(a.AsSpan()[i], b.AsSpan()[i]);
            return result;
        }
    }

    private static class GenericHelper
    {
        public static Tensor<bool> LessThan(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x < y);

        public static float Mean(Tensor<bool> mask)
        {
            if (mask.Length == 0)
                throw new ArgumentException("A mask without elements has no mean.", nameof(mask));
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

public sealed class AtLeastLaws : Laws
{
    [Law]
    public void At_least_is_true_where_the_element_of_A_is_greater_or_equal(SameShape<RealOrSpecial> x) =>
        Elementwise.AtLeast(x.A, x.B).ShouldEqual(x.A.Zip(x.B, (p, q) => p >= q));

    /// <summary>What a learner has after the exercise.</summary>
    private static class Elementwise
    {
        public static Tensor<bool> AtLeast(Tensor<float> a, Tensor<float> b)
        {
            Tensor<bool> greater = Katas.Elementwise.GreaterThan(a, b), equal = Katas.Elementwise.EqualTo(a, b);
            for (int i = 0; i < greater.Length; i++)
                greater.AsSpan()[i] |= equal.AsSpan()[i];
            return greater;
        }
    }
}

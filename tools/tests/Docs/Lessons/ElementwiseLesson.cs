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
        Elementwise.Mean([false, false, false, false, true, true, true, false, false, true]).ShouldBe(0.4f);

    [Fact]
    public void The_first_hints_add()
    {
        FirstAdd.Add(a, b).ShouldEqual([[3, 4, 5], [12, 10, 9]]);
        Should.Throw<ArgumentException>(() => FirstAdd.Add(a, a.Reshape(3, 2))).Message.ShouldContain("(2, 3) and (3, 2)");
    }

    [Fact]
    public void The_later_hints_take_the_operation_as_a_parameter()
    {
        Arithmetic.Add(a, b).ShouldEqual([[3, 4, 5], [12, 10, 9]]);
        Should.Throw<ArgumentException>(() => Arithmetic.Add(a, a.Reshape(3, 2))).Message.ShouldContain("(2, 3) and (3, 2)");
    }

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
}

/// <summary>The kata after the first task, with its hints pasted in.</summary>
public static class FirstAdd
{
    public static Tensor<float> Add(Tensor<float> a, Tensor<float> b)
    {
        // katas/3-Elementwise/README.md: 1. `Add`
    }
}

/// <summary>The kata after the second task.</summary>
public static class Arithmetic
{
    // katas/3-Elementwise/README.md: 2. `Subtract`, `Multiply`, `Divide`
}

/// <summary>The kata with all hints of the lesson pasted in, and the exercise done.</summary>
public static class Elementwise
{
    // katas/3-Elementwise/README.md: 2. `Subtract`, `Multiply`, `Divide`, block 1

    public static Tensor<float> Subtract(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x - y);

    public static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x * y);

    public static Tensor<float> Divide(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x / y);

    public static Tensor<bool> GreaterThan(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x > y);

    // katas/3-Elementwise/README.md: 3. `GreaterThan`, `LessThan`, `EqualTo`, block 2

    public static Tensor<bool> EqualTo(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x == y);

    public static float Mean(Tensor<bool> mask)
    {
        // katas/3-Elementwise/README.md: 4. `Mean`
    }

    public static Tensor<bool> AtLeast(Tensor<float> a, Tensor<float> b) => Compute(a, b, (x, y) => x >= y);

    // katas/3-Elementwise/README.md: 3. `GreaterThan`, `LessThan`, `EqualTo`, block 1
    {
        if (!a.Shape.SequenceEqual(b.Shape))
            throw new ArgumentException($"The shapes {Tensor.Format(a.Shape)} and {Tensor.Format(b.Shape)} differ.", nameof(b));
        Tensor<TResult> result = Tensor.Zeros<TResult>(a.Shape);
        for (int i = 0; i < a.Length; i++)
            result.AsSpan()[i] = operation(a.AsSpan()[i], b.AsSpan()[i]);
        return result;
    }
}

public sealed class AtLeastLaws : Laws
{
    // katas/3-Elementwise/README.md: Exercises
}

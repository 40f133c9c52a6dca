namespace Katas.Tests;

public sealed class NaiveMatmulLesson
{
    [Fact]
    public void The_example_to_do_by_hand()
    {
        (1 * 7 + 2 * 9 + 3 * 11).ShouldBe(58);
        (4 * 7 + 5 * 9 + 6 * 11).ShouldBe(139);
        (1 * 8 + 2 * 10 + 3 * 12).ShouldBe(64);
        (4 * 8 + 5 * 10 + 6 * 12).ShouldBe(154);
        (5 * 784 * 10).ShouldBe(39_200);
    }

    [Fact]
    public void The_hints_together_multiply() =>
        Multiply([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]).ShouldEqual([[58, 64], [139, 154]]);

    [Fact]
    public void The_hints_together_refuse_and_show_the_shapes()
    {
        Should.Throw<ArgumentException>(() => Multiply([1, 2, 3], [[1]])).Message.ShouldContain("(3)");
        Should.Throw<ArgumentException>(() => Multiply([[1]], [1, 2, 3])).Message.ShouldContain("(3)");
        Should.Throw<ArgumentException>(() => Multiply([[1, 2, 3]], [[1, 2]])).Message.ShouldContain("(1, 3) times (1, 2)");
    }

    /// <summary>All six nestings add the products of an element in the order of k, and so do the stages 5 and 6.</summary>
    [Fact]
    public void Every_nesting_gives_the_same_bits()
    {
        Tensor<float> a = Tensor.RandomNormal(1, 31, 203), b = Tensor.RandomNormal(2, 203, 17), c = NaiveMatmul.Multiply(a, b);
        foreach (string order in (string[])["ijk", "ikj", "jik", "jki", "kij", "kji"])
            Nested(order, a, b).ShouldEqual(c);
        VectorizedMatmul.Multiply(a, b).ShouldEqual(c);
        Broadcasting.Matmul(a, b).ShouldEqual(c);
    }

    [Fact]
    public void Another_order_of_the_sum_gives_other_bits()
    {
        float large = 16_777_216, one = 1;
        (large + one + one).ShouldBe(16_777_216);
        (large + (one + one)).ShouldBe(16_777_218);
    }

    /// <summary>Multiplies with three loops, the outermost first.</summary>
    private static Tensor<float> Nested(string order, Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        int[] sizes = [.. order.Select(index => index switch { 'i' => a.Shape[0], 'j' => b.Shape[1], _ => a.Shape[1] })];
        int[] at = new int[3];
        for (at[0] = 0; at[0] < sizes[0]; at[0]++)
            for (at[1] = 0; at[1] < sizes[1]; at[1]++)
                for (at[2] = 0; at[2] < sizes[2]; at[2]++)
                {
                    int i = at[order.IndexOf('i')], j = at[order.IndexOf('j')], k = at[order.IndexOf('k')];
                    c[i, j] += a[i, k] * b[k, j];
                }
        return c;
    }

    private static Tensor<float> Multiply(Tensor<float> a, Tensor<float> b)
    {
        if (a.Shape is not [int rows, int inner])
            throw new ArgumentException($"A matrix has rank 2; the shape of a is {Tensor.Format(a.Shape)}.", nameof(a));
        if (b.Shape is not [int height, int columns])
            throw new ArgumentException($"A matrix has rank 2; the shape of b is {Tensor.Format(b.Shape)}.", nameof(b));
        if (inner != height)
            throw new ArgumentException($"{Tensor.Format(a.Shape)} times {Tensor.Format(b.Shape)}: the inner sizes differ.", nameof(b));

        Tensor<float> c = Tensor.Zeros<float>(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                for (int k = 0; k < inner; k++)
                    c[i, j] += a[i, k] * b[k, j];
        return c;
    }
}

public sealed class NestingLaws : Laws
{
    [Law]
    public void The_order_of_the_loops_changes_no_bit(Multipliable<Real> x) =>
        AsInTheNotebook(x.A, x.B).ShouldEqual(NaiveMatmul.Multiply(x.A, x.B));

    private static Tensor<float> AsInTheNotebook(Tensor<float> a, Tensor<float> b)
    {
        Tensor<float> c = Tensor.Zeros<float>(a.Shape[0], b.Shape[1]);
        for (int k = 0; k < a.Shape[1]; k++)
            for (int i = 0; i < a.Shape[0]; i++)
                for (int j = 0; j < b.Shape[1]; j++)
                    c[i, j] += a[i, k] * b[k, j];
        return c;
    }
}

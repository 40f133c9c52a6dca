namespace Katas.Tests;

public sealed class NaiveMatmulLesson
{
    [Fact]
    public void The_example_to_do_by_hand()
    {
        (1 * 7 + 2 * 9 + 3 * 11).ShouldBe(58);
        (4 * 7 + 5 * 9 + 6 * 11).ShouldBe(139);
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

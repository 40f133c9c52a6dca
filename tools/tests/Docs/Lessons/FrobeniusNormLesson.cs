namespace Katas.Tests;

public sealed class FrobeniusNormLesson
{
    private static readonly Tensor<float> example = [[1, 2, 2], [4, 0, 0]];

    [Fact]
    public void The_hints_give_the_norm()
    {
        ByLoops(example).ShouldBe(5);
        ByLoops([[1e20f]]).ShouldBe(1e20f);
        Squares(example).ShouldEqual([[1, 4, 4], [16, 0, 0]]);
        Should.Throw<ArgumentException>(() => ByLoops([1, 2])).Message.ShouldContain("(2)");
    }

    [Fact]
    public void The_square_of_a_float_overflows_and_underflows_before_the_norm_does()
    {
        float huge = 1.9e19f, tiny = 1e-23f;
        float.IsPositiveInfinity(huge * huge).ShouldBeTrue();
        (tiny * tiny).ShouldBe(0);
    }

    [Fact]
    public void The_notebooks_loops_leave_the_last_column_out_or_run_out_of_the_matrix()
    {
        OfTheNotebook(example).ShouldBe(4.58f, tolerance: 0.005);
        Should.Throw<IndexOutOfRangeException>(() => OfTheNotebook(example.Reshape(3, 2)));
    }

    private static float ByLoops(Tensor<float> m)
    {
        if (m.Rank != 2)
            throw new ArgumentException($"A matrix has rank 2; the shape of m is {Tensor.Format(m.Shape)}.", nameof(m));

        double sum = 0;
        for (int i = 0; i < m.Shape[0]; i++)
            for (int j = 0; j < m.Shape[1]; j++)
                sum += (double)m[i, j] * m[i, j];
        return (float)Math.Sqrt(sum);
    }

    private static Tensor<double> Squares(Tensor<float> m)
    {
        Tensor<double> squares = Tensor.Zeros<double>(m.Shape);
        for (int i = 0; i < m.Length; i++)
            squares.AsSpan()[i] = (double)m.AsSpan()[i] * m.AsSpan()[i];
        return squares;
    }

    private static float OfTheNotebook(Tensor<float> m)
    {
        float sum = 0;
        for (int i = 0; i < m.Shape[0]; i++)
            for (int j = 0; j < m.Shape[0]; j++)
                sum += m[i, j] * m[i, j];
        return MathF.Sqrt(sum);
    }
}

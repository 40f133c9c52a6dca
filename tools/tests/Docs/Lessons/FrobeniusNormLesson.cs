namespace Katas.Tests;

public sealed class FrobeniusNormLesson
{
    private static readonly Tensor<float> example = [[1, 2, 2], [4, 0, 0]];

    [Fact]
    public void The_hints_give_the_norm()
    {
        ByLoops(example).ShouldBe(5);
        ByLoops([[1e20f]]).ShouldBe(1e20f);
        ByElementwise(example).ShouldBe(5);
        Should.Throw<ArgumentException>(() => ByLoops([1, 2])).Message.ShouldContain("(2)");
        Should.Throw<ArgumentException>(() => ByElementwise([1, 2])).Message.ShouldContain("(2)");
    }

    [Fact]
    public void The_square_of_a_float_overflows_and_underflows_before_the_norm_does()
    {
        float huge = 1e20f, tiny = 1e-23f;
        float.IsPositiveInfinity(huge * huge).ShouldBeTrue();
        (tiny * tiny).ShouldBe(0);
    }

    [Fact]
    public void The_notebooks_loops_leave_the_last_column_out_or_run_out_of_the_matrix()
    {
        OfTheNotebook(example).ShouldBe(4.58f, tolerance: 0.005);
        OfTheNotebook([[1, 2, 3], [4, 5, 6], [7, 8, 9]]).ShouldBe(16.8819f, tolerance: 0.00005);
        Should.Throw<IndexOutOfRangeException>(() => OfTheNotebook(example.Reshape(3, 2)));
    }

    [Fact]
    public void The_weights_of_the_notebook_have_the_norm_88() =>
        FrobeniusNorm.ByLoops(Tensor.RandomNormal(1, 784, 10)).ShouldBe(88.5f, tolerance: 2);

    private static void CheckRank(Tensor<float> m)
    {
        if (m.Rank != 2)
            throw new ArgumentException($"A matrix has rank 2; the shape of m is {Tensor.Format(m.Shape)}.", nameof(m));
    }

    private static float ByLoops(Tensor<float> m)
    {
        CheckRank(m);
        double sum = 0;
        for (int i = 0; i < m.Shape[0]; i++)
            for (int j = 0; j < m.Shape[1]; j++)
                sum += (double)m[i, j] * m[i, j];
        return (float)Math.Sqrt(sum);
    }

    private static float ByElementwise(Tensor<float> m)
    {
        CheckRank(m);
        return (float)Math.Sqrt(Sum(Square(m)));
    }

    private static Tensor<double> Square(Tensor<float> m)
    {
        Tensor<double> squares = Tensor.Zeros<double>(m.Shape);
        for (int i = 0; i < m.Length; i++)
            squares.AsSpan()[i] = (double)m.AsSpan()[i] * m.AsSpan()[i];
        return squares;
    }

    private static double Sum(Tensor<double> tensor)
    {
        double sum = 0;
        foreach (double element in tensor.AsSpan())
            sum += element;
        return sum;
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

public sealed class ScalingLaws : Laws
{
    [Law]
    public void The_norm_of_a_huge_matrix_needs_no_double(Matrix<Huge> x) =>
        FrobeniusNorm.ByScaling(x.A).ShouldBeCloseTo(Oracle.Norm(x.A), roundings: x.A.Length + 10);

    /// <summary>What a learner has after the exercise.</summary>
    private static class FrobeniusNorm
    {
        public static float ByScaling(Tensor<float> m)
        {
            float largest = 0, sum = 0;
            foreach (float element in m.AsSpan())
                largest = Math.Max(largest, Math.Abs(element));
            foreach (float element in m.AsSpan())
                sum += element / largest * (element / largest);
            return largest == 0 ? 0 : largest * MathF.Sqrt(sum);
        }
    }
}

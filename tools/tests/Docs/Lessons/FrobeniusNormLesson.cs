namespace Katas.Tests;

public sealed class FrobeniusNormLesson
{
    private static readonly Tensor<float> example = [[1, 2, 2], [4, 0, 0]];

    [Fact]
    public void The_example_to_do_by_hand() => FrobeniusNorm.ByLoops(example).ShouldBe(5);

    [Fact]
    public void The_notebooks_loops_leave_the_last_column_out_or_run_out_of_the_matrix()
    {
        OfTheNotebook(example).ShouldBe(4.58f, tolerance: 0.005);
        Should.Throw<IndexOutOfRangeException>(() => OfTheNotebook(example.Reshape(3, 2)));
    }

    private static float OfTheNotebook(Tensor<float> m)
    {
        float sum = 0;
        for (int i = 0; i < m.Shape[0]; i++)
            for (int j = 0; j < m.Shape[0]; j++)      // Shape[0] twice
                sum += m[i, j] * m[i, j];
        return MathF.Sqrt(sum);
    }
}

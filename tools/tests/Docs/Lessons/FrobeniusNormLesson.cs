namespace Katas.Tests;

public sealed class FrobeniusNormLesson
{
    private static readonly Tensor<float> example = [[1, 2, 2], [4, 0, 0]];

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

    private static float OfTheNotebook(Tensor<float> m)
    {
        float sum = 0;
        // katas/4-FrobeniusNorm/README.md: The idea
                sum += m[i, j] * m[i, j];
        return MathF.Sqrt(sum);
    }
}

/// <summary>The kata with all hints of the lesson pasted in, and the exercise done.</summary>
public static class FrobeniusNorm
{
    public static float ByLoops(Tensor<float> m)
    {
        // katas/4-FrobeniusNorm/README.md: 2. `ByLoops`
    }

    public static float ByElementwise(Tensor<float> m)
    {
        // katas/4-FrobeniusNorm/README.md: 3. `ByElementwise`, block 1
    }

    public static float ByScaling(Tensor<float> m)
    {
        float largest = 0, sum = 0;
        foreach (float element in m.AsSpan())
            largest = Math.Max(largest, Math.Abs(element));
        foreach (float element in m.AsSpan())
            sum += element / largest * (element / largest);
        return largest == 0 ? 0 : largest * MathF.Sqrt(sum);
    }

    // katas/4-FrobeniusNorm/README.md: 1. Check the rank

    // katas/4-FrobeniusNorm/README.md: 3. `ByElementwise`, block 2

    // katas/4-FrobeniusNorm/README.md: 3. `ByElementwise`, block 3
}

public sealed class ScalingLaws : Laws
{
    // katas/4-FrobeniusNorm/README.md: Exercises
}

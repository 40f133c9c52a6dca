namespace Katas.Tests;

public sealed class FinaleLesson
{
    [Fact]
    public void The_example_to_do_by_hand()
    {
        float[] p = [.. LogSoftmax.OfRows([[2, 1, 0]]).AsSpan().ToArray().Select(MathF.Exp)];
        p[0].ShouldBe(0.665f, tolerance: 0.001f);
        p[1].ShouldBe(0.24f, tolerance: 0.01f);
        p[2].ShouldBe(0.09f, tolerance: 0.001f);
        (MathF.Exp(2) + MathF.Exp(1) + 1).ShouldBe(11.11f, tolerance: 0.005f);
        MathF.Log(10).ShouldBe(2.30f, tolerance: 0.005f);
    }

    [Fact]
    public void The_definition_fails_where_exp_does()
    {
        LogSoftmax.AsWritten([[100, 0], [0, 110]]).ShouldEqual([[float.NaN, float.NegativeInfinity], [float.NegativeInfinity, float.NaN]]);
        LogSoftmax.OfRows([[100, 0], [0, 110]]).ShouldEqual([[0, -100], [-110, 0]]);
        LogSoftmaxLaws laws = new(LogSoftmax.AsWritten);
        laws.The_example_of_the_lesson(new([[2, 1, 0]]));
        laws.Each_element_is_the_logarithm_of_the_softmax(new(Tensor.RandomNormal(1, 20, 10)));
        Should.Throw<Exception>(() => laws.Adding_100_to_every_logit_changes_nothing(new([[2, 1, 0]])));
    }
}

/// <summary>The finale's task with the hints pasted in.</summary>
public static class LogSoftmax
{
    public static Tensor<float> AsWritten(Tensor<float> z)
    {
        // katas/Finale/README.md: 1. Write it from the definition
    }

    public static Tensor<float> OfRows(Tensor<float> z)
    {
        // katas/Finale/README.md: 2. Make it safe
    }
}

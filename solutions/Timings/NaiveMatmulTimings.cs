namespace Katas.Tests;

public abstract class NaiveMatmulTimings(TensorOperation naive) : Timings
{
    [Fact]
    public void Three_loops_are_at_least_200_times_as_fast_as_the_notebook_for_five_rows() =>
        AtLeast(200, rounds => Race.Against(Notebook.FiveRows, () => naive(FiveRows, Weights), rounds));
}

public sealed class NaiveMatmulIsFast() : NaiveMatmulTimings(NaiveMatmul.Multiply);

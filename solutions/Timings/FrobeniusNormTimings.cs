namespace Katas.Tests;

public abstract class FrobeniusNormTimings(Func<Tensor<float>, float> byLoops, Func<Tensor<float>, float> byElementwise) : Timings
{
    private static readonly TimeSpan
        NotebookByLoops = TimeSpan.FromMicroseconds(1050), NotebookByElementwise = TimeSpan.FromMicroseconds(328);

    private static readonly Tensor<float> M = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];

    [Fact]
    public void Two_loops_are_at_least_2000_times_as_fast_as_the_notebook() =>
        AtLeast(2000, rounds => Race.Against(NotebookByLoops, () => byLoops(M), rounds));

    [Fact]
    public void Elementwise_is_at_least_500_times_as_fast_as_the_notebook() =>
        AtLeast(500, rounds => Race.Against(NotebookByElementwise, () => byElementwise(M), rounds));
}

public sealed class FrobeniusNormIsFast() : FrobeniusNormTimings(FrobeniusNorm.ByLoops, FrobeniusNorm.ByElementwise);

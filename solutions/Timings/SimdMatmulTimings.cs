namespace Katas.Tests;

public abstract class SimdMatmulTimings(TensorOperation simd) : Timings
{
    [Fact]
    public void SIMD_is_at_least_8_times_as_fast_as_row_times_column_at_256x256x256() =>
        AtLeast(8, rounds => Race.Between(() => simd(Square256, Square256), () => VectorizedMatmul.Multiply(Square256, Square256), rounds));

    [Fact]
    public void SIMD_is_at_least_50_000_times_as_fast_as_the_notebook_for_five_rows() =>
        AtLeast(50_000, rounds => Race.Against(Notebook.FiveRows, () => simd(FiveRows, Weights), rounds));

    [Fact]
    public void SIMD_is_at_least_50_000_times_as_fast_as_the_notebook_for_all_50_000_rows() =>
        AtLeast(50_000, rounds => Race.Against(Notebook.AllRows, () => simd(AllRows, Weights), rounds), rounds: 5);
}

public sealed class SimdMatmulIsFast() : SimdMatmulTimings((a, b) => SimdMatmul.Multiply(a, b, threads: 1));

namespace Katas.Tests;

public abstract class VectorizedMatmulTimings(TensorOperation rowTimesColumn) : Timings
{
    [Fact]
    public void Row_times_column_is_at_least_2_times_as_fast_as_three_loops_at_256x256x256() =>
        AtLeast(2, rounds =>
            Race.Between(() => rowTimesColumn(Square256, Square256), () => NaiveMatmul.Multiply(Square256, Square256), rounds), rounds: 15);
}

public sealed class VectorizedMatmulIsFast() : VectorizedMatmulTimings(VectorizedMatmul.Multiply);

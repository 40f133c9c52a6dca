namespace Katas.Dojo.Racing;

/// <summary>How fast a stage should be: a ratio, as milliseconds differ by machine.</summary>
/// <param name="Earlier">The stage whose solution is the measure.</param>
/// <param name="Times">How many times as fast as that it should be.</param>
/// <param name="Task">The task of the lesson that makes it fast, from 1.</param>
/// <param name="NextStep">What to do, in a sentence.</param>
public sealed record SpeedGoal(Stage Earlier, double Times, int Task, string NextStep)
{
    private const int Rounds = 7;

    /// <summary>Gets what is expected of a stage that is there for its speed.</summary>
    /// <remarks>
    /// Measured at 256 x 256 x 256, on AMD EPYC: stage 5 with an indexer and a transposed copy 2.2 times as fast as stage 2, without the
    /// copy 1.06; stage 7 with scalar loops over rows 1.4 times as fast as stage 5, with vectors of 256 bits 3.1, the solution 21.
    /// </remarks>
    public static SpeedGoal? Of(Stage stage) => stage.Number switch
    {
        5 => new(Stage.NaiveMatmul, 1.5, 3,
            "Copy each column of B into a row of its own once, before the loops: the innermost loop then reads both in order."),
        7 => new(Stage.VectorizedMatmul, 1.6, 3,
            "Reorder the loops to i, k, j, and add a whole row of B at a time, with Vector<float> or Vector256<float>."),
        _ => null,
    };

    /// <summary>Races the learner's code, as it was built last, against the earlier solution.</summary>
    public Speed Measure(Stage stage)
    {
        Tensor<float> a = BenchmarkCases.Random(256, 256), b = BenchmarkCases.Random(256, 256);
        var yours = KataAssembly.Load(stage).Method<TensorOperation>("Multiply");
        var before = Earlier.SolutionType.Method<TensorOperation>("Multiply");
        return new(Race.Between(() => yours(a, b), () => before(a, b), Rounds).TimesAsFast, Times);
    }
}

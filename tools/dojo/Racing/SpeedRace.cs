using System.Globalization;

namespace Katas.Dojo.Racing;

/// <summary>Measures how fast a stage is that is there for its speed, in a process of its own.</summary>
public static class SpeedRace
{
    /// <summary>The hidden command of the dojo that the process runs.</summary>
    public const string Command = "run-for-speed";

    private const int Rounds = 7;

    /// <summary>
    /// Tells whether there is something to measure against: the solution of the earlier stage or, in a copy of the repository without
    /// solutions, the learner's own code if it is right.
    /// </summary>
    public static bool CanMeasure(Stage stage) => stage.Goals is [var goal, ..]
        && goal.Measure with { Root = stage.Root } is var measure && (measure.HasSolution || ResultCache.Get(measure)?.IsRight == true);

    /// <summary>Races the learner's code, as it was built last, against the earlier stage.</summary>
    /// <exception cref="UserError">The code does not come to its end.</exception>
    public static async Task<Speed> Measure(Stage stage, CancellationToken cancel)
    {
        string answer = await StageProcess.Run(stage, [Command], "to be timed", cancel);
        return new(double.Parse(answer, CultureInfo.InvariantCulture), stage.Goals[0].Times);
    }

    /// <summary>Runs the race, in the process itself.</summary>
    /// <returns>How many times as fast the stage is.</returns>
    public static string Run(Stage stage)
    {
        if (BenchmarkCases.Arguments(stage) is not [var a, var b])
            throw new ArgumentException($"A goal is for a product of two tensors, and {stage} has none.", nameof(stage));
        Stage earlier = stage.Goals[0].Measure with { Root = stage.Root };
        var yours = KataAssembly.Load(stage).Method<TensorOperation>(stage.Race.Members[0]);
        var measure = (earlier.HasSolution ? KataAssembly.LoadSolution(earlier) : KataAssembly.Load(earlier))
            .Method<TensorOperation>(earlier.Race.Members[0]);
        double timesAsFast = Race.Between(() => yours(a, b), () => measure(a, b), Rounds).TimesAsFast;
        return timesAsFast.ToString(CultureInfo.InvariantCulture);
    }
}

using System.Globalization;

namespace Katas.Dojo.Racing;

/// <summary>Measures how fast a stage is that is there for its speed, in a process of its own.</summary>
public static class SpeedRace
{
    /// <summary>The hidden command of the dojo that the process runs.</summary>
    public const string Command = "run-for-speed";

    private const int Least = 5, Most = 11;

    /// <summary>Gets the stage in whose solution the measure of a goal is.</summary>
    public static Stage MeasureOf(Stage stage, SpeedGoal goal) => (goal.Of ?? stage) with { Root = stage.Root };

    /// <summary>
    /// Tells whether there is something to measure against: solutions or, in a copy of the repository without them, the learner's own code
    /// of an earlier stage if it is right.
    /// </summary>
    public static bool CanMeasure(Stage stage) => stage.Goals is [var goal, ..] && CanMeasure(stage, goal);

    private static bool CanMeasure(Stage stage, SpeedGoal goal) => MeasureOf(stage, goal) is var measure
        && (measure.HasSolution || (goal.Of is not null && ResultCache.Get(measure)?.IsRight == true));

    /// <summary>
    /// Races the learner's code, as it was built last, against the measures of its goals, up to the first that it misses.
    /// </summary>
    /// <exception cref="UserError">The code does not come to its end.</exception>
    public static async Task<IReadOnlyList<Speed>> Measure(Stage stage, CancellationToken cancel)
    {
        string answer = await StageProcess.Run(stage, [Command], "to be timed", cancel);
        return [.. answer.Split(' ').Zip(stage.Goals, (times, goal) =>
            new Speed(goal.Task, double.Parse(times, CultureInfo.InvariantCulture), goal.Times))];
    }

    /// <summary>Runs the races, in the process itself.</summary>
    /// <returns>How many times as fast as the measures of its goals the stage is.</returns>
    public static string Run(Stage stage)
    {
        var yours = KataAssembly.Load(stage).Method<TensorOperation>(stage.Race.Members[0]);
        List<double> all = [];
        foreach (SpeedGoal goal in stage.Goals.Where(goal => CanMeasure(stage, goal)))
        {
            all.Add(TimesAsFast(yours, Load(stage, goal), goal));
            if (all[^1] < goal.Times)
                break;
        }
        return string.Join(' ', all.Select(times => times.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Loads what the learner's code is raced against for a goal.</summary>
    internal static TensorOperation Load(Stage stage, SpeedGoal goal)
    {
        Stage measure = MeasureOf(stage, goal);
        Type type = measure.HasSolution ? KataAssembly.LoadSolution(measure, goal.Measure) : KataAssembly.Load(measure);
        return type.Method<TensorOperation>("Multiply");
    }

    /// <summary>
    /// Compares the fastest laps, as there is no median of a few rounds to rely on while a build or a browser is at work: what disturbs
    /// a lap makes it longer, never shorter. Ends when the goal is reached.
    /// </summary>
    private static double TimesAsFast(TensorOperation yours, TensorOperation measure, SpeedGoal goal)
    {
        Tensor<float>[] operands = BenchmarkCases.Draw([[.. goal.Sizes.Take(2)], [.. goal.Sizes.Skip(1)]]);
        double own = double.MaxValue, other = double.MaxValue;
        int rounds = 0;
        foreach (double[] seconds in Race.Rounds(() => yours(operands[0], operands[1]), () => measure(operands[0], operands[1])))
        {
            (own, other) = (Math.Min(own, seconds[0]), Math.Min(other, seconds[1]));
            rounds++;
            if (rounds == Most || (rounds >= Least && other / own >= goal.Times))
                break;
        }
        return other / own;
    }
}

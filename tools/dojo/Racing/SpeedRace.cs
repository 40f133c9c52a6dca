using System.Globalization;

namespace Katas.Dojo.Racing;

/// <summary>Measures how fast a stage is that is there for its speed, in a process of its own.</summary>
public static class SpeedRace
{
    /// <summary>The hidden command of the dojo that the process runs.</summary>
    public const string Command = "run-for-speed";

    private const int Least = 3, Most = 9;

    private static readonly TimeSpan Lap = TimeSpan.FromMilliseconds(200);   // a clock of processor time may have ticks of 16 ms

    /// <summary>Tells whether there is something to measure: goals, and solutions, which a copy of the repository may lack.</summary>
    public static bool CanMeasure(Stage stage) => stage.Goals.Count > 0 && stage.HasSolution;

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
        foreach (SpeedGoal goal in stage.Goals)
        {
            all.Add(TimesAsFast(yours, Load(stage, goal), goal));
            if (all[^1] < goal.Times)
                break;
        }
        return string.Join(' ', all.Select(times => times.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Loads what the learner's code is raced against for a goal.</summary>
    internal static TensorOperation Load(Stage stage, SpeedGoal goal) =>
        KataAssembly.LoadSolution(stage, goal.Measure).Method<TensorOperation>("Multiply");

    /// <summary>
    /// Compares the processor time of laps, so that it does not count what else the machine does, nor on how many threads the code runs;
    /// the shortest laps, as what disturbs one makes it longer, never shorter. Ends when the goal is reached.
    /// </summary>
    private static double TimesAsFast(TensorOperation yours, TensorOperation measure, SpeedGoal goal)
    {
        Tensor<float>[] operands = BenchmarkCases.Draw([[.. goal.Sizes.Take(2)], [.. goal.Sizes.Skip(1)]]);
        Action[] runners = [() => yours(operands[0], operands[1]), () => measure(operands[0], operands[1])];
        double[] seconds = Race.Rounds(runners).First();   // when both are warm
        int[] calls = [.. seconds.Select(time => (int)Math.Max(1, Lap.TotalSeconds / time))];
        double[] shortest = [double.MaxValue, double.MaxValue];
        for (int round = 1; round <= Most; round++)
        {
            for (int i = 0; i < 2; i++)
                shortest[i] = Math.Min(shortest[i], ProcessorTime(runners[i], calls[i]));
            if (round >= Least && shortest[1] / shortest[0] >= goal.Times)
                break;
        }
        return shortest[1] / shortest[0];
    }

    private static double ProcessorTime(Action action, int calls)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int call = 0; call < calls; call++)
            action();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds / calls;
    }
}

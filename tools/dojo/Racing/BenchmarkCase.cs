using System.Diagnostics;

namespace Katas.Dojo.Racing;

/// <summary>Someone who runs in a race.</summary>
public sealed record Contender(string Name, Action Run);

/// <summary>What a contender has shown so far, as medians of all rounds.</summary>
/// <param name="TimesAsFast">How many times as fast as the learner's code it is.</param>
/// <param name="Flops">Its floating-point operations a second; 0 where they are not counted.</param>
/// <param name="ShareOfPeak">Its operations as a share of what one core can do at most.</param>
public sealed record Timing(double TimesAsFast, double Flops, double ShareOfPeak)
{
    public static Timing None { get; } = new(0, 0, 0);
}

/// <summary>A race on one task: the learner's contender first, which all others are measured against.</summary>
/// <param name="Task">What they do.</param>
/// <param name="Contenders">Who runs.</param>
/// <param name="Flop">The floating-point operations of the task; 0 if it is about something else.</param>
public sealed record BenchmarkCase(string Task, IReadOnlyList<Contender> Contenders, double Flop = 0)
{
    private const int Most = 31, Least = 5;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(6);

    /// <summary>
    /// Runs all by turns, and tells after each round where they stand. Where operations are counted, a core at its peak runs with them.
    /// Ends after 31 rounds, or 6 seconds if there were 5.
    /// </summary>
    public IEnumerable<Timing[]> Run()
    {
        List<double[]> rounds = [];
        List<Action> runners = [.. Contenders.Select(contender => contender.Run)];
        if (Flop > 0)
            runners.Add(FmaPeak.Prepare(Flop));
        long start = Stopwatch.GetTimestamp();
        foreach (double[] seconds in Race.Rounds(runners))
        {
            rounds.Add(seconds);
            yield return [.. Enumerable.Range(0, Contenders.Count).Select(Stand)];
            if (rounds.Count >= Most || rounds.Count >= Least && Stopwatch.GetElapsedTime(start) > Enough)
                yield break;
        }

        Timing Stand(int i) => new(
            Race.Median(rounds.Select(round => round[0] / round[i])),
            Flop / Race.Median(rounds.Select(round => round[i])),
            Flop == 0 ? 0 : Race.Median(rounds.Select(round => round[^1] / round[i])));
    }
}

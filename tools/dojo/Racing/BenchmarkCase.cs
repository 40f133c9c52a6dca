namespace Katas.Dojo.Racing;

/// <summary>Someone who runs in a race.</summary>
public sealed record Contender(string Name, Action Run);

/// <summary>A race on one task: the learner's contender first, which all others are measured against.</summary>
public sealed record BenchmarkCase(string Task, IReadOnlyList<Contender> Contenders)
{
    private const int Most = 31, Least = 5;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(6);

    /// <summary>
    /// Runs all by turns, and after each round gives how many times as fast as the learner's each was: the median of all rounds. Ends
    /// after 31 rounds, or 6 seconds if there were 5.
    /// </summary>
    public IEnumerable<double[]> Run()
    {
        List<double[]> rounds = [];
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        foreach (double[] seconds in Race.Rounds([.. Contenders.Select(contender => contender.Run)]))
        {
            rounds.Add(seconds);
            yield return [.. Enumerable.Range(0, Contenders.Count).Select(i => Race.Median(rounds.Select(round => round[0] / round[i])))];
            if (rounds.Count >= Most || rounds.Count >= Least && System.Diagnostics.Stopwatch.GetElapsedTime(start) > Enough)
                yield break;
        }
    }
}

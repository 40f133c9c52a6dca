using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Katas;

/// <summary>
/// Holds the outcome of two pieces of code run against each other: how many times as fast the one is as the other. A ratio, measured
/// side by side, means the same on every machine; milliseconds do not.
/// </summary>
/// <param name="TimesAsFast">The rival's time over the contender's, the median of all rounds: above 1, the contender is faster.</param>
/// <param name="LowerQuartile">A quarter of the rounds had a ratio below this one.</param>
/// <param name="UpperQuartile">A quarter of the rounds had a ratio above this one.</param>
/// <param name="ContenderSeconds">The contender's time for one call, the median of all rounds.</param>
/// <param name="RivalSeconds">The rival's time for one call, the median of all rounds.</param>
public sealed record Race(double TimesAsFast, double LowerQuartile, double UpperQuartile, double ContenderSeconds, double RivalSeconds)
{
    /// <summary>Runs two by turns, in <see cref="Rounds"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no rounds.</exception>
    public static Race Between(Action contender, Action rival, int rounds = 31) => Judge(rounds, Rounds(contender, rival));

    /// <summary>Runs one alone, against the time of one call that somebody else measured.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are no rounds.</exception>
    public static Race Against(TimeSpan rival, Action contender, int rounds = 31) =>
        Judge(rounds, Rounds(contender).Select(seconds => new[] { seconds[0], rival.TotalSeconds }));

    /// <summary>
    /// Runs all by turns, one round after another for as long as the caller takes more: warms each up, then times a lap of each in every
    /// round. A lap is as many calls as take 10 ms, one at least. What disturbs a round disturbs all its laps, or makes an outlier that the
    /// median ignores.
    /// </summary>
    /// <returns>For each round, the seconds that one call of each runner took.</returns>
    public static IEnumerable<double[]> Rounds(params IReadOnlyList<Action> runners)
    {
        int[] calls = [.. runners.Select(WarmUp)];
        for (int round = 0; ; round++)
        {
            double[] seconds = new double[runners.Count];
            for (int turn = 0; turn < runners.Count; turn++)
            {
                int i = (turn + round) % runners.Count;   // everyone begins a round in its turn
                seconds[i] = Time(runners[i], calls[i]);
            }
            yield return seconds;
        }
    }

    /// <summary>Formats the outcome: <c>9.32 times as fast [9.1 to 9.56]: 1.2 ms against 11.2 ms</c>.</summary>
    public override string ToString() =>
        $"{Format(TimesAsFast)} times as fast [{Format(LowerQuartile)} to {Format(UpperQuartile)}]: " +
        $"{FormatTime(ContenderSeconds)} against {FormatTime(RivalSeconds)}";

    /// <summary>Formats a time with three digits, in the unit that suits it: <c>1.87 µs</c>, <c>22 ms</c>, <c>2 h</c>.</summary>
    public static string FormatTime(double seconds) => seconds switch
    {
        < 1e-3 => $"{Format(seconds * 1e6)} µs",
        < 1 => $"{Format(seconds * 1e3)} ms",
        < 3600 => $"{Format(seconds)} s",
        _ => $"{Format(seconds / 3600)} h",
    };

    /// <summary>Formats a number with three digits, large ones in full: <c>0.953</c>, <c>9.32</c>, <c>15,180</c>.</summary>
    public static string Format(double value) => value.ToString(value < 100 ? "G3" : "N0", CultureInfo.InvariantCulture);

    /// <summary>Computes the value that half of the others are below: of an even number of values, one of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    /// <summary>Computes the value that a fraction q of the others is below, q from 0 to 1.</summary>
    public static double Quantile(IEnumerable<double> values, double q)
    {
        double[] ordered = [.. values.Order()];
        return ordered[(int)Math.Round(q * (ordered.Length - 1))];
    }

    private static Race Judge(int rounds, IEnumerable<double[]> seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounds);
        double[][] laps = [.. seconds.Take(rounds)];
        IEnumerable<double> ratios = laps.Select(lap => lap[1] / lap[0]);
        return new(Median(ratios), Quantile(ratios, 0.25), Quantile(ratios, 0.75),
            Median(laps.Select(lap => lap[0])), Median(laps.Select(lap => lap[1])));
    }

    /// <summary>
    /// Calls until the JIT has had the calls and the time that its last tier takes: thirty calls before it begins to count what the code
    /// does, and thirty more before it makes use of that. Code that had been called 40 times ran at half the speed that it reached later.
    /// Returns how many calls make a lap: by the fastest of them, as the others may have waited for a processor.
    /// </summary>
    private static int WarmUp(Action action)
    {
        double fastest = double.MaxValue;
        int calls = 0, chunk = 1;
        for (Stopwatch clock = Stopwatch.StartNew();
            (calls < 70 || clock.ElapsedMilliseconds < 250) && clock.ElapsedMilliseconds < 2000;
            calls += chunk)
        {
            double seconds = Time(action, chunk);
            fastest = Math.Min(fastest, seconds);
            if (seconds * chunk < 1e-4)
                chunk *= 2;   // too short for the clock
        }
        return (int)Math.Clamp(0.01 / fastest, 1, 1e6);
    }

    /// <summary>Times calls. Compiled as it stands, since tiered compilation would inline the action that it sees most often.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}

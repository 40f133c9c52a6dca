namespace Katas.Tests;

/// <summary>How a law is checked.</summary>
public sealed record CheckOptions
{
    /// <summary>Gets the seed from which, with its name, a law draws its inputs.</summary>
    public ulong Seed { get; init; } = Laws.SeedOfRun;

    /// <summary>Gets the most inputs that a law draws; an attribute may say fewer.</summary>
    public int MaxCases { get; init; } = int.MaxValue;

    /// <summary>Gets whether inputs that break a law are made as small as can be before they are shown.</summary>
    public bool Shrinks { get; init; } = true;

    /// <summary>
    /// Gets whether the watchdog has an eye on each input, so that it can be shown if it hangs, or on the law as a whole, which is faster.
    /// </summary>
    public bool WatchesEachInput { get; init; } = true;

    /// <summary>Gets the path of the file that the learner writes, relative to the repository; empty if there is none.</summary>
    public string Kata { get; init; } = "";
}

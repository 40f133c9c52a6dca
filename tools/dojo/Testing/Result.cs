namespace Katas.Dojo;

/// <summary>A law of a stage as its test ran: in words, the test class that it belongs to, and what the test said when it failed.</summary>
public sealed record Law(string Subject, string Sentence, string? Failure);

/// <summary>What keeps a stage's laws from being checked to the end, such as a build failure: in a word or two, and in full.</summary>
public sealed record RunFailure(string Word, string Message, string? Place = null);

/// <summary>How many times as fast as the measure of a task's goal the learner's code is, and how many it should be.</summary>
public sealed record Speed(int Task, double TimesAsFast, double Goal)
{
    public bool IsReached => TimesAsFast >= Goal;
}

/// <summary>
/// How far a stage is: the laws in the order in which they ran, of so many in all, and the first lines that the learner's code printed.
/// </summary>
public sealed record Result(int Total, IReadOnlyList<Law> Laws, RunFailure? Failure = null)
{
    public static Result Nothing { get; } = new(0, []);

    public IReadOnlyList<string> Printed { get; init; } = [];

    /// <summary>
    /// Gets how fast the stage is by each of its goals, up to the first that it does not reach; none if it is not right, or nothing is
    /// expected of its speed.
    /// </summary>
    public IReadOnlyList<Speed> Speeds { get; init; } = [];

    /// <summary>Gets whether the laws are those of the thorough round, which only runs on code that is done without it.</summary>
    public bool IsThorough { get; init; }

    public int Passed => Laws.Count(law => law.Failure is null);

    /// <summary>Gets whether all laws hold.</summary>
    public bool IsRight => Failure is null && Total > 0 && Passed == Total;

    /// <summary>Gets whether the stage is right, but not as fast as all its goals ask.</summary>
    public bool IsSlow => Speeds.Any(speed => !speed.IsReached);

    /// <summary>Tells whether the stage is as fast as one of its goals asks.</summary>
    public bool Reaches(SpeedGoal goal) => Speeds.Any(speed => speed.Task == goal.Task && speed.IsReached);

    public bool IsDone => IsRight && !IsSlow;

    public Law? FirstBroken => Laws.FirstOrDefault(law => law.Failure is not null);

    /// <summary>Gets whether nothing is written yet: every law fails for that, or none has run because the stub is untouched.</summary>
    public bool IsUnwritten => Failure is null && Laws.All(law => IsUnwrittenLaw(law.Failure));

    /// <summary>Gets whether a law waited in vain.</summary>
    public bool Hangs => Laws.Any(law => law.Failure?.Contains("is there a loop that never ends?", StringComparison.Ordinal) == true);

    /// <summary>Gets whether a law failed for want of memory.</summary>
    public bool IsOutOfMemory => Laws.Any(law => law.Failure?.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal) == true);

    public static bool IsUnwrittenLaw(string? failure) => failure?.StartsWith("Not written yet.", StringComparison.Ordinal) == true;
}

/// <summary>What happens to a stage.</summary>
public enum Phase { Waiting, Building, Running, Racing, Known }

/// <summary>What happens to a stage, and what is known of it so far.</summary>
public sealed record Report(Phase Phase, Result Result)
{
    public static Report Of(Result? result) => result is null ? new(Phase.Waiting, Result.Nothing) : new(Phase.Known, result);
}

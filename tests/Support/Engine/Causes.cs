namespace Katas.Tests;

/// <summary>Is thrown when a learner's code does not return in time.</summary>
internal sealed class HangException : Exception
{
    private HangException(string message) : base(message)
    {
    }

    /// <summary>Gets whether the code is expected to end, if not in time.</summary>
    public bool IsSlow { get; private init; }

    /// <summary>Describes code that seems never to end.</summary>
    public static HangException Endless(TimeSpan limit) =>
        new($"no result after {limit.TotalSeconds:0} seconds: is there a loop that never ends? (Or is the machine busy?)");

    /// <summary>Describes code that seems never to end, though it did for smaller input.</summary>
    public static HangException Endless(TimeSpan limit, string smaller) =>
        new($"no result after {limit.TotalSeconds:0} seconds, although {smaller}:\n"
            + "is there a loop that never ends? (Or is the machine busy?)");

    /// <summary>Describes code that is right for smaller input, and would take too long.</summary>
    public static HangException Slow(TimeSpan limit, string smaller, double seconds) =>
        new($"no result after {limit.TotalSeconds:0} seconds: the code is slow, not endless. It is right where\n"
            + $"{smaller}, and would take some {seconds:0} s here.")
        {
            IsSlow = true,
        };
}

/// <summary>Is thrown instead of running a law beside code that hangs.</summary>
internal sealed class NotRunException(string message) : Exception(message);

/// <summary>Is thrown when code is written for some input, and not yet for the one at hand.</summary>
internal sealed class UnfinishedException(NotImplementedException unwritten)
    : Exception($"it is not written yet for this input, while it is for others: {unwritten.Message}");

/// <summary>
/// Is thrown when input that should be refused got as far as what is not written yet: as long as nothing is refused, nothing is written.
/// </summary>
internal sealed class LetThroughException(NotImplementedException unwritten, string refusal) : NotImplementedException(unwritten.Message)
{
    /// <summary>Gets what is to be said if other input is refused.</summary>
    public Difference Difference { get; } = new(refusal, $"it got as far as: throw new {nameof(NotImplementedException)}()",
        "the check lets this input through");
}

/// <summary>Is thrown when a law was broken in another process, whose report is the message.</summary>
internal sealed class BrokenElsewhereException(string report) : Exception(report);

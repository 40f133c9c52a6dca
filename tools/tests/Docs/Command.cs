namespace Katas.Tests;

/// <summary>A command line in the documentation. Where its comment says "not run by CI", for whatever reason follows, nobody runs it but the reader.</summary>
public sealed record Command(string Line, bool IsRun)
{
    /// <summary>Takes a line apart; N-Stage stands for any stage.</summary>
    public static Command Parse(string text)
    {
        string[] parts = text.Replace("N-Stage", "2-NaiveMatmul").Split(" #", 2);
        return new(parts[0].Trim(), parts is not [_, var comment] || !comment.Contains("not run by CI"));
    }

    /// <summary>Gets what the shell gets in the end: 0, but 2 for a learner's tests and 1 for his finale, until he has written the stubs.</summary>
    public int ExitCode => this switch
    {
        _ when Line.Contains("Solved=true") || Line.Contains("--borrow") => 0,
        _ when Line.StartsWith("dotnet test", StringComparison.Ordinal) => 2,
        _ when Line.StartsWith("dotnet run --project katas/Finale", StringComparison.Ordinal) => 1,
        _ => 0,
    };
}

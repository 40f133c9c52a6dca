namespace Katas.Tests;

/// <summary>A command line in the documentation.</summary>
public sealed record Command(string Line)
{
    /// <summary>Parses a line, without its comment; N-Stage stands for any stage.</summary>
    public static Command Parse(string text) => new(text.Replace("N-Stage", "2-NaiveMatmul").Split(" #", 2)[0].Trim());

    /// <summary>
    /// Gets the exit code: 0, but 2 for a learner's tests and 1 for the finale, as the stubs are not written yet; 5 where a document shows
    /// what a shortened name leads to, a run without tests.
    /// </summary>
    public int ExitCode => this switch
    {
        _ when Line == "dotnet test tests/2" => 5,
        _ when Line.Contains("Solved=true") || Line.Contains("--borrow") => 0,
        _ when Line.StartsWith("dotnet test", StringComparison.Ordinal) => 2,
        _ when Line.StartsWith("dotnet run --project katas/Finale", StringComparison.Ordinal) => 1,
        _ => 0,
    };
}
